namespace Records.Api.Configuration;

/// <summary>How much the program takes on. Beyond it answers 413, 429 or 503 and stays well.</summary>
/// <param name="Connections">Open connections at a time.</param>
/// <param name="RequestBytes">Longest body of a request that is no upload.</param>
/// <param name="UploadBytes">Longest document.</param>
public sealed record LimitSettings(long Connections, long RequestBytes, long UploadBytes)
{
    private const long Gibibyte = 1L << 30;

    internal static LimitSettings Read(SettingsSection section) => new(
        section.Number("Connections", 2_000, 1, 100_000),
        section.Number("RequestBytes", 1L << 20, 1L << 10, 1L << 28),
        section.Number("UploadBytes", 5 * Gibibyte, 1L << 20, 1024 * Gibibyte));
}
