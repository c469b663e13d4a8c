using System.Globalization;

namespace Records.Bench;

/// <summary>What the benchmark over HTTP may be told.</summary>
internal sealed record HttpOptions
{
    /// <summary>
    /// Where the server answers; it must be on this machine, for its demo issuer gives tokens to nobody else.
    /// </summary>
    public Uri Url { get; private init; } = new("http://127.0.0.1:8080");

    /// <summary>How many applications ask at the same time, each on a connection of its own.</summary>
    public int Connections { get; private init; } = 64;

    /// <summary>How many case files are opened before anything is measured.</summary>
    public int Files { get; private init; } = 200;

    /// <summary>How long each kind of request is measured, in three rounds, and the mix of them.</summary>
    public int Seconds { get; private init; } = 10;

    /// <summary>
    /// Steps begun a second, whether or not the ones before are answered; 0 asks as fast as answers come.
    /// </summary>
    public int Rate { get; private init; }

    /// <summary>
    /// The folder of the installation, where its processes are named; null where their time is not measured.
    /// </summary>
    public string? Data { get; private init; }

    /// <summary>One kind of request beside the empty one and no mix, for a profiler; null for all.</summary>
    public string? Only { get; private init; }

    /// <summary>For a program to read, not for people.</summary>
    public bool AsJson { get; private init; }

    public static HttpOptions Read(string[] args)
    {
        var options = new HttpOptions();
        for (var i = 0; i < args.Length; i += 2)
        {
            if (args[i] == "--json")
            {
                options = options with { AsJson = true };
                i--;
                continue;
            }
            if (i + 1 == args.Length)
                throw new ArgumentException($"The option '{args[i]}' needs a value.");
            options = args[i] switch
            {
                "--url" => options with { Url = new(args[i + 1]) },
                "--data" => options with { Data = args[i + 1] },
                "--only" => options with { Only = args[i + 1] },
                "--connections" => options with { Connections = Number(1, 256) },
                "--files" => options with { Files = Number(1, 100_000) },
                "--seconds" => options with { Seconds = Number(1, 600) },
                "--rate" => options with { Rate = Number(0, 100_000) },
                _ => throw new ArgumentException($"Unknown option '{args[i]}'."),
            };

            int Number(int least, int most) =>
                Math.Clamp(int.Parse(args[i + 1], CultureInfo.InvariantCulture), least, most);
        }

        return options.Url.IsLoopback
            ? options
            : throw new ArgumentException("Only a server on this machine is measured.");
    }

    public override string ToString() =>
        $"--connections {Connections} --files {Files} --seconds {Seconds}"
        + $"{(Rate > 0 ? $" --rate {Rate}" : "")}";
}
