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
        if (await recognition.CheckAsync(cancel) is { IsReady: false } lacking)
            throw new TextUnavailableException(string.Join(" ", lacking.Missing));
    }, IsVital: false);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var sentence in (await recognition.CheckAsync(stoppingToken)).Missing)
            Lacking(log, sentence);
    }

    [LoggerMessage(EventName = "text-recognition-lacking", Level = LogLevel.Critical, Message = "{Sentence}")]
    private static partial void Lacking(ILogger log, string sentence);
}
