using Records.Core.History;
using Records.Core.Ports;

namespace Records.Storage.Postgres;

/// <summary>
/// What one transaction will write, worked out in memory under the lock of the log head: every request sees what the
/// ones before it in the batch will have done. Nothing here waits.
/// </summary>
internal sealed class BatchPlan(TenantId tenant, LogState state, Moment now)
{
    private readonly Dictionary<EventId, Position> planned = [];

    public List<StoredEvent> Events { get; } = [];
    public List<Claim> Claims { get; } = [];
    public List<RememberedAnswer> Answers { get; } = [];

    public bool IsEmpty => Events.Count == 0 && Claims.Count == 0 && Answers.Count == 0;
    public long FirstPosition => state.Size;
    public long SizeAfter => state.Size + Events.Count;

    /// <summary>When the event before the first of these was recorded.</summary>
    public Moment RecordedBefore => state.RecordedAt;

    /// <summary>Where the streams stand that were looked at, with what is planned for them.</summary>
    public IReadOnlyDictionary<StreamId, StreamHead> Heads => state.Streams;

    /// <summary>Never before the newest event, even when the clock went back a little.</summary>
    public Moment RecordedAt { get; } = now > state.RecordedAt ? now : state.RecordedAt;

    /// <summary>Takes the request into the plan, or says why not; a refused request leaves no trace.</summary>
    public AppendOutcome Add(AppendRequest request)
    {
        if (Refusal(request) is { } refusal)
            return refusal;

        foreach (var append in request.Streams)
            Add(append);
        foreach (var claim in request.Claims)
        {
            Claims.Add(claim);
            state.Claims.Add((claim.Kind, claim.Value), claim.Stream);
        }

        if (request.Answer is { } answer)
        {
            Answers.Add(answer);
            state.Answers.Add(answer.Key, answer);
        }

        return new AppendOutcome.Appended(new(SizeAfter - 1), RecordedAt);
    }

    /// <summary>
    /// The answer to a request whose very events stand already, in the store or earlier in this batch: it was sent
    /// again because its outcome was unknown. Null when they do not.
    /// </summary>
    public AppendOutcome.Appended? FindRepeated(
        AppendRequest request, IReadOnlyDictionary<EventId, StandingEvent> standing)
    {
        AppendOutcome.Appended? last = null;
        foreach (var append in request.Streams)
        {
            for (var i = 0; i < append.Events.Count; i++)
            {
                var id = append.Events[i].Id;
                var found = planned.TryGetValue(id, out var position)
                    ? Standing(Events[(int)(position.Value - state.Size)])
                    : standing.GetValueOrDefault(id);
                if (found is null || found.Stream != append.Stream || found.Version != append.Expected.Plus(i + 1))
                    return null;
                if (last is null || found.Position > last.Last)
                    last = new(found.Position, found.RecordedAt);
            }
        }

        return last;
    }

    private static StandingEvent Standing(StoredEvent e) => new(e.Position, e.Stream, e.Version, e.RecordedAt);

    private AppendOutcome? Refusal(AppendRequest request)
    {
        if (request.Under is { } lease && !state.Leases.Contains(lease))
            return new AppendOutcome.TermOver(lease);

        // Before the streams, because a repeated request also finds its stream moved on: by itself.
        if (request.Answer is { } answer && state.Answers.TryGetValue(answer.Key, out var given))
            return new AppendOutcome.AnsweredBefore(given);

        foreach (var append in request.Streams)
        {
            if (state.HeadOf(append.Stream).Version is var actual && actual != append.Expected)
                return new AppendOutcome.Conflict(append.Stream, actual);
        }

        foreach (var claim in request.Claims)
        {
            if (state.Claims.TryGetValue((claim.Kind, claim.Value), out var holder))
                return new AppendOutcome.ClaimTaken(claim, holder);
        }

        return null;
    }

    private void Add(StreamAppend append)
    {
        var (version, chain) = state.HeadOf(append.Stream);
        foreach (var e in append.Events)
        {
            version = version.Plus(1);
            var leaf = new Leaf(
                tenant, append.Stream, version, e.Id, RecordedAt, e.Type, e.Key,
                e.Commitment, e.MetadataHash, e.BodyHash, chain);
            (chain, var leafHash) = leaf.Hash();
            var position = new Position(SizeAfter);
            planned[e.Id] = position;
            Events.Add(new(
                position, append.Stream, version, e.Id, RecordedAt, e.Type, e.Key,
                e.Commitment, e.Metadata, e.BodyHash, e.Body, chain, leafHash));
        }

        state.Streams[append.Stream] = new(version, chain);
    }
}
