namespace Records.Core.Ports;

/// <summary>The answers that repeated requests get again, and how long they are kept.</summary>
public interface IRememberedAnswers
{
    /// <summary>How long a request may be repeated. Whoever comes later with its key makes a new one.</summary>
    static TimeSpan Kept { get; } = TimeSpan.FromDays(7);

    /// <summary>
    /// Forgets some of the answers that were given before the moment, the oldest first; says how many. Throws
    /// <see cref="TermOverException"/> when the lease is over, and then forgets none.
    /// </summary>
    Task<int> ForgetAsync(Lease lease, Moment before, int most, CancellationToken cancel);
}
