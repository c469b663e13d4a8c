using System.Globalization;

namespace Records.Bench;

/// <summary>The options of a benchmark as they were typed: <c>--name number</c>, and <c>--json</c>.</summary>
internal sealed class Flags
{
    private readonly Dictionary<string, string> given = [];

    public Flags(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
            if (args[i] == "--json")
                AsJson = true;
            else if (args[i].StartsWith("--", StringComparison.Ordinal) && i + 1 < args.Length)
                given.Add(args[i][2..], args[++i]);
            else
                throw new ArgumentException($"Unknown option '{args[i]}'.");
    }

    /// <summary>For a program to read, not for people.</summary>
    public bool AsJson { get; }

    /// <summary>The number given under the name, within bounds; takes it, so that what is left was not known.</summary>
    public int Take(string name, int otherwise, int least, int most) => given.Remove(name, out var value)
        ? Math.Clamp(int.Parse(value, CultureInfo.InvariantCulture), least, most)
        : otherwise;

    /// <summary>Throws when something was given that nobody asked for.</summary>
    public void End()
    {
        if (given.Keys.FirstOrDefault() is { } unknown)
            throw new ArgumentException($"Unknown option '--{unknown}'.");
    }
}
