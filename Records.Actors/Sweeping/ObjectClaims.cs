using Records.Core.Ports;

namespace Records.Actors.Sweeping;

/// <summary>
/// Whom an object belongs to, decided once for ever by the claims of the history: to the stream whose event first named
/// it, in the transaction of that event, or to nobody, when it was withdrawn to be removed. Never both, whoever is
/// faster.
/// </summary>
public sealed class ObjectClaims(IEventStore store, TenantId tenant)
{
    /// <summary>The kind of claim by which an object belongs to a stream.</summary>
    public const string Kind = "object";

    private const int PageSize = 1000;

    private readonly StreamId nobody = StreamId.Singleton(tenant, "object-sweep");

    /// <summary>The claim that goes with the event that first names the object.</summary>
    public static Claim For(ObjectId id, StreamId stream) => new(Kind, NameOf(id), stream, null, 0);

    /// <summary>The name as it is claimed and listed; names sort by it.</summary>
    public static string NameOf(ObjectId id) => id.Value.ToString("N");

    /// <summary>Whether the holder of a claim is nobody: then the object was withdrawn.</summary>
    public bool IsWithdrawn(StreamId holder) => holder == nobody;

    /// <summary>Every claim on an object, in the order of names.</summary>
    public async IAsyncEnumerable<Claim> AllAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var after = "";
        while (await store.ReadClaimsAsync(Kind, after, PageSize, cancel) is { Count: > 0 } page)
        {
            foreach (var claim in page)
                yield return claim;
            after = page[^1].Value;
        }
    }

    /// <summary>
    /// Claims what the stream's events have named without claiming it, as older versions did. Throws where such an
    /// object was withdrawn before: then one is gone that should be there, and nothing more may go.
    /// </summary>
    public async Task EnsureAsync(ObjectId id, StreamId stream, CancellationToken cancel)
    {
        var holder = await store.FindClaimAsync(Kind, NameOf(id), cancel);
        if (holder is null && await store.AppendAsync(new([], [For(id, stream)], null), cancel)
            is AppendOutcome.ClaimTaken taken)
            holder = taken.Holder;
        if (holder is { } found && IsWithdrawn(found))
            throw new InvalidOperationException($"An event of stream {stream.Value} names a swept object: {id.Value}.");
    }

    /// <summary>
    /// Withdraws those that nobody has named, so that nobody can any more; returns them. From then on an event that
    /// names one of them is refused by the store itself.
    /// </summary>
    public async Task<IReadOnlyList<ObjectId>> WithdrawAsync(IReadOnlyList<ObjectId> ids, CancellationToken cancel)
    {
        List<ObjectId> withdrawn = [], wanted = [.. ids];
        while (wanted.Count > 0)
        {
            var outcome = await store.AppendAsync(new([], [.. wanted.Select(id => For(id, nobody))], null), cancel);
            if (outcome is not AppendOutcome.ClaimTaken taken)
                return [.. withdrawn, .. wanted];

            // Withdrawn before, by one who did not come to removing it; or named meanwhile.
            var id = wanted.Single(id => NameOf(id) == taken.Claim.Value);
            wanted.Remove(id);
            if (IsWithdrawn(taken.Holder))
                withdrawn.Add(id);
        }
        return withdrawn;
    }
}
