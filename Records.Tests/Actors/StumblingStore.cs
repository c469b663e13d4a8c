using Records.Core.Ports;

namespace Records.Tests.Actors;

/// <summary>
/// A store whose appends can be made to fail before or after they took effect, or to wait: what a network and a disk
/// do.
/// </summary>
internal sealed class StumblingStore(IEventStore store) : IEventStore
{
    /// <summary>Called before each append; what it throws, the caller gets, and nothing is written.</summary>
    public Func<Task> Before { get; set; } = () => Task.CompletedTask;

    /// <summary>Called after each append took effect; what it throws, the caller gets instead of the outcome.</summary>
    public Func<Task> After { get; set; } = () => Task.CompletedTask;

    /// <summary>
    /// What a reader of the whole log gets to see instead of the event; null hides it. What an attacker with the disk
    /// could do.
    /// </summary>
    public Func<StoredEvent, StoredEvent?> Seen { get; set; } = stored => stored;

    /// <summary>How often a stream was read.</summary>
    public int Reads { get; set; }

    /// <summary>After which event a stream was last read.</summary>
    public StreamVersion ReadAfter { get; private set; }

    public async Task<AppendOutcome> AppendAsync(AppendRequest request, CancellationToken cancel)
    {
        await Before();
        var outcome = await store.AppendAsync(request, cancel);
        await After();
        return outcome;
    }

    public IAsyncEnumerable<StoredEvent> ReadStreamAsync(
        StreamId stream, StreamVersion after, CancellationToken cancel)
    {
        Reads++;
        ReadAfter = after;
        return store.ReadStreamAsync(stream, after, cancel);
    }

    public async Task<IReadOnlyList<StoredEvent>> ReadAllAsync(Position after, int limit, CancellationToken cancel) =>
        [.. (await store.ReadAllAsync(after, limit, cancel)).Select(Seen).OfType<StoredEvent>()];
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
