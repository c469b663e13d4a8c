using System.Collections.Concurrent;
using Records.Core.Ports;

namespace Records.Storage.Memory;

/// <summary>Snapshots without a database, for tests: the shortest complete statement of the port.</summary>
/// <param name="events">The history the snapshots are held against.</param>
public sealed class MemorySnapshots(IEventStore events) : ISnapshots
{
    private readonly ConcurrentDictionary<StreamId, Snapshot> kept = [];

    public async Task<Snapshot?> FindAsync(StreamId stream, CancellationToken cancel)
    {
        if (!kept.TryGetValue(stream, out var snapshot))
            return null;
        await foreach (var stored in events.ReadStreamAsync(stream, snapshot.Version.Plus(-1), cancel))
            return snapshot with { Chain = stored.Chain };
        return snapshot with { Chain = default };
    }

    public Task KeepAsync(StreamId stream, Snapshot snapshot, CancellationToken cancel)
    {
        kept[stream] = snapshot;
        return Task.CompletedTask;
    }
}
