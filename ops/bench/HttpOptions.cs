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
    public int Connections { get; private init; } = 16;

    /// <summary>How many case files are opened before anything is measured.</summary>
    public int Files { get; private init; } = 200;

    /// <summary>How long one measurement takes.</summary>
    public int Seconds { get; private init; } = 10;

    /// <summary>
    /// Steps begun a second, whether or not the ones before are answered; 0 asks as fast as answers come.
    /// </summary>
    public int Rate { get; private init; }

    public static HttpOptions Read(string[] args)
    {
        var options = new HttpOptions();
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            options = args[i] switch
            {
                "--url" => options with { Url = new(args[i + 1]) },
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
        $"ops/bench/run http --connections {Connections} --files {Files} --seconds {Seconds}"
        + $"{(Rate > 0 ? $" --rate {Rate}" : "")}";
}
