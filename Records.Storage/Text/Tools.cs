namespace Records.Storage.Text;

/// <summary>Runs Tesseract and the poppler programs on a page, under their limits.</summary>
internal sealed class Tools(TextSettings settings)
{
    private readonly Sandbox sandbox = new(settings);

    public TextSettings Settings => settings;

    /// <summary>A program that counts, reads or draws.</summary>
    public Task<ChildExit> ReadAsync(
        PageFolder page, int maxOutputBytes, CancellationToken cancel, params ReadOnlySpan<string> tool) =>
        RunAsync(page, settings.ReadingPatience, maxOutputBytes, tool, cancel);

    /// <summary>Tesseract, which takes its time and writes files.</summary>
    public Task<ChildExit> RecogniseAsync(
        PageFolder page, CancellationToken cancel, params ReadOnlySpan<string> tool) =>
        RunAsync(page, settings.RecognitionPatience, 64 * 1024, tool, cancel);

    private Task<ChildExit> RunAsync(
        PageFolder page, TimeSpan patience, int maxOutputBytes, ReadOnlySpan<string> tool, CancellationToken cancel) =>
        Child.RunAsync(sandbox.Command(page.InFolder, page.Path, tool), patience, maxOutputBytes, cancel);
}
