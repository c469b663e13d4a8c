using Records.Core.Deciding;
using Records.Core.People;

namespace Records.Core.Ports;

/// <summary>
/// The query tables, written by one follower. Rows and position are committed together, so a view is exact or behind,
/// never wrong, and can be dropped and made anew from the events.
/// </summary>
public interface IViewStore
{
    /// <summary>How far the tables have come; <see cref="Position.None"/> when they are empty.</summary>
    Task<Position> PositionAsync(CancellationToken cancel);

    /// <summary>
    /// Applies the events under the lease and moves the position to the last of them. False, and nothing applied, when
    /// the tables stand elsewhere than at <paramref name="expected"/>: others have taken their place. Throws
    /// <see cref="TermOverException"/>, and applies nothing, when the term of the lease is over, and
    /// <see cref="EventNotShownException"/> when the tables do not take what one of the events says.
    /// </summary>
    Task<bool> ApplyAsync(
        Lease lease, Position expected, IReadOnlyList<ViewedEvent> events, CancellationToken cancel);
}

/// <summary>
/// An event can be read, and the query tables do not take what it says: characters no table holds, or a contradiction
/// to what stands there. Nothing was applied.
/// </summary>
public sealed class EventNotShownException(Position position, Exception cause)
    : Exception($"The event at position {position.Value} does not fit the query tables.", cause)
{
    /// <summary>The fault its stream is parked with.</summary>
    public const string Fault = "event-not-shown";

    public Position Position { get; } = position;
}

/// <summary>One event as the views take it.</summary>
/// <param name="Event">A <c>CaseFileEvent</c> or <c>FilePlanEvent</c>; null when it could not be read.</param>
/// <param name="Pages">The pages that a text event refers to; empty otherwise.</param>
/// <param name="Fault">
/// What is wrong, as a stable code, or null. Without an event its stream is parked; with one only its pages are
/// missing.
/// </param>
public sealed record ViewedEvent(
    StoredEvent Stored, Stamp? Stamp, object? Event, ValueList<PageText> Pages, string? Fault);

/// <summary>
/// The versions of documents whose text has not been read yet. A view like any other: filing puts a row in, the
/// outcome's event takes it out.
/// </summary>
public interface ITextQueue
{
    /// <summary>
    /// Takes the next version that waits, so that it is not due again for as long as reading may take; null when none
    /// is due, or the term of the lease is over. After a failed attempt it comes back later each time.
    /// </summary>
    Task<TextJob?> TakeAsync(Lease lease, TimeSpan length, CancellationToken cancel);

    /// <summary>
    /// At the beginning of a term: what an earlier one took and did not finish is due at once. It is told by its time,
    /// which lies beyond the longest pause after a fault.
    /// </summary>
    Task TakeOverAsync(Lease lease, TimeSpan longestPause, CancellationToken cancel);

    /// <summary>
    /// Gives a version back after a fault of the machine; it is due again after <paramref name="pause"/>. Nothing
    /// happens when the term is over: another process reads it then.
    /// </summary>
    Task GiveBackAsync(Lease lease, TextJob job, TimeSpan pause, CancellationToken cancel);
}

/// <summary>A version waiting to be read.</summary>
/// <param name="Cause">The event that filed it.</param>
/// <param name="Attempts">How often it was taken before, 0 for the first time.</param>
public sealed record TextJob(
    CaseFiles.CaseFileId CaseFile,
    CaseFiles.DocumentId Document,
    int Version,
    Documents.DocumentContent Content,
    KeyId Key,
    EventId Cause,
    int Attempts);
