using Records.Core.Ports;

namespace Records.Actors.Sweeping;

/// <summary>What a sweep may do.</summary>
/// <param name="DryRun">Look and report; remove nothing.</param>
/// <param name="Force">Remove even what a sweep by itself would hold back; somebody looked and knows why.</param>
public sealed record SweepOrder(bool DryRun, bool Force);

/// <summary>What a sweep found and did.</summary>
/// <param name="Objects">Objects in the store.</param>
/// <param name="Young">Objects nobody has named yet, too young to be judged or uploaded and not filed.</param>
/// <param name="Orphans">Objects that nobody names and nobody will.</param>
/// <param name="Removed">How many of them are gone now.</param>
/// <param name="Unfinished">Writes that never ended and were cleared away.</param>
/// <param name="Missing">Objects that an event names and the store does not have; at most the first thousand.</param>
public sealed record SweepReport(
    long Objects, long Young, int Orphans, long OrphanBytes, int Removed, int Unfinished, SweepHold Hold,
    IReadOnlyList<Claim> Missing);

/// <summary>Why orphans were left where they are.</summary>
public enum SweepHold
{
    /// <summary>Nothing was held back.</summary>
    None,

    /// <summary>There are more than accidents leave.</summary>
    TooMany,

    /// <summary>The store knows of a later or another history than the database.</summary>
    OtherHistory,

    /// <summary>The store lacks so much that it may not be the right one.</summary>
    MuchMissing,
}
