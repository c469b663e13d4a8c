using Records.Core.Deciding;
using Records.Core.History;
using Records.Core.People;
using Records.Core.Ports;

namespace Records.Actors;

/// <summary>
/// A command with who asks, what it needs besides, and how to answer if the same request comes again.
/// </summary>
public sealed record Wish<TState, TCommand>(TCommand Command, Stamp Stamp)
{
    /// <summary>
    /// Looked at before the rules: what the caller may not see does not exist. Null where everything may be seen.
    /// </summary>
    public Func<TState, Refusal?>? Guard { get; init; }

    /// <summary>Values that become this stream's own with the events.</summary>
    public ValueList<Claim> Claims { get; init; } = [];

    /// <summary>Null when the caller sent no Idempotency-Key.</summary>
    public AnswerPlan<TState>? Remember { get; init; }

    /// <summary>The lease of a follower that asks; null for everybody else.</summary>
    public Lease? Under { get; init; }
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

    /// <summary>A rule said no, or the caller may not see it; nothing happened.</summary>
    public sealed record Refused(Refusal Reason) : Outcome<TState>;

    /// <summary>Somebody else holds what the wish needed for itself; nothing happened.</summary>
    public sealed record ClaimTaken(Claim Claim) : Outcome<TState>;

    /// <summary>The same key was answered before; nothing happened now.</summary>
    public sealed record AnsweredBefore(RememberedAnswer Answer) : Outcome<TState>;

    /// <summary>Whoever asked lost its lease meanwhile; nothing happened.</summary>
    public sealed record TermOver(Lease Lease) : Outcome<TState>;
}
