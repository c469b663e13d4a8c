namespace Records.Api.Narration;

/// <summary>
/// Passes on a report at most once an interval, on the thread that reports. <see cref="Progress{T}"/> would hand each
/// one to the thread
/// pool, out of order and some after the work has ended.
/// </summary>
internal sealed class SteadyProgress(TimeSpan interval, TimeProvider clock, Action<long> show) : IProgress<long>
{
    private readonly Lock one = new();
    private long? last;

    public void Report(long value)
    {
        lock (one)
        {
            if (last is { } before && clock.GetElapsedTime(before) < interval)
                return;

            last = clock.GetTimestamp();
            show(value);
        }
    }
}
