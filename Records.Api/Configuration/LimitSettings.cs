using Records.Actors;

namespace Records.Api.Configuration;

/// <summary>How much the program takes on. Beyond it answers 413, 429 or 503 and stays well.</summary>
/// <param name="Connections">Open connections at a time.</param>
/// <param name="RequestBytes">Longest body of a request that is no upload.</param>
/// <param name="UploadBytes">Longest document.</param>
public sealed record LimitSettings(long Connections, long RequestBytes, long UploadBytes)
{
    private const long Gibibyte = 1L << 30;

    /// <summary>Requests worked on at a time, uploads and downloads apart; one tenant of several takes half.</summary>
    public long Requests { get; init; } = 500;

    /// <summary>Case files of one tenant that are kept in memory.</summary>
    public long LiveFiles { get; init; } = ActorLimits.Default.MaxLive;

    /// <summary>With more memory than this in use, the case files that rest longest are let go.</summary>
    public long MemoryBytes { get; init; } = ActorLimits.Default.MaxHeapBytes;

    internal ActorLimits Actors =>
        ActorLimits.Default with { MaxLive = (int)LiveFiles, MaxHeapBytes = MemoryBytes };

    internal static LimitSettings Read(SettingsSection section) => new(
        section.Number("Connections", 2_000, 1, 100_000),
        section.Number("RequestBytes", 1L << 20, 1L << 10, 1L << 28),
        section.Number("UploadBytes", 5 * Gibibyte, 1L << 20, 1024 * Gibibyte))
    {
        Requests = section.Number("Requests", 500, 2, 100_000),
        LiveFiles = section.Number("LiveFiles", ActorLimits.Default.MaxLive, 1, 10_000_000),
        MemoryBytes = section.Number("MemoryBytes", ActorLimits.Default.MaxHeapBytes, 1L << 24, 1L << 50),
    };
}
