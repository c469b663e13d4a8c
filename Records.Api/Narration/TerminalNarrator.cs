using Spectre.Console;

namespace Records.Api.Narration;

/// <summary>Sentences, and progress bars where the output is a terminal. One bar at a time.</summary>
public sealed class TerminalNarrator(IAnsiConsole console) : INarrator
{
    private volatile bool drawing;

    public void Tell(string happening, string sentence, params ReadOnlySpan<Figure> figures)
    {
        if (drawing)
        {
            console.Write(new Text($"{sentence}\n"));
            return;
        }

        // Not through the console's own wrapping: an address broken in two cannot be copied.
        console.Profile.Out.Writer.WriteLine(sentence);
        console.Profile.Out.Writer.Flush();
    }

    public async Task<T> FollowAsync<T>(string title, long total, Func<IProgress<long>, Task<T>> work)
    {
        if (!console.Profile.Out.IsTerminal)
            return await PlainlyAsync(title, work);

        drawing = true;
        try
        {
            return await DrawAsync(title, total, work);
        }
        finally
        {
            drawing = false;
        }
    }

    private Task<T> DrawAsync<T>(string title, long total, Func<IProgress<long>, Task<T>> work) =>
        console.Progress()
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async bars =>
            {
                var bar = bars.AddTask(Markup.Escape(title), maxValue: Math.Max(1, total));
                var progress = new SteadyProgress(TimeSpan.Zero, TimeProvider.System, done => bar.Value = done);
                var result = await work(progress);
                bar.Value = bar.MaxValue;
                return result;
            });

    private async Task<T> PlainlyAsync<T>(string title, Func<IProgress<long>, Task<T>> work)
    {
        Tell("started", $"{title} ...");
        return await work(new SteadyProgress(TimeSpan.MaxValue, TimeProvider.System, static _ => { }));
    }
}
