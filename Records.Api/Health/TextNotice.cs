using Records.Storage.Text;

namespace Records.Api.Health;

/// <summary>
/// Says at the start what text recognition lacks on this machine. Filing works without it, and what waits is read as
/// soon as the missing part is there.
/// </summary>
internal sealed partial class TextNotice(TesseractRecognition recognition, ILogger<TextNotice> log) : BackgroundService
{
    /// <summary>For <c>/health/ready</c>: its absence is seen there and takes nothing away from the rest.</summary>
    public static HealthCheck CheckOf(TesseractRecognition recognition) => new("text recognition", async cancel =>
    {
        if (Lacking(await recognition.CheckAsync(cancel)) is { Length: > 0 } sentences)
            throw new TextUnavailableException(string.Join(" ", sentences));
    }, IsVital: false);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var sentence in Lacking(await recognition.CheckAsync(stoppingToken)))
            Lacks(log, sentence);
    }

    private static string[] Lacking(TextReadiness found) =>
        [.. found.Missing, .. found.ForCopies is { } sentence ? (string[])[sentence] : []];

    [LoggerMessage(EventName = "text-recognition-lacking", Level = LogLevel.Critical, Message = "{Sentence}")]
    private static partial void Lacks(ILogger log, string sentence);
}
