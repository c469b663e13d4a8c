using System.Text;
using Records.Core.Deciding;
using Records.Core.Documents;
using Records.Core.Ports;
using Records.Storage.Objects;
using Records.Storage.Searchable;

namespace Records.Storage.Text;

/// <summary>
/// Reads documents with Tesseract and poppler, page by page, in child processes: a fault in a native library takes
/// only its page along. What a document is, is told by its bytes; its type as filed is not believed.
/// </summary>
public sealed class TesseractRecognition : ITextRecognition
{
    private readonly TextSettings settings;
    private readonly PdfReader pdfs;
    private readonly ImageReader images;
    private readonly SearchableCopies copies;

    // Kept once all is there. As long as something is missing every document asks anew, so that an installation
    // takes effect at once.
    private TextReadiness? ready;

    /// <summary>Removes what a crash has left in the work folder. Looks for the programs only when asked.</summary>
    public TesseractRecognition(TextSettings settings)
    {
        this.settings = settings;
        OwnedFolder.RemoveLeftovers(settings.WorkFolder);

        var (tools, turns) = (new Tools(settings), new Turns(settings.Children));
        (pdfs, images, copies) = (new(tools, turns), new(tools, turns), new(tools, turns));
    }

    /// <summary>What is there and what is missing on this machine, for the start and for health reports.</summary>
    public async Task<TextReadiness> CheckAsync(CancellationToken cancel)
    {
        if (ready is { } known)
            return known;

        var found = await TextChecks.RunAsync(settings, cancel);
        if (found is { IsReady: true, ForCopies: null })
            ready = found;
        return found;
    }

    /// <summary>
    /// As the port says; the machine's fault is a <see cref="TextUnavailableException"/> or an <see
    /// cref="IOException"/>.
    /// </summary>
    public async Task<TextOutcome> RecogniseAsync(Stream original, MediaType type, CancellationToken cancel)
    {
        try
        {
            using var job = await Job.CreateAsync(settings.WorkFolder, original, settings.MaxBytes, cancel);
            var found = job.Sniff();
            if (found == MediaType.Empty)
                throw new UnreadableException(TextFailure.Damaged);
            if (!Readable.Contains(found))
                throw new UnreadableException(TextFailure.NotText);

            var readiness = await CheckAsync(cancel);
            if (!readiness.IsReady)
                throw new TextUnavailableException(string.Join(" ", readiness.Missing));

            var seen = await ReadAsync(job, found, cancel);
            ValueList<PageText> pages = [.. seen.Select(page => page.Text)];
            ThrowIfTooMuch(pages);
            var (copy, fault) = await copies.MakeAsync(job, found, seen, readiness.Engine, cancel);
            return new TextOutcome.Read(pages, readiness.Engine) { Copy = copy, CopyFault = fault };
        }
        catch (UnreadableException e)
        {
            return new TextOutcome.Unreadable(e.Failure, e.ReadablePages);
        }
    }

    private static readonly MediaType[] Readable =
        [MediaType.Pdf, MediaType.Png, MediaType.Jpeg, MediaType.Tiff, MediaType.PlainText];

    private async Task<ValueList<SeenPage>> ReadAsync(Job job, MediaType type, CancellationToken cancel) =>
        type == MediaType.Pdf ? await pdfs.ReadAsync(job, cancel)
        : type == MediaType.PlainText ? Unseen(PlainTextReader.Read(job.ReadOriginal(settings.MaxTextBytes)))
        : await images.ReadAsync(job, type, cancel);

    private static ValueList<SeenPage> Unseen(ValueList<PageText> pages) =>
        [.. pages.Select(page => new SeenPage(page, null))];

    private void ThrowIfTooMuch(ValueList<PageText> pages)
    {
        long bytes = 0;
        foreach (var page in pages)
        {
            bytes += Encoding.UTF8.GetByteCount(page.Text);
            if (bytes > settings.MaxTextBytes)
                throw new UnreadableException(TextFailure.TooLarge, page.Number - 1);
        }
    }
}
