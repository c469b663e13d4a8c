namespace Records.Bench;

/// <summary>
/// A whole installation under the load of departmental apps: what it answers a second and how long each kind of request
/// takes, beside the cheapest answer the same server gives in the same run. Client and server share the machine.
/// </summary>
internal static class HttpBench
{
    private const int Hundred = 100;

    public static async Task<int> RunAsync(HttpOptions options)
    {
        Console.WriteLine($"{options}\n{options.Connections} connections, "
            + $"{Environment.ProcessorCount} cores shared by client, server and PostgreSQL, fsync on");
        var apps = Enumerable.Range(0, options.Connections).Select(number => new BenchApp(options.Url, number))
            .ToList();
        try
        {
            await PrepareAsync(options, apps);
            await Load.AsFastAsAnsweredAsync(apps, Math.Min(options.Seconds, 5), Mixed);

            var aSide = Math.Max(2, options.Seconds / 3);
            var live = await AloneAsync(apps, aSide, "live", app => app.LiveAsync);
            var read = await AloneAsync(apps, aSide, "read", app => app.ReadAsync);
            var describe = await AloneAsync(apps, aSide, "describe", app => app.DescribeAsync);
            Console.WriteLine($"ratio live : read {live / read:N1}, "
                + $"read : describe {read / describe:N1} (answers a second, each alone)\n");

            Console.WriteLine(options.Rate > 0
                ? $"mixed, {options.Rate} steps fall due a second, times from when they were due"
                : "mixed, each connection asks again when it is answered");
            var (elapsed, kinds) = options.Rate > 0
                ? await Load.AtRateAsync(apps, options.Seconds, options.Rate, Mixed)
                : await Load.AsFastAsAnsweredAsync(apps, options.Seconds, Mixed);
            foreach (var kind in kinds)
                Console.WriteLine(kind.Line(elapsed));
            return kinds.Sum(kind => kind.Errors) == 0 ? 0 : 1;
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
    }

    private static async Task<double> AloneAsync(
        List<BenchApp> apps, int seconds, string kind, Func<BenchApp, Func<Task<bool>>> step)
    {
        var (elapsed, kinds) = await Load.AsFastAsAnsweredAsync(apps, seconds, (app, _) => (kind, step(app)));
        Console.WriteLine(kinds[0].Line(elapsed));
        return kinds[0].Count / elapsed.TotalSeconds;
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
}
