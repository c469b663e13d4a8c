using Records.Core.Deciding;
using Records.Core.Documents;
using Records.Core.Ports;
using Records.Storage.Searchable;

namespace Records.Storage.Text;

/// <summary>
/// Reads a PNG, a JPEG or the pages of a TIFF. What the header asks for is known before anything is decoded.
/// </summary>
internal sealed class ImageReader(Tools tools, Turns turns)
{
    /// <summary>A page of A2 at 600 dpi. Decoding takes up to eleven bytes a pixel.</summary>
    public const ulong MaxPixels = 100_000_000;

    private const double A4HeightInch = 11.69, PointsPerInch = 72;

    private readonly Tesseract tesseract = new(tools);

    public async Task<ValueList<SeenPage>> ReadAsync(Job job, MediaType type, CancellationToken cancel)
    {
        var maxPages = tools.Settings.MaxPages;
        var header = job.ImageHeader(type, maxPages) ?? throw new UnreadableException(TextFailure.Damaged);
        if (header.Pages.Count > maxPages || header.Pages.Any(size => size.Pixels > MaxPixels))
            throw new UnreadableException(TextFailure.TooLarge);
        if (header.IsTruncated)
            throw new UnreadableException(TextFailure.Damaged, header.Pages.Count);

        var withPdf = tools.Settings.MakesCopies && CarriedPicture.Of(job, type) is null;
        return [.. await turns.TakeEachAsync(
            [.. header.Pages.Index()],
            page => job.OnPageAsync(folder => ReadAsync(job, folder, type, page.Index, page.Item, withPdf, cancel)),
            cancel)];
    }

    private async Task<SeenPage> ReadAsync(
        Job job, PageFolder folder, MediaType type, int index, PixelSize size, bool withPdf, CancellationToken cancel)
    {
        // Images tell their resolution wrongly or not at all. Letters are mostly A4, and for the rest a guess is
        // enough.
        var dpi = (int)Math.Clamp(Math.Max(size.Width, size.Height) / A4HeightInch, 70, 600);
        int? tiffPage = type == MediaType.Tiff ? index : null;
        var read = await ReadAsync();
        if (withPdf)
            job.Keep(folder, read.Pdf, index);
        return new(
            new(index + 1, read.Text, TextSource.Recognised, read.Confidence),
            tools.Settings.MakesCopies
                ? HiddenText.Of(read, size.Width * PointsPerInch / dpi, size.Height * PointsPerInch / dpi)
                : null);

        async Task<RecognisedPage> ReadAsync()
        {
            try
            {
                return await tesseract.ReadAsync(folder, Job.Original, size, dpi, tiffPage, withPdf, cancel);
            }
            catch (UnreadableException e) when (withPdf && e.Failure is not TextFailure.TimedOut)
            {
                // Perhaps it was the PDF that failed. The text is not to suffer from it.
                return await tesseract.ReadAsync(folder, Job.Original, size, dpi, tiffPage, withPdf: false, cancel);
            }
        }
    }
}
