using Records.Core.Ports;

namespace Records.Actors.Followers;

/// <summary>Fills a second set of query tables from the first event on, while the live one goes on answering.</summary>
public sealed class ViewRebuild(IEventStore store, IViewStore next, EventReader reader, Lease lease)
{
    private const int BatchSize = 1000;

    /// <summary>
    /// Reads on to the present end of the log; returns how many events could not be read or shown. Call again to catch up.
    /// </summary>
    /// <param name="progress">Told the number of events seen so far.</param>
    public async Task<int> CatchUpAsync(IProgress<long> progress, CancellationToken cancel)
    {
        var (position, faults) = (await next.PositionAsync(cancel), 0);
        while (await store.ReadAllAsync(position, BatchSize, cancel) is { Count: > 0 } batch)
        {
            var opened = new List<ViewedEvent>(batch.Count);
            foreach (var stored in batch)
                opened.Add(await reader.OpenAsync(stored, cancel));

            if (!await next.ApplyParkingAsync(lease, position, opened, _ => faults++, cancel))
                throw new InvalidOperationException("Somebody else writes to the tables that are being rebuilt.");
            position = batch[^1].Position;
            progress.Report(position.Value + 1);
        }
        return faults;
    }
}
