using Records.Actors.Followers;
using Records.Core.Ports;

namespace Records.Actors.Sweeping;

/// <summary>
/// Compares a tenant's object store with its history: what no event and no upload names is removed, what an event names
/// and the store lacks is told. Store and claims are read side by side in the order of names, so memory does not grow
/// with them. Before anything is removed it is withdrawn (<see cref="ObjectClaims"/>): an event that is appended at
/// that very moment either has its claim first, and the object stays, or is refused.
/// </summary>
public sealed class ObjectSweep(
    EventReader reader, IEventStore store, IKeyRing keys, IObjectStore objects, IUploads uploads, IObjectSweeps sweeps,
    TenantId tenant, TimeProvider clock)
{
    /// <summary>More orphans than this are no accident, and nothing goes without somebody's word.</summary>
    public const int MostByItself = 50;

    private const int EventBatch = 1000, MostOrphans = 10_000, MostMissing = 1000;

    private readonly ObjectClaims claims = new(store, tenant);
    private readonly HistoryMarks marks = new(objects, store);

    /// <summary>How long an object may be in the store before an event names it.</summary>
    public static TimeSpan Grace { get; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Sweeps once. Throws where the history cannot be read whole: then nobody knows what it names, and nothing goes.
    /// </summary>
    public async Task<SweepReport> RunAsync(SweepOrder order, CancellationToken cancel)
    {
        await ClaimNamedAsync(cancel);
        var agrees = await marks.AgreeAsync(cancel);
        var found = new Comparison(clock.GetUtcNow() - Grace);
        await CompareAsync(found, cancel);

        var hold = found.Missing.Count == MostMissing ? SweepHold.MuchMissing
            : order.Force ? SweepHold.None
            : !agrees ? SweepHold.OtherHistory
            : found.OrphanCount > MostByItself ? SweepHold.TooMany
            : SweepHold.None;
        var (removed, unfinished) = (0, 0);
        if (hold is SweepHold.None && !order.DryRun)
        {
            removed = await RemoveAsync(found.Orphans, cancel);
            unfinished = await objects.RemoveUnfinishedAsync(found.Before, cancel);
            await marks.WriteAsync(cancel);
        }
        return new(
            found.Objects, found.Young, found.OrphanCount, found.OrphanBytes, removed, unfinished, hold, found.Missing);
    }

    /// <summary>Says in the store how far the history is, unless the store knows of another.</summary>
    public async Task MarkAsync(CancellationToken cancel)
    {
        if (await marks.AgreeAsync(cancel))
            await marks.WriteAsync(cancel);
    }

    // Whoever names an object claims it. Older events may not have, so each event is looked at once.
    private async Task ClaimNamedAsync(CancellationToken cancel)
    {
        var position = await sweeps.ClaimedUpToAsync(cancel);
        while (await store.ReadAllAsync(position, EventBatch, cancel) is { Count: > 0 } batch)
        {
            foreach (var stored in batch)
                foreach (var id in await reader.ObjectsOfAsync(stored, cancel))
                    await claims.EnsureAsync(id, stored.Stream, cancel);
            position = batch[^1].Position;
            await sweeps.RememberAsync(position, cancel);
        }
    }

    private async Task CompareAsync(Comparison found, CancellationToken cancel)
    {
        await using var stored = objects.ListAsync(cancel).Where(IsContent).GetAsyncEnumerator(cancel);
        await using var named = claims.AllAsync(cancel).GetAsyncEnumerator(cancel);
        var (hasStored, hasNamed) = (await stored.MoveNextAsync(), await named.MoveNextAsync());
        while ((hasStored || hasNamed) && found.Missing.Count < MostMissing)
        {
            var order = !hasNamed ? -1
                : !hasStored ? 1
                : Math.Sign(string.CompareOrdinal(ObjectClaims.NameOf(stored.Current.Id), named.Current.Value));
            if (order <= 0)
                await JudgeAsync(stored.Current, order == 0 ? named.Current.Stream : null, found, cancel);
            else if (!claims.IsWithdrawn(named.Current.Stream) && await IsMissingAsync(named.Current, cancel))
                found.Missing.Add(named.Current);

            if (order <= 0)
                hasStored = await stored.MoveNextAsync();
            if (order >= 0)
                hasNamed = await named.MoveNextAsync();
        }
    }

    private async Task JudgeAsync(StoredObject stored, StreamId? holder, Comparison found, CancellationToken cancel)
    {
        found.Objects++;
        if (holder is { } stream && !claims.IsWithdrawn(stream))
            return;
        if (holder is null
            && (stored.WrittenAt > found.Before || (await uploads.AmongAsync([stored.Id], cancel)).Count > 0))
        {
            found.Young++;
            return;
        }

        found.OrphanCount++;
        found.OrphanBytes += stored.SizeBytes;
        // The rest goes the next time.
        if (found.Orphans.Count < MostOrphans)
            found.Orphans.Add(stored.Id);
    }

    // Looked for once more, because what was written since the listing began need not be in it. What was lawfully
    // erased is gone with its key.
    private async Task<bool> IsMissingAsync(Claim claim, CancellationToken cancel)
    {
        await using (var stream = await objects.OpenAsync(new(Guid.ParseExact(claim.Value, "N")), 0, cancel))
            if (stream is not null)
                return false;

        await foreach (var first in store.ReadStreamAsync(claim.Stream, StreamVersion.None, cancel))
            return first.Key == KeyId.None || await keys.FindAsync(first.Key, cancel) is not null;
        return true;
    }

    private async Task<int> RemoveAsync(IReadOnlyList<ObjectId> orphans, CancellationToken cancel)
    {
        var removed = 0;
        foreach (var some in orphans.Chunk(MostByItself))
            foreach (var id in await claims.WithdrawAsync(some, cancel))
                removed += await objects.DeleteAsync(id, cancel) ? 1 : 0;
        return removed;
    }

    // Content bears random names; what the store keeps for itself does not.
    private static bool IsContent(StoredObject stored) => stored.Id.Value.Version == 4;

    private sealed class Comparison(DateTimeOffset before)
    {
        public DateTimeOffset Before => before;
        public long Objects { get; set; }
        public long Young { get; set; }
        public int OrphanCount { get; set; }
        public long OrphanBytes { get; set; }
        public List<ObjectId> Orphans { get; } = [];
        public List<Claim> Missing { get; } = [];
    }
}
