namespace Records.Storage.Postgres;

/// <summary>How much a tenant's store takes on at once, and how long it tries.</summary>
public sealed record EventStoreLimits
{
    /// <summary>How many requests may wait; the next one is turned away at once.</summary>
    public int WaitingRequests { get; init; } = 4096;

    /// <summary>How many bytes of bodies and metadata may wait.</summary>
    public long WaitingBytes { get; init; } = 128 * 1024 * 1024;

    /// <summary>How many requests go into one transaction.</summary>
    public int BatchRequests { get; init; } = 1024;

    /// <summary>How many events go into one transaction; a larger request goes alone.</summary>
    public int BatchEvents { get; init; } = 2048;

    /// <summary>How many bytes go into one transaction; a larger request goes alone.</summary>
    public int BatchBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Of how many streams the writer remembers where they stand; the others it looks up.</summary>
    public int KnownStreams { get; init; } = 10_000;

    /// <summary>
    /// How many batches look before they write once somebody else has written in between: he may well go on.
    /// </summary>
    public int LooksAfterOthers { get; init; } = 16;

    /// <summary>By how much the clocks may differ (<see cref="Appending.ClockGuard"/>).</summary>
    public TimeSpan ClockTolerance { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a batch is tried again after the connection was lost, before its callers are told.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);
}
