using System.Runtime.CompilerServices;
using Records.Core.History;
using Records.Core.Ports;
using Records.Storage.Appending;

namespace Records.Storage.Memory;

/// <summary>
/// The event store without a database, for tests and for reading: the shortest complete statement of what
/// <see cref="IEventStore"/> promises. It passes the same contract tests as the real one; only durable it is not.
/// </summary>
/// <param name="clockTolerance">By how much the clock may differ from the steady timer.</param>
public sealed class MemoryEventStore(TenantId tenant, TimeProvider clock, TimeSpan clockTolerance) : IEventStore
{
    private readonly Lock gate = new();
    private readonly ClockGuard guard = new(clock, clockTolerance);
    private readonly List<StoredEvent> log = [];
    private readonly Dictionary<StreamId, List<StoredEvent>> streams = [];
    private readonly Dictionary<EventId, StoredEvent> events = [];
    private readonly Dictionary<(string Kind, string Value), Claim> claims = [];
    private readonly Dictionary<AnswerKey, RememberedAnswer> answers = [];
    private TaskCompletionSource arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whose terms <see cref="AppendRequest.Under"/> speaks of.</summary>
    public MemoryLeases Leases { get; } = new(clock);

    public Task<AppendOutcome> AppendAsync(AppendRequest request, CancellationToken cancel)
    {
        AppendRules.Check(request);
        lock (gate)
            return Task.FromResult(Append(request, guard.Now(elsewhere: null)));
    }

    public async IAsyncEnumerable<StoredEvent> ReadStreamAsync(
        StreamId stream, StreamVersion after, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        foreach (var stored in Locked(() => streams.GetValueOrDefault(stream, []).Skip((int)after.Value + 1).ToArray()))
        {
            cancel.ThrowIfCancellationRequested();
            yield return stored;
        }
    }

    public Task<IReadOnlyList<StoredEvent>> ReadAllAsync(Position after, int limit, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return Locked(
            () => Task.FromResult<IReadOnlyList<StoredEvent>>([.. log.Skip((int)after.Value + 1).Take(limit)]));
    }

    public Task<Position> HeadAsync(CancellationToken cancel) => Locked(() => Task.FromResult(Head));

    public Task<StreamId?> FindClaimAsync(string kind, string value, CancellationToken cancel) =>
        Locked(() => Task.FromResult(claims.GetValueOrDefault((kind, value))?.Stream));

    public Task<IReadOnlyList<Claim>> ReadClaimsAsync(
        string kind, string after, int limit, CancellationToken cancel) =>
        Locked(() => Task.FromResult<IReadOnlyList<Claim>>([
            .. claims.Values
                .Where(claim => claim.Kind == kind && string.CompareOrdinal(claim.Value, after) > 0)
                .OrderBy(claim => claim.Value, StringComparer.Ordinal)
                .Take(limit)]));

    public Task<long> HighestNumberAsync(string series, CancellationToken cancel) =>
        Locked(() => Task.FromResult(
            claims.Values.Where(claim => claim.Series == series).Max(claim => (long?)claim.Number) ?? 0));

    public Task<RememberedAnswer?> FindAnswerAsync(AnswerKey key, CancellationToken cancel) =>
        Locked(() => Task.FromResult(answers.GetValueOrDefault(key)));

    public async Task WaitForNewsAsync(Position seen, TimeSpan patience, CancellationToken cancel)
    {
        if (Locked(() => Head > seen ? null : arrival.Task) is { } next)
            await Task.WhenAny(next, Task.Delay(patience, clock, cancel)).WaitAsync(cancel);
    }

    private Position Head => new(log.Count - 1);

    private AppendOutcome Append(AppendRequest request, Moment now)
    {
        if (Repeated(request) is { } repeated)
            return repeated;
        if (request.Under is { } lease && !Leases.Lasts(lease))
            return new AppendOutcome.TermOver(lease);
        if (request.Answer is { Key: var key } && answers.TryGetValue(key, out var answer))
            return new AppendOutcome.AnsweredBefore(answer);
        foreach (var append in request.Streams.Where(append => VersionOf(append.Stream) != append.Expected))
            return new AppendOutcome.Conflict(append.Stream, VersionOf(append.Stream));
        foreach (var claim in request.Claims.Where(claim => claims.ContainsKey((claim.Kind, claim.Value))))
            return new AppendOutcome.ClaimTaken(claim, claims[(claim.Kind, claim.Value)].Stream);
        var asked = request.Streams.SelectMany(append => append.Events);
        if (asked.FirstOrDefault(e => events.ContainsKey(e.Id)) is { } known)
            throw new ArgumentException($"Event {known.Id.Value} stands already, in another place.");

        var recordedAt = log.Count > 0 && log[^1].RecordedAt > now ? log[^1].RecordedAt : now;
        foreach (var append in request.Streams)
        {
            foreach (var e in append.Events)
                Add(append.Stream, e, recordedAt);
        }

        foreach (var claim in request.Claims)
            claims.Add((claim.Kind, claim.Value), claim);
        if (request.Answer is { } given)
            answers.Add(given.Key, given);

        arrival.SetResult();
        arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return new AppendOutcome.Appended(Head, recordedAt);
    }

    private void Add(StreamId stream, NewEvent e, Moment recordedAt)
    {
        if (!streams.TryGetValue(stream, out var history))
            streams[stream] = history = [];

        var previous = history.Count > 0 ? history[^1].Chain : Digest.Zero;
        var version = new StreamVersion(history.Count);
        var (chain, leaf) = new Leaf(
            tenant, stream, version, e.Id, recordedAt, e.Type, e.Key,
            e.Commitment, e.MetadataHash, e.BodyHash, previous).Hash();
        var stored = new StoredEvent(
            new(log.Count), stream, version, e.Id, recordedAt, e.Type, e.Key,
            e.Commitment, e.Metadata, e.BodyHash, e.Body, chain, leaf);
        history.Add(stored);
        log.Add(stored);
        events.Add(e.Id, stored);
    }

    // Every event of the request stands already, at the very place it was sent for.
    private AppendOutcome.Appended? Repeated(AppendRequest request)
    {
        StoredEvent? last = null;
        foreach (var append in request.Streams)
        {
            for (var i = 0; i < append.Events.Count; i++)
            {
                if (!events.TryGetValue(append.Events[i].Id, out var stored)
                    || (stored.Stream, stored.Version) != (append.Stream, append.Expected.Plus(i + 1)))
                    return null;
                last = last is null || stored.Position > last.Position ? stored : last;
            }
        }

        return last is null ? null : new(last.Position, last.RecordedAt);
    }

    private StreamVersion VersionOf(StreamId stream) => new(streams.GetValueOrDefault(stream, []).Count - 1);

    private T Locked<T>(Func<T> read)
    {
        lock (gate)
            return read();
    }
}
