using Records.Core.Ports;

namespace Records.Storage.Memory;

/// <summary>Leases without a database, for tests: the shortest complete statement of <see cref="ILeases"/>.</summary>
public sealed class MemoryLeases(TimeProvider clock) : ILeases
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (Term Term, DateTimeOffset EndsAt)> leases = [];

    public Task<Lease?> TakeAsync(string work, TimeSpan length, CancellationToken cancel)
    {
        lock (gate)
        {
            var (term, endsAt) = leases.GetValueOrDefault(work);
            if (endsAt > clock.GetUtcNow())
                return Task.FromResult<Lease?>(null);
            var lease = new Lease(work, new(term.Value + 1));
            leases[work] = (lease.Term, clock.GetUtcNow() + length);
            return Task.FromResult<Lease?>(lease);
        }
    }

    public Task<bool> KeepAsync(Lease lease, TimeSpan length, CancellationToken cancel)
    {
        lock (gate)
        {
            if (!Lasts(lease))
                return Task.FromResult(false);
            leases[lease.Work] = (lease.Term, clock.GetUtcNow() + length);
            return Task.FromResult(true);
        }
    }

    public Task GiveBackAsync(Lease lease, CancellationToken cancel)
    {
        lock (gate)
        {
            if (Lasts(lease))
                leases[lease.Work] = (new(lease.Term.Value + 1), DateTimeOffset.MinValue);
            return Task.CompletedTask;
        }
    }

    /// <summary>Whether the term is the newest of its work.</summary>
    public bool Lasts(Lease lease)
    {
        lock (gate)
            return leases.TryGetValue(lease.Work, out var held) && held.Term == lease.Term;
    }
}
