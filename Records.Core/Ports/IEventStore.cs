using Records.Core.Deciding;

namespace Records.Core.Ports;

/// <summary>
/// The history of one tenant: streams of events in one gap-free order. There is deliberately no way here to
/// change, truncate or delete: what a record has been through stays readable.
/// </summary>
public interface IEventStore
{
    /// <summary>
    /// Appends to one or several streams, with claims and the answer to remember: all of it or nothing, durable
    /// on return. A conflict is an answer, not an error; one request's conflict never fails its neighbours.
    /// Throws <see cref="StoreOverloadedException"/> when the queue is full and <see cref="ClockJumpedException"/>
    /// when the time cannot be trusted; after any other exception the outcome is unknown and the same request,
    /// with the same event ids, may be sent again. Cancelling gives up the wait, never the write.
    /// </summary>
    Task<AppendOutcome> AppendAsync(AppendRequest request, CancellationToken cancel);

    /// <summary>Everything that happened on the stream after the given version, oldest first.</summary>
    IAsyncEnumerable<StoredEvent> ReadStreamAsync(StreamId stream, StreamVersion after, CancellationToken cancel);

    /// <summary>Up to <paramref name="limit"/> events of all streams after the given position, in order.</summary>
    Task<IReadOnlyList<StoredEvent>> ReadAllAsync(Position after, int limit, CancellationToken cancel);

    /// <summary>The position of the newest event, or <see cref="Position.None"/>.</summary>
    Task<Position> HeadAsync(CancellationToken cancel);

    /// <summary>The stream that holds the claim, or null.</summary>
    Task<StreamId?> FindClaimAsync(string kind, string value, CancellationToken cancel);

    /// <summary>
    /// Up to <paramref name="limit"/> claims of the kind whose values come after the given one, in the order of values.
    /// That order is the database's own; for letters and digits of one case and length it is the ordinary one.
    /// </summary>
    Task<IReadOnlyList<Claim>> ReadClaimsAsync(string kind, string after, int limit, CancellationToken cancel);

    /// <summary>The highest number claimed in the series, or 0. Advice only: the claim itself decides.</summary>
    Task<long> HighestNumberAsync(string series, CancellationToken cancel);

    /// <summary>What was answered to this key before, or null.</summary>
    Task<RememberedAnswer?> FindAnswerAsync(AnswerKey key, CancellationToken cancel);

    /// <summary>
    /// Returns when the head is, or may be, beyond <paramref name="seen"/>, at the latest after
    /// <paramref name="patience"/>. May return early; the caller reads and looks.
    /// </summary>
    Task WaitForNewsAsync(Position seen, TimeSpan patience, CancellationToken cancel);
}

/// <summary>What must be appended together, or not at all.</summary>
/// <param name="Streams">Each stream at most once; one without events only guards that version.</param>
/// <param name="Claims">Values that become this request's own for ever.</param>
/// <param name="Answer">What to answer when the same request comes again; null when the caller sent no key.</param>
public sealed record AppendRequest(
    ValueList<StreamAppend> Streams, ValueList<Claim> Claims, RememberedAnswer? Answer)
{
    /// <summary>The lease under which it is written, and not after its term; null for what anybody may write.</summary>
    public Lease? Under { get; init; }
}

/// <summary>Events for one stream that must stand exactly at <paramref name="Expected"/>.</summary>
public sealed record StreamAppend(StreamId Stream, StreamVersion Expected, ValueList<NewEvent> Events);

/// <summary>A value that is given out once and never released, such as a file reference (Aktenzeichen).</summary>
/// <param name="Kind">What is claimed: <c>file-reference</c>.</param>
/// <param name="Value">Unique within its kind.</param>
/// <param name="Stream">Who holds it from now on.</param>
/// <param name="Series">The number series the value belongs to, or null.</param>
/// <param name="Number">Its number in the series, from 1; 0 without a series.</param>
public sealed record Claim(string Kind, string Value, StreamId Stream, string? Series, long Number);

/// <summary>An Idempotency-Key in the name space of its caller, so that nobody can hit another's key.</summary>
/// <param name="Caller">Application and user, as one string of at most 300 characters.</param>
/// <param name="Key">At most 128 characters.</param>
public readonly record struct AnswerKey(string Caller, string Key);

/// <summary>The answer a request got; status and ids, never content.</summary>
/// <param name="Fingerprint">SHA-256 over method, path and body: the same key with another request is refused.</param>
/// <param name="Status">The HTTP status given, 200 to 299.</param>
/// <param name="Body">JSON with ids, versions and positions only.</param>
public sealed record RememberedAnswer(AnswerKey Key, History.Digest Fingerprint, int Status, string Body);

/// <summary>What became of an <see cref="AppendRequest"/>.</summary>
public abstract record AppendOutcome
{
    private AppendOutcome() { }

    /// <summary>
    /// All of it stands. <paramref name="Last"/> is the position of its last event, or the head when there was none.
    /// </summary>
    public sealed record Appended(Position Last, Moment RecordedAt) : AppendOutcome;

    /// <summary>A stream stands elsewhere than expected; nothing was written. Load, decide and seal again.</summary>
    public sealed record Conflict(StreamId Stream, StreamVersion Actual) : AppendOutcome;

    /// <summary>Somebody holds one of the claims; nothing was written.</summary>
    public sealed record ClaimTaken(Claim Claim, StreamId Holder) : AppendOutcome;

    /// <summary>The key was answered before; nothing was written. The caller compares the fingerprint.</summary>
    public sealed record AnsweredBefore(RememberedAnswer Answer) : AppendOutcome;

    /// <summary>The term under which it was to be written is over; nothing was written.</summary>
    public sealed record TermOver(Lease Lease) : AppendOutcome;
}

/// <summary>More is waiting to be written than the store takes on. Nothing was written; try again later.</summary>
public sealed class StoreOverloadedException() : Exception("The event store's queue is full.");

/// <summary>
/// The clock moved against the steady timer or the database by more than a minute. Nothing is stamped until it
/// is right again, because a recorded time never goes back.
/// </summary>
public sealed class ClockJumpedException(string detail) : Exception(detail);
