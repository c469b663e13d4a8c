using System.Diagnostics;

namespace Records.Bench;

/// <summary>Drives the applications for a while and keeps what each step took.</summary>
internal static class Load
{
    /// <summary>Closed loop: each application asks again as soon as it is answered.</summary>
    public static Task<(TimeSpan Elapsed, IReadOnlyList<Latencies> Kinds)> AsFastAsAnsweredAsync(
        IReadOnlyList<BenchApp> apps, int seconds, Func<BenchApp, int, (string Kind, Func<Task<bool>> Step)> choose) =>
        RunAsync(apps, seconds, choose, _ => Task.FromResult(Stopwatch.GetTimestamp()));

    /// <summary>
    /// Open loop: steps fall due at a constant rate, and a step's time runs from the moment it was due. A server that
    /// stalls is charged with everything that queued up meanwhile, as its users would.
    /// </summary>
    public static Task<(TimeSpan Elapsed, IReadOnlyList<Latencies> Kinds)> AtRateAsync(
        IReadOnlyList<BenchApp> apps, int seconds, int rate,
        Func<BenchApp, int, (string Kind, Func<Task<bool>> Step)> choose)
    {
        var (start, given) = (Stopwatch.GetTimestamp(), -1L);
        return RunAsync(apps, seconds, choose, async limit =>
        {
            var due = start + (long)(Interlocked.Increment(ref given) * (double)Stopwatch.Frequency / rate);
            var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
            if (wait > TimeSpan.Zero && wait < limit)
                await Task.Delay(wait);
            return due;
        });
    }

    /// <param name="beginAsync">Waits until the next step is due and says when that was.</param>
    private static async Task<(TimeSpan, IReadOnlyList<Latencies>)> RunAsync(
        IReadOnlyList<BenchApp> apps, int seconds, Func<BenchApp, int, (string Kind, Func<Task<bool>> Step)> choose,
        Func<TimeSpan, Task<long>> beginAsync)
    {
        var (start, limit) = (Stopwatch.GetTimestamp(), TimeSpan.FromSeconds(seconds));
        var parts = await Task.WhenAll(apps.Select(app => Task.Run(async () =>
        {
            var own = new Dictionary<string, Latencies>();
            for (var i = 0; ; i++)
            {
                var begun = await beginAsync(limit);
                if (Stopwatch.GetElapsedTime(start) >= limit || Stopwatch.GetElapsedTime(start, begun) >= limit)
                    return own;
                var (kind, step) = choose(app, i);
                var isRight = await IsRightAsync(step);
                if (!own.TryGetValue(kind, out var latencies))
                    own.Add(kind, latencies = new(kind));
                latencies.Add(Stopwatch.GetElapsedTime(begun), isRight);
            }
        })));
        return (Stopwatch.GetElapsedTime(start), Latencies.Merge(parts));
    }

    private static async Task<bool> IsRightAsync(Func<Task<bool>> step)
    {
        try
        {
            return await step();
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
