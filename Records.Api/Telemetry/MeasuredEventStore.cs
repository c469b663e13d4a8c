using System.Diagnostics;
using Records.Core.Ports;

namespace Records.Api.Telemetry;

/// <summary>A tenant's history, with every append counted and timed as its caller waits for it.</summary>
internal sealed class MeasuredEventStore(IEventStore store, RecordsMeter meter, string tenant) : IEventStore
{
    private readonly KeyValuePair<string, object?> label = new("tenant", tenant);

    public async Task<AppendOutcome> AppendAsync(AppendRequest request, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var outcome = await store.AppendAsync(request, cancel);
        meter.AppendDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, label);
        switch (outcome)
        {
            case AppendOutcome.Appended:
                meter.Appended.Add(request.Streams.Sum(stream => stream.Events.Count), label);
                break;
            case AppendOutcome.Conflict:
                meter.Conflicts.Add(1, label);
                break;
        }
        return outcome;
    }

    public IAsyncEnumerable<StoredEvent> ReadStreamAsync(
        StreamId stream, StreamVersion after, CancellationToken cancel) =>
        store.ReadStreamAsync(stream, after, cancel);

    public Task<IReadOnlyList<StoredEvent>> ReadAllAsync(Position after, int limit, CancellationToken cancel) =>
        store.ReadAllAsync(after, limit, cancel);

    public Task<Position> HeadAsync(CancellationToken cancel) => store.HeadAsync(cancel);

    public Task<StreamId?> FindClaimAsync(string kind, string value, CancellationToken cancel) =>
        store.FindClaimAsync(kind, value, cancel);

    public Task<IReadOnlyList<Claim>> ReadClaimsAsync(
        string kind, string after, int limit, CancellationToken cancel) =>
        store.ReadClaimsAsync(kind, after, limit, cancel);

    public Task<long> HighestNumberAsync(string series, CancellationToken cancel) =>
        store.HighestNumberAsync(series, cancel);

    public Task<RememberedAnswer?> FindAnswerAsync(AnswerKey key, CancellationToken cancel) =>
        store.FindAnswerAsync(key, cancel);

    public Task WaitForNewsAsync(Position seen, TimeSpan patience, CancellationToken cancel) =>
        store.WaitForNewsAsync(seen, patience, cancel);
}
