namespace Records.Core.Ports;

/// <summary>
/// Who does a tenant's background work (Zuständigkeit auf Zeit): for each work one process at a time. A lease ends by
/// itself unless it is kept, so that the work of a process that died is taken over. What a holder writes is written
/// under its term and refused once the next term has begun: a process that slept through the end of its lease
/// changes nothing when it wakes.
/// </summary>
public interface ILeases
{
    /// <summary>The lease on this work, in a term of its own; null while somebody else's lasts.</summary>
    Task<Lease?> TakeAsync(string work, TimeSpan length, CancellationToken cancel);

    /// <summary>Lets the lease last for the length from now on; false when its term is over.</summary>
    Task<bool> KeepAsync(Lease lease, TimeSpan length, CancellationToken cancel);

    /// <summary>Ends the term: somebody else may take the lease at once. Nothing happens when it is over already.</summary>
    Task GiveBackAsync(Lease lease, CancellationToken cancel);
}

/// <summary>The right to do one work of the tenant for one term.</summary>
/// <param name="Work">What is done: <c>followers</c>; at most 100 characters.</param>
public sealed record Lease(string Work, Term Term);

/// <summary>
/// The number of a lease's term (Amtszeit). It only grows, so a write under an older one is known to be too late.
/// </summary>
public readonly record struct Term(long Value);

/// <summary>The term under which something was to be written is over; nothing was written.</summary>
public sealed class TermOverException(Lease lease)
    : Exception($"Term {lease.Term.Value} of the work '{lease.Work}' is over.");
