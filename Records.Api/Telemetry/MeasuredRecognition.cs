using System.Diagnostics;
using Records.Core.Documents;
using Records.Core.Ports;

namespace Records.Api.Telemetry;

/// <summary>Text recognition on behalf of one tenant, timed and counted by how it ended.</summary>
internal sealed class MeasuredRecognition(
    ITextRecognition recognition, RecordsMeter meter, string tenant) : ITextRecognition
{
    public async Task<TextOutcome> RecogniseAsync(Stream original, MediaType type, CancellationToken cancel)
    {
        using var span = RecordsMeter.Spans.StartActivity("text read");
        span?.SetTag("records.tenant", tenant).SetTag("records.stream.kind", "case-file");
        var (started, word) = (Stopwatch.GetTimestamp(), "failed");
        try
        {
            var outcome = await recognition.RecogniseAsync(original, type, cancel);
            word = Word(outcome);
            if (outcome is TextOutcome.Read read)
                span?.SetTag("records.pages", read.Pages.Count);
            return outcome;
        }
        finally
        {
            span?.SetTag("records.outcome", word);
            KeyValuePair<string, object?> label = new("tenant", tenant);
            meter.TextDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, label);
            meter.TextOutcomes.Add(1, label, new("outcome", word));
        }
    }

    private static string Word(TextOutcome outcome) => outcome switch
    {
        TextOutcome.Read { Pages: var pages } when pages.Any(page => page.Source is TextSource.Recognised) =>
            "recognised",
        TextOutcome.Read => "text-layer",
        TextOutcome.Unreadable { Failure: var failure } => failure switch
        {
            TextFailure.Encrypted => "encrypted",
            TextFailure.Damaged => "damaged",
            TextFailure.TooLarge => "too-large",
            TextFailure.TimedOut => "timed-out",
            TextFailure.NotText => "not-text",
            _ => throw new UnreachableException($"No word for {failure}."),
        },
        _ => throw new UnreachableException($"No word for {outcome.GetType().Name}."),
    };
}
