using Records.Core.Ports;

namespace Records.Actors.Followers;

/// <summary>Fills a second set of query tables from the first event on, while the live one goes on answering.</summary>
public sealed class ViewRebuild(IEventStore store, IViewStore next, EventReader reader, Lease lease)
{
    private const int BatchSize = 1000;

    /// <summary>
    /// Reads on to the present end of the log; returns how many events could not be read or shown. Call again to catch
    /// up.
    /// </summary>
    /// <param name="progress">Told the number of events seen so far.</param>
    public async Task<int> CatchUpAsync(IProgress<long> progress, CancellationToken cancel)
    {
        var (position, faults) = (await next.PositionAsync(cancel), 0);
        var coming = OpenAsync(position, cancel);
        try
        {
            while (await coming is { Count: > 0 } opened)
            {
                // The next batch is read and opened while this one is written.
                var last = opened[^1].Stored.Position;
                coming = OpenAsync(last, cancel);
                if (!await next.ApplyParkingAsync(lease, position, opened, _ => faults++, cancel))
                    throw new InvalidOperationException("Somebody else writes to the tables that are being rebuilt.");
                position = last;
                progress.Report(position.Value + 1);
            }
        }
        finally
        {
            // Who stops in the middle leaves no question behind.
            await ((Task)coming).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return faults;
    }

    private async Task<List<ViewedEvent>> OpenAsync(Position after, CancellationToken cancel)
    {
        var batch = await store.ReadAllAsync(after, BatchSize, cancel);
        var opened = new List<ViewedEvent>(batch.Count);
        foreach (var stored in batch)
            opened.Add(await reader.OpenAsync(stored, cancel));
        return opened;
    }
}
