using System.Diagnostics;

namespace Records.Bench.Writing;

/// <summary>What many writers achieved together.</summary>
/// <param name="PerSecond">Acknowledged events.</param>
/// <param name="P50">The wait of half of them at most, in milliseconds.</param>
/// <param name="P99">The wait of 99 of 100 at most, in milliseconds.</param>
internal sealed record Measurement(int Events, double PerSecond, double P50, double P99)
{
    /// <summary>
    /// Lets the writers write until the time is up. Closed loop: each waits for its answer before it writes again.
    /// </summary>
    /// <param name="writeOneAsync">Writes one event of the writer with this number.</param>
    public static async Task<Measurement> TakeAsync(int writers, TimeSpan limit, Func<int, Task> writeOneAsync)
    {
        var start = Stopwatch.GetTimestamp();
        var waits = await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var own = new List<float>();
            for (var before = start; Stopwatch.GetElapsedTime(start, before) < limit;)
            {
                await writeOneAsync(writer);
                var after = Stopwatch.GetTimestamp();
                own.Add((float)Stopwatch.GetElapsedTime(before, after).TotalMilliseconds);
                before = after;
            }

            return own;
        })));
        var elapsed = Stopwatch.GetElapsedTime(start);
        float[] all = [.. waits.SelectMany(own => own).Order()];
        return new(all.Length, all.Length / elapsed.TotalSeconds, all[all.Length / 2], all[all.Length * 99 / 100]);
    }
}
