using Records.Core.Deciding;
using Records.Core.Documents;
using Records.Core.Ports;
using Records.Storage.Searchable;

namespace Records.Storage.Text;

/// <summary>Reads a PDF: the text layer of a page where it is good, else the page as an image.</summary>
internal sealed class PdfReader(Tools tools, Turns turns)
{
    /// <summary>Pages whose text layer is read by one program: starting it costs more than a page does.</summary>
    private const int PagesATurn = 20;

    private const ulong MaxPixels = ImageReader.MaxPixels;

    private readonly Poppler poppler = new(tools);
    private readonly Tesseract tesseract = new(tools);

    public async Task<ValueList<SeenPage>> ReadAsync(Job job, CancellationToken cancel)
    {
        var counted = await turns.TakeAsync(() => poppler.PagesAsync(job, cancel), cancel);
        var pages = await ClassifyAsync(job, counted, cancel);
        var unread = pages.Where(page => !page.HasGoodLayer).ToList();
        var recognised = await RecogniseAsync(job, unread, cancel);

        var byNumber = recognised.ToDictionary(page => page.Text.Number);
        return [.. pages.Select(page => byNumber.GetValueOrDefault(page.Number, Layer(page)))];
    }

    private async Task<PdfPage[]> ClassifyAsync(Job job, PdfPage[] pages, CancellationToken cancel)
    {
        try
        {
            var classified = await turns.TakeEachAsync(
                [.. pages.Chunk(PagesATurn)], some => poppler.ClassifyAsync(job, some, cancel), cancel);
            return [.. classified.SelectMany(some => some)];
        }
        catch (UnreadableException e)
        {
            // Which page it was is not known, only which twenty.
            throw new UnreadableException(e.Failure);
        }
    }

    private async Task<SeenPage[]> RecogniseAsync(Job job, List<PdfPage> pages, CancellationToken cancel)
    {
        try
        {
            return await turns.TakeEachAsync(
                pages, page => job.OnPageAsync(folder => RecogniseAsync(folder, page, cancel)), cancel);
        }
        catch (UnreadableException e)
        {
            throw new UnreadableException(e.Failure, pages[e.ReadablePages].Number - 1);
        }
    }

    private async Task<SeenPage> RecogniseAsync(PageFolder folder, PdfPage page, CancellationToken cancel)
    {
        if (page.Images.Any(image => image.Size.Pixels > MaxPixels))
            throw new UnreadableException(TextFailure.TooLarge);

        var read = page.Scan is { } scan && await poppler.ExtractAsync(folder, page.Number, scan, cancel) is { } image
            ? await tesseract.ReadAsync(
                folder, image, scan.Size, (int)scan.DpiX, tiffPage: null, withPdf: false, cancel)
            : await DrawAndReadAsync(folder, page, cancel);

        // A cover sheet of few words is read no better from its picture.
        var signs = TextLayer.SignsIn(page.Layer);
        return signs > 0 && signs >= TextLayer.SignsIn(read.Text) && !TextLayer.LooksWrong(page.Layer)
            ? Layer(page)
            : new(
                new(page.Number, read.Text, TextSource.Recognised, read.Confidence),
                tools.Settings.MakesCopies ? HiddenText.Of(read, page.Shown.Width, page.Shown.Height) : null);
    }

    private async Task<RecognisedPage> DrawAndReadAsync(PageFolder folder, PdfPage page, CancellationToken cancel)
    {
        var (name, size) = await poppler.DrawAsync(folder, page, cancel);
        return await tesseract.ReadAsync(folder, name, size, page.DrawDpi, tiffPage: null, withPdf: false, cancel);
    }

    private static SeenPage Layer(PdfPage page) => new(new(page.Number, page.Layer, TextSource.Layer, null), null);
}

/// <summary>A page that was read.</summary>
/// <param name="Hidden">Its recognised words where they stand; null when there are none.</param>
internal sealed record SeenPage(PageText Text, HiddenPage? Hidden);
