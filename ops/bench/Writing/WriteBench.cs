namespace Records.Bench.Writing;

/// <summary>
/// How many events a second are acknowledged durable on the whole way of a command, beside what the same cluster takes
/// at most of the same rows and beside other event stores on PostgreSQL. All take turns, round after round, and each
/// ratio is one of a round: so it holds where the figures do not.
/// </summary>
internal static class WriteBench
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    private static readonly Dictionary<string, string> Goals = new()
    {
        ["bare"] = "0.4 at 64 files, 0.3 at 1,024",
        ["messageDb"] = "5",
        ["emmett"] = "5",
    };

    public static async Task<int> RunAsync(Flags flags)
    {
        var writers = flags.Take("writers", 64, 1, 4096);
        var seconds = flags.Take("seconds", 4, 1, 600);
        var rounds = flags.Take("rounds", 5, 1, 100);
        var others = flags.Take("others", 1, 0, 1);
        flags.End();
        var report = new Report("write", flags.AsJson);
        report.Begin(
            $"{writers} live case files with a writer each, {rounds} rounds of {seconds} s, fsync on, "
            + "middle of the rounds shown");

        await using var cluster = await PrivateCluster.StartAsync();
        var (p50, p99) = DiskSync.Measure(cluster.Folder);
        report.Add("fdatasyncMillis", p50, "ms", "fdatasync of a page on this disk, half of them at most");
        report.Add("fdatasyncP99Millis", p99, "ms", "the same, 99 of 100 at most");

        var ways = new List<IWriteWay>();
        try
        {
            await PrepareAsync(ways, cluster, writers, others == 1);
            var taken = await TakeTurnsAsync(ways, cluster, rounds, TimeSpan.FromSeconds(seconds));
            Tell(report, ways, taken);
        }
        finally
        {
            foreach (var way in ways)
                await way.DisposeAsync();
        }
        report.End();
        return 0;
    }

    private static async Task PrepareAsync(List<IWriteWay> ways, PrivateCluster cluster, int writers, bool others)
    {
        var full = await FullWay.OpenAsync(cluster, writers);
        ways.Add(full);
        await full.TakeAsync(WarmUp);
        var rows = await Rows.LikeAsync(full);

        ways.Insert(0, new BareWay(await cluster.AddTenantAsync("bare"), rows, writers));
        ways.Add(new StoreWay(await cluster.AddTenantAsync("store"), rows, writers));
        if (others && Environment.GetEnvironmentVariable("RECORDS_BENCH_OTHERS") is { Length: > 0 } packages)
        {
            ways.Add(await MessageDbWay.OpenAsync(cluster, packages, rows, writers));
            ways.Add(await EmmettWay.OpenAsync(cluster, packages, rows, writers));
        }
        else
        {
            Console.Error.WriteLine("message-db and Emmett are NOT measured (--others 0, or no npm on this machine).");
        }

        foreach (var way in ways)
            await way.TakeAsync(WarmUp);
    }

    /// <summary>What each way did in each round.</summary>
    private static async Task<Dictionary<string, List<Turn>>> TakeTurnsAsync(
        List<IWriteWay> ways, PrivateCluster cluster, int rounds, TimeSpan limit)
    {
        var taken = ways.ToDictionary(way => way.Name, _ => new List<Turn>());
        for (var round = 0; round < rounds; round++)
            // There and back: what gets slower with the time gets so for all.
            foreach (var way in round % 2 == 0 ? ways : ways.AsEnumerable().Reverse())
            {
                var (program, server) = (ProcessorTime.OfThis, cluster.CpuSeconds());
                var measured = await way.TakeAsync(limit);
                taken[way.Name].Add(new(
                    measured, ProcessorTime.OfThis - program, cluster.CpuSeconds() - server));
            }
        return taken;
    }

    private static void Tell(Report report, List<IWriteWay> ways, Dictionary<string, List<Turn>> taken)
    {
        foreach (var way in ways)
        {
            var turns = taken[way.Name];
            report.Add($"{way.Name}PerSecond", Middle(turns, t => t.Took.PerSecond), "events/s", way.Meaning);
            report.Add($"{way.Name}P50Millis", Middle(turns, t => t.Took.P50), "ms", "  half answered within");
            report.Add($"{way.Name}P99Millis", Middle(turns, t => t.Took.P99), "ms", "  99 of 100 within");
            report.Add(
                $"{way.Name}ServerMicros", Middle(turns, t => t.Server / t.Took.Events * 1e6), "µs/event",
                "  processor time of PostgreSQL");
            if (way is not EmmettWay)
                report.Add(
                    $"{way.Name}ProgramMicros", Middle(turns, t => t.Program / t.Took.Events * 1e6), "µs/event",
                    "  processor time of the program and its writers");
        }

        foreach (var way in ways.Where(way => Goals.ContainsKey(way.Name)))
        {
            double[] ratios = [.. taken["full"].Zip(taken[way.Name], Ratio).Order()];
            report.Add(
                $"fullTo{Capital(way.Name)}", ratios[ratios.Length / 2], "x", $"whole way against: {way.Meaning}",
                Goals[way.Name]);
            report.Add($"fullTo{Capital(way.Name)}Least", ratios[0], "x", "  in the worst round");
            report.Add($"fullTo{Capital(way.Name)}Most", ratios[^1], "x", "  in the best round");
        }
    }

    private static double Ratio(Turn full, Turn other) => full.Took.PerSecond / other.Took.PerSecond;

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static double Middle(List<Turn> turns, Func<Turn, double> of) =>
        turns.Select(of).Order().ElementAt(turns.Count / 2);

    /// <summary>A turn of a way, with the processor seconds of this program and of PostgreSQL.</summary>
    private sealed record Turn(Measurement Took, double Program, double Server);
}
