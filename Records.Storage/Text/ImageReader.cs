using Records.Core.Deciding;
using Records.Core.Documents;
using Records.Core.Ports;

namespace Records.Storage.Text;

/// <summary>
/// Reads a PNG, a JPEG or the pages of a TIFF. What the header asks for is known before anything is decoded.
/// </summary>
internal sealed class ImageReader(Tools tools, Turns turns)
{
    /// <summary>A page of A2 at 600 dpi. Decoding takes up to eleven bytes a pixel.</summary>
    public const ulong MaxPixels = 100_000_000;

    private const double A4HeightInch = 11.69;

    private readonly Tesseract tesseract = new(tools);

    public async Task<ValueList<PageText>> ReadAsync(Job job, MediaType type, CancellationToken cancel)
    {
        var maxPages = tools.Settings.MaxPages;
        var header = job.ImageHeader(type, maxPages) ?? throw new UnreadableException(TextFailure.Damaged);
        if (header.Pages.Count > maxPages || header.Pages.Any(size => size.Pixels > MaxPixels))
            throw new UnreadableException(TextFailure.TooLarge);
        if (header.IsTruncated)
            throw new UnreadableException(TextFailure.Damaged, header.Pages.Count);

        return [.. await turns.TakeEachAsync(
            [.. header.Pages.Index()],
            page => job.OnPageAsync(folder => ReadAsync(folder, type, page.Index, page.Item, cancel)),
            cancel)];
    }

    private async Task<PageText> ReadAsync(
        PageFolder folder, MediaType type, int index, PixelSize size, CancellationToken cancel)
    {
        // Images tell their resolution wrongly or not at all. Letters are mostly A4, and for the rest a guess is
        // enough.
        var dpi = (int)Math.Clamp(Math.Max(size.Width, size.Height) / A4HeightInch, 70, 600);
        int? tiffPage = type == MediaType.Tiff ? index : null;
        var read = await tesseract.ReadAsync(folder, Job.Original, size, dpi, tiffPage, cancel);
        return new(index + 1, read.Text, TextSource.Recognised, read.Confidence);
    }
}
