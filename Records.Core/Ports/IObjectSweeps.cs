namespace Records.Core.Ports;

/// <summary>How far the search for objects that nobody names has come, and when it was last made.</summary>
public interface IObjectSweeps
{
    /// <summary>How often a store is swept.</summary>
    static TimeSpan Every { get; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Takes the next sweep when the last one is so long ago; false when it is not, or another process was faster.
    /// </summary>
    Task<bool> TakeTurnAsync(TimeSpan every, CancellationToken cancel);

    /// <summary>Gives the turn back, because it came to nothing; the next may be taken after the pause.</summary>
    Task GiveBackTurnAsync(TimeSpan pause, CancellationToken cancel);

    /// <summary>Up to this position every object an event names is claimed.</summary>
    Task<Position> ClaimedUpToAsync(CancellationToken cancel);

    /// <summary>Remembers how far that is true; never goes back.</summary>
    Task RememberAsync(Position claimedUpTo, CancellationToken cancel);
}
