using System.Globalization;

namespace Records.Bench;

/// <summary>
/// Processor seconds of the three sides that share the machine. They hold where the clock does not: on a machine that
/// does other things too.
/// </summary>
/// <param name="Server">The program with its children.</param>
/// <param name="Database">Both clusters.</param>
/// <param name="Client">This program.</param>
internal readonly record struct Sides(double Server, double Database, double Client)
{
    /// <summary>What serving costs wherever the client runs.</summary>
    public double Serving => Server + Database;

    /// <summary>What was used up to now by an installation in that folder; null stands for one nobody may look at.</summary>
    public static Sides UpToNow(string? data) => data is null
        ? default
        : new(
            Family(data, "run/records.pid"),
            Family(data, "main/data/postmaster.pid") + Family(data, "keys/data/postmaster.pid"),
            ProcessorTime.OfThis);

    public static Sides operator +(Sides one, Sides other) =>
        new(one.Server + other.Server, one.Database + other.Database, one.Client + other.Client);

    public static Sides operator -(Sides one, Sides other) =>
        new(one.Server - other.Server, one.Database - other.Database, one.Client - other.Client);

    // The first word of the file is the number of the process.
    private static double Family(string data, string file) => ProcessorTime.OfFamily(int.Parse(
        File.ReadAllText(Path.Combine(data, file)).Split([' ', '\n'])[0], CultureInfo.InvariantCulture));
}
