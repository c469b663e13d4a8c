using System.Globalization;

namespace Records.Bench;

/// <summary>What a benchmark may be told; everything has a value that fits a laptop.</summary>
internal sealed record Options
{
    /// <summary>How many write at the same time; each waits for its answer before it writes again.</summary>
    public int Writers { get; private init; } = 64;

    /// <summary>How many events each of them writes at most.</summary>
    public int Events { get; private init; } = 2000;

    /// <summary>How long one measurement takes at most.</summary>
    public int Seconds { get; private init; } = 15;

    /// <summary>The size of an event's content in bytes.</summary>
    public int Bytes { get; private init; } = 400;

    /// <summary>A short run before the one that counts: compiled code, open connections, filled caches.</summary>
    public Options ToWarmUp() => this with { Events = Math.Min(Events, 200), Seconds = 3 };

    public static Options Read(string[] args)
    {
        var options = new Options();
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            var value = int.Parse(args[i + 1], CultureInfo.InvariantCulture);
            options = args[i] switch
            {
                "--writers" => options with { Writers = value },
                "--events" => options with { Events = value },
                "--seconds" => options with { Seconds = value },
                "--bytes" => options with { Bytes = value },
                _ => throw new ArgumentException($"Unknown option '{args[i]}'."),
            };
        }

        return options;
    }

    public static int Explain()
    {
        Console.Error.WriteLine("ops/bench/run write [--writers 64] [--events 2000] [--seconds 15] [--bytes 400]");
        Console.Error.WriteLine("ops/bench/run http [--connections 16] [--files 200] [--seconds 10] [--rate 0] "
            + "[--url http://127.0.0.1:8080]");
        Console.Error.WriteLine("ops/bench/run recover [--events 10000] [--rounds 9] [--actors 100000] [--json]");
        Console.Error.WriteLine("ops/bench/run text [--rounds 3] [--json]");
        Console.Error.WriteLine("ops/bench/run views [--files 400] [--texts 1000] [--json]");
        return 2;
    }
}
