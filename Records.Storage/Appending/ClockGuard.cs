using Records.Core.Ports;

namespace Records.Storage.Appending;

/// <summary>
/// The time that events are stamped with, as long as it can be trusted. Compares the wall clock with the steady timer
/// of the machine, and with the database's clock where there is one. A jump is refused until the clock is right again;
/// a machine that was suspended has jumped too, and starting the program anew is its operator's word for the time.
/// </summary>
/// <param name="tolerance">By how much two clocks may differ: one minute in production.</param>
public sealed class ClockGuard(TimeProvider clock, TimeSpan tolerance)
{
    private readonly Lock gate = new();
    private DateTimeOffset trusted = clock.GetUtcNow();
    private long trustedTimer = clock.GetTimestamp();

    /// <summary>Now, or <see cref="ClockJumpedException"/>.</summary>
    /// <param name="elsewhere">What the database's clock says; null without a database.</param>
    public Moment Now(Moment? elsewhere)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var due = trusted + clock.GetElapsedTime(trustedTimer);
            if ((now - due).Duration() > tolerance)
                throw new ClockJumpedException($"The clock says {now:O}, the steady timer expects {due:O}.");
            if (elsewhere is { } other && (now - other.ToTime()).Duration() > tolerance)
                throw new ClockJumpedException($"The clock says {now:O}, the database says {other.ToTime():O}.");

            // From here on small corrections count anew, so that years of them never add up to a jump.
            (trusted, trustedTimer) = (now, clock.GetTimestamp());
            return Moment.From(now);
        }
    }
}
