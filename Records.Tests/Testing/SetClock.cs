namespace Records.Tests.Testing;

/// <summary>
/// A clock whose hands can be set, like that of a real machine; its steady timer goes on undisturbed.
/// </summary>
public sealed class SetClock : TimeProvider
{
    private long offsetTicks;

    /// <summary>How far the hands are from the real time.</summary>
    public TimeSpan Offset
    {
        get => new(Interlocked.Read(ref offsetTicks));
        set => Interlocked.Exchange(ref offsetTicks, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Offset;
}
