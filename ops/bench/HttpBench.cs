using System.Text.Json.Nodes;

namespace Records.Bench;

/// <summary>
/// A whole installation under the load of departmental apps: what it answers a second and how long each kind of request
/// takes, beside an empty endpoint of the same server in the same run. Client and server share the machine.
/// </summary>
internal static class HttpBench
{
    private const int Hundred = 100;
    private const int Rounds = 3;
    private const int Samples = 16;
    private const int WarmUpSeconds = 3;

    // The goal is a part of what the empty endpoint answers.
    private static readonly IReadOnlyList<(string Kind, Func<BenchApp, Func<Task<bool>>> Step, double Goal)> Kinds =
    [
        ("empty", app => app.LiveAsync, 1),
        ("read", app => app.LookAsync, 0.4),
        ("matter", app => app.LookAtMatterAsync, 0.4),
        ("list", app => app.ListAsync, 0.15),
        ("describe", app => app.DescribeAsync, 0.15),
    ];

    public static async Task<int> RunAsync(HttpOptions options)
    {
        var report = new Report("http", options.AsJson);
        report.Begin($"{options}; client, server and PostgreSQL on one machine, fsync on");
        var apps = Enumerable.Range(0, options.Connections).Select(number => new BenchApp(options.Url, number))
            .ToList();
        try
        {
            await PrepareAsync(options, apps);
            await Load.AsFastAsAnsweredAsync(apps, Math.Min(options.Seconds, 5), Mixed);
            var errors = await EachAloneAsync(options, apps, report);
            if (options.Only is not null)
            {
                report.End();
                return errors == 0 ? 0 : 1;
            }

            report.Remark(options.Rate > 0
                ? $"mixed, {options.Rate} steps fall due a second, times from when they were due"
                : "mixed, each connection asks again when it is answered");
            var (elapsed, kinds) = options.Rate > 0
                ? await Load.AtRateAsync(apps, options.Seconds, options.Rate, Mixed)
                : await Load.AsFastAsAnsweredAsync(apps, options.Seconds, Mixed);
            foreach (var kind in kinds)
                report.Add($"mixed-{kind.Kind}", kind.Line(elapsed), kind.Figures(elapsed));
            report.End();
            return errors + kinds.Sum(kind => kind.Errors) == 0 ? 0 : 1;
        }
        finally
        {
            apps.ForEach(app => app.Dispose());
        }
    }

    private static async Task PrepareAsync(HttpOptions options, List<BenchApp> apps)
    {
        using var registrar = new BenchApp(options.Url, options.Connections);
        await registrar.SignInAsync("registrar");
        var entry = await registrar.AddEntryAsync();
        await Task.WhenAll(apps.Select(async app =>
        {
            await app.SignInAsync("clerk");
            for (var number = 0; number == 0 || app.Number + (number * apps.Count) < options.Files; number++)
                await app.OpenFileAsync(entry, number);
        }));
        SampleFile[] samples = await Task.WhenAll(apps.Take(Samples).Select(app => app.OpenSampleAsync(entry)));
        apps.ForEach(app => app.Take(samples));
    }

    // In turns, so that whatever else the machine does meets all of them alike.
    private static async Task<int> EachAloneAsync(HttpOptions options, List<BenchApp> apps, Report report)
    {
        var alone = Kinds.Where(one => options.Only is null || one.Kind == "empty" || one.Kind == options.Only).ToList();
        // Twice, because the compiler takes its last step only when it has seen enough and then nothing new for a while.
        foreach (var (kind, step, _) in (IEnumerable<(string Kind, Func<BenchApp, Func<Task<bool>>> Step, double)>)
            [.. alone, .. alone])
            await Load.AsFastAsAnsweredAsync(apps, WarmUpSeconds, (app, _) => (kind, step(app)));

        var sums = alone.Select(one => new Sum(one.Kind)).ToList();
        for (var round = 0; round < Rounds; round++)
            foreach (var ((kind, step, _), sum) in alone.Zip(sums))
            {
                var before = Sides.UpToNow(options.Data);
                var (elapsed, kinds) = await Load.AsFastAsAnsweredAsync(
                    apps, Math.Max(1, options.Seconds / Rounds), (app, _) => (kind, step(app)));
                sum.Steps.Add(kinds[0]);
                sum.Elapsed += elapsed;
                // A change is paid for when the tables show it too.
                await Task.WhenAll(apps.Select(app => app.WaitForTablesAsync()));
                sum.Used += Sides.UpToNow(options.Data) - before;
            }

        foreach (var ((kind, _, goal), sum) in alone.Zip(sums))
            Tell(report, kind, goal, sum, sums[0], options.Data is not null);
        return sums.Sum(sum => sum.Steps.Errors);
    }

    private static void Tell(Report report, string kind, double goal, Sum sum, Sum empty, bool isMeasured)
    {
        var figures = sum.Steps.Figures(sum.Elapsed);
        var ratio = sum.PerSecond / empty.PerSecond;
        figures["ratio"] = Math.Round(ratio, 3);
        var line = $"{sum.Steps.Line(sum.Elapsed)}\n          {ratio:N3} of the empty one";
        if (isMeasured)
        {
            var used = sum.EachMicroseconds;
            var byTime = empty.EachMicroseconds.Serving / used.Serving;
            figures["ratioByServingTime"] = Math.Round(byTime, 3);
            figures["microseconds"] = new JsonObject
            {
                ["server"] = Math.Round(used.Server, 1),
                ["database"] = Math.Round(used.Database, 1),
                ["client"] = Math.Round(used.Client, 1),
            };
            line += $", {byTime:N3} by processor time of serving: {used.Server:N0} µs server, "
                + $"{used.Database:N0} µs PostgreSQL, {used.Client:N0} µs client each";
        }
        figures["goal"] = goal;
        report.Add(kind, kind == "empty" ? line : $"{line} (goal: {goal:N2})", figures);
    }

    // 60 read, 15 list, 10 search, 10 describe, 5 file, in an order that mixes them; 37 and 100 have no common factor.
    private static (string, Func<Task<bool>>) Mixed(BenchApp app, int i) => ((i + app.Number) * 37 % Hundred) switch
    {
        < 60 => ("read", app.ReadAsync),
        < 75 => ("list", app.ListAsync),
        < 85 => ("search", app.SearchAsync),
        < 95 => ("describe", app.DescribeAsync),
        _ => ("file", app.FileAsync),
    };

    private sealed class Sum(string kind)
    {
        public Latencies Steps { get; } = new(kind);
        public TimeSpan Elapsed { get; set; }
        public Sides Used { get; set; }
        public double PerSecond => Steps.Count / Elapsed.TotalSeconds;

        public Sides EachMicroseconds => new(
            Used.Server * 1e6 / Steps.Count, Used.Database * 1e6 / Steps.Count, Used.Client * 1e6 / Steps.Count);
    }
}
