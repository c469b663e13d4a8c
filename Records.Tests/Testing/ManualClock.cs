namespace Records.Tests.Testing;

/// <summary>
/// A clock that stands still until a test moves it. Timers that fall due on the way fire in their order, on the
/// thread that moves the clock, each at its own time.
/// </summary>
public sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Alarm> alarms = [];
    private DateTimeOffset now = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Lets this much time pass.</summary>
    public void Advance(TimeSpan time)
    {
        var end = GetUtcNow() + time;
        while (TakeNextDue(end) is { } ring)
            ring();
        lock (gate)
            now = end;
    }

    private Action? TakeNextDue(DateTimeOffset end)
    {
        lock (gate)
        {
            if (alarms.Where(alarm => alarm.Due <= end).MinBy(alarm => alarm.Due) is not { } next)
                return null;

            now = next.Due > now ? next.Due : now;
            if (next.Period > TimeSpan.Zero)
                next.Due += next.Period;
            else
                alarms.Remove(next);
            return next.Ring;
        }
    }

    private sealed class Alarm(ManualClock clock, Action ring) : ITimer
    {
        public Action Ring => ring;
        public DateTimeOffset Due { get; set; }
        public TimeSpan Period { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                clock.alarms.Remove(this);
                (Due, Period) = (clock.now + dueTime, period);
                if (dueTime >= TimeSpan.Zero)
                    clock.alarms.Add(this);
            }
            return true;
        }

        public void Dispose()
        {
            lock (clock.gate)
                clock.alarms.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
