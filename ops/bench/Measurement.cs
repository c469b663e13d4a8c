using System.Diagnostics;

namespace Records.Bench;

/// <summary>What many writers achieved together.</summary>
/// <param name="PerSecond">Acknowledged events.</param>
/// <param name="P50">The wait of half of them at most, in milliseconds.</param>
/// <param name="P99">The wait of 99 of 100 at most, in milliseconds.</param>
internal sealed record Measurement(int Events, double PerSecond, double P50, double P99)
{
    /// <summary>
    /// Lets the writers write until each has written its events or the time is up. Closed loop: each waits for its
    /// answer.
    /// </summary>
    public static async Task<Measurement> TakeAsync(Options options, Func<Task> writeOneAsync)
    {
        var limit = TimeSpan.FromSeconds(options.Seconds);
        var start = Stopwatch.GetTimestamp();
        var waits = await Task.WhenAll(Enumerable.Range(0, options.Writers).Select(_ => Task.Run(async () =>
        {
            var own = new List<double>(options.Events);
            for (var i = 0; i < options.Events && Stopwatch.GetElapsedTime(start) < limit; i++)
            {
                var before = Stopwatch.GetTimestamp();
                await writeOneAsync();
                own.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
            }

            return own;
        })));
        var elapsed = Stopwatch.GetElapsedTime(start);
        double[] all = [.. waits.SelectMany(own => own).Order()];
        return new(all.Length, all.Length / elapsed.TotalSeconds, all[all.Length / 2], all[all.Length * 99 / 100]);
    }

    public override string ToString() =>
        $"{PerSecond,9:N0} events/s   p50 {P50,7:N2} ms   p99 {P99,7:N2} ms   ({Events:N0} events)";
}
