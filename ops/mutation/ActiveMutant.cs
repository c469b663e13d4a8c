using System.Buffers.Binary;

namespace Records.Mutation;

/// <summary>
/// Which mutant is alive: a number in a file that Stryker writes before each run and that mutated code reads at every
/// step. -1 is none.
/// </summary>
internal static class ActiveMutant
{
    private const int None = -1;

    private static string? File { get; } = Environment.GetEnvironmentVariable("STRYKER_MUTANT_FILE");

    public static bool IsNone => File is null || Read() == None;

    /// <summary>Does something that no mutant may have a hand in.</summary>
    public static void Without(Action what)
    {
        if (File is null)
        {
            what();
            return;
        }

        var alive = Read();
        Write(None);
        what();
        Write(alive);
    }

    private static int Read()
    {
        using var stream = Open();
        Span<byte> number = stackalloc byte[sizeof(int)];
        stream.ReadExactly(number);
        return BinaryPrimitives.ReadInt32LittleEndian(number);
    }

    private static void Write(int mutant)
    {
        using var stream = Open();
        Span<byte> number = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(number, mutant);
        stream.Write(number);
    }

    // Mutated code keeps the file mapped: it is written in place, never replaced or cut.
    private static FileStream Open() => new(File!, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
}
