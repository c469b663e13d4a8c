using Records.Core.Deciding;
using Records.Core.History;
using Records.Core.People;
using Records.Core.Ports;

namespace Records.Actors;

/// <summary>A command with what it needs besides, and the terms on which it is asked.</summary>
public sealed record Wish<TState, TCommand>(TCommand Command, Terms<TState> Terms)
{
    /// <summary>
    /// Looked at before the rules: what the caller may not see does not exist. Null where everything may be seen.
    /// </summary>
    public Func<TState, Refusal?>? Guard { get; init; }

    /// <summary>Values that become this stream's own with the events.</summary>
    public ValueList<Claim> Claims { get; init; } = [];

    /// <summary>The lease of a follower that asks; null for everybody else.</summary>
    public Lease? Under { get; init; }
}

/// <summary>What a request brings besides its command, whatever it is about.</summary>
/// <param name="Stamp">Who asks, when and on which request.</param>
/// <param name="Remember">How to answer if the same request comes again; null without an Idempotency-Key.</param>
public sealed record Terms<TState>(Stamp Stamp, AnswerPlan<TState>? Remember = null)
{
    /// <summary>
    /// A probe (Probe) is decided like every other wish and ends where the append would come: nothing is written.
    /// </summary>
    public bool IsProbe { get; init; }
}

/// <summary>What to store beside the events so that a repeated request gets the same answer.</summary>
/// <param name="Answer">Status and body from the state afterwards; ids and revisions only, never content.</param>
public sealed record AnswerPlan<TState>(
    AnswerKey Key, Digest Fingerprint, Func<TState, (int Status, string Body)> Answer)
{
    public RememberedAnswer For(TState state)
    {
        var (status, body) = Answer(state);
        return new(Key, Fingerprint, status, body);
    }
}

/// <summary>What became of a wish.</summary>
public abstract record Outcome<TState>
{
    private Outcome() { }

    /// <summary>
    /// It stands, durable. <paramref name="Position"/> is that of its last event, or the head when nothing had to
    /// happen.
    /// </summary>
    public sealed record Done(TState State, Position Position, int Events) : Outcome<TState>;

    /// <summary>It was a probe, and nothing stands in the way now; nothing happened.</summary>
    /// <param name="Events">How many events there would have been; none where it is so already.</param>
    public sealed record Possible(int Events) : Outcome<TState>;

    /// <summary>A rule said no, or the caller may not see it; nothing happened.</summary>
    public sealed record Refused(Refusal Reason) : Outcome<TState>;

    /// <summary>Somebody else holds what the wish needed for itself; nothing happened.</summary>
    public sealed record ClaimTaken(Claim Claim) : Outcome<TState>;

    /// <summary>The same key was answered before; nothing happened now.</summary>
    public sealed record AnsweredBefore(RememberedAnswer Answer) : Outcome<TState>;

    /// <summary>Whoever asked lost its lease meanwhile; nothing happened.</summary>
    public sealed record TermOver(Lease Lease) : Outcome<TState>;
}
