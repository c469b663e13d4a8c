namespace Records.Storage.Keys;

/// <summary>How much a key ring holds in memory and writes at once.</summary>
public sealed record KeyRingLimits
{
    /// <summary>How many unwrapped keys are kept at hand.</summary>
    public int CachedKeys { get; init; } = 20_000;

    /// <summary>
    /// How long a key is kept at hand; the time after which a key destroyed elsewhere is forgotten here.
    /// </summary>
    public TimeSpan CachedFor { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many callers may wait for a new key; more wait for room.</summary>
    public int WaitingKeys { get; init; } = 1024;

    /// <summary>How many new keys go into one transaction.</summary>
    public int BatchKeys { get; init; } = 256;
}
