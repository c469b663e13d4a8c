using System.Text.Encodings.Web;
using System.Text.Json;

namespace Records.Api.Narration;

/// <summary>One JSON object a line: <c>time</c>, <c>happening</c>, <c>text</c>, then the figures.</summary>
public sealed class JsonNarrator(TextWriter output, TimeProvider clock) : INarrator
{
    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(1);

    // German text stays readable; the lines go to a program, never into a web page.
    private static readonly JsonSerializerOptions Readable =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock oneLine = new();

    public void Tell(string happening, string sentence, params ReadOnlySpan<Figure> figures)
    {
        var line = new Dictionary<string, object>
        {
            ["time"] = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", null),
            ["happening"] = happening,
            ["text"] = sentence,
        };
        foreach (var figure in figures)
            line[figure.Name] = figure.Value;

        lock (oneLine)
            output.WriteLine(JsonSerializer.Serialize(line, Readable));
    }

    public async Task<T> FollowAsync<T>(string title, long total, Func<IProgress<long>, Task<T>> work)
    {
        var started = clock.GetTimestamp();
        var progress = new SteadyProgress(BetweenReports, clock, done =>
            Tell("progress", title, new Figure("done", done), new Figure("total", total)));
        var result = await work(progress);
        Tell("finished", title, new Figure("durationMs", (long)clock.GetElapsedTime(started).TotalMilliseconds));
        return result;
    }
}
