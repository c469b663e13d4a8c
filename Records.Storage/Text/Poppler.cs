using System.Globalization;
using System.Text;
using Records.Core.Documents;
using Records.Core.Ports;

namespace Records.Storage.Text;

/// <summary>Counts, reads and draws PDF pages.</summary>
internal sealed class Poppler(Tools tools)
{
    private const int MaxListBytes = 8 << 20;

    /// <summary>The pages with their sizes, nothing read of them yet.</summary>
    public Task<PdfPage[]> PagesAsync(Job job, CancellationToken cancel) => job.OnPageAsync(async page =>
    {
        var maxPages = tools.Settings.MaxPages;
        var exit = await tools.ReadAsync(page, MaxListBytes, cancel, ["pdfinfo", .. Range(1, maxPages), Job.Original]);
        if (exit.Code != 0 && exit.Errors.Contains("Incorrect password", StringComparison.Ordinal))
            throw new UnreadableException(TextFailure.Encrypted);

        var info = Encoding.UTF8.GetString(exit.Output);
        if (exit.Code != 0 || PopplerOutput.PageCount(info) is not { } count || count == 0)
            throw page.Damaged();
        if (count > maxPages)
            throw new UnreadableException(TextFailure.TooLarge);

        return Enumerable.Range(1, count)
            .Select(number => PopplerOutput.Page(info, number)
                ?? throw new UnreadableException(TextFailure.Damaged, number - 1))
            .ToArray();
    });

    /// <summary>The pages with their text, and with their images where the text does not settle the matter.</summary>
    public Task<PdfPage[]> ClassifyAsync(Job job, PdfPage[] pages, CancellationToken cancel) =>
        job.OnPageAsync(page => ClassifyAsync(page, pages, cancel));

    /// <summary>
    /// Takes out the image that is the page, unchanged; null when it turns out to be another than was listed.
    /// </summary>
    public async Task<string?> ExtractAsync(PageFolder page, int number, PdfImage scan, CancellationToken cancel)
    {
        // Without a format of its own, CCITT comes as raw data that nobody else can read.
        var (option, name) = scan.Type == MediaType.Jpeg ? ("-j", "image-000.jpg") : ("-tiff", "image-000.tif");
        var exit = await tools.ReadAsync(
            page, 1024, cancel, ["pdfimages", option, .. Range(number, number), Job.Original, "image"]);
        var path = Path.Combine(page.Path, name);
        return exit.Code == 0 && File.Exists(path)
            && Job.HeaderOf(path, scan.Type, 1) is { IsTruncated: false, Pages: [var size] } && size == scan.Size
            ? name
            : null;
    }

    /// <summary>Draws the page in shades of grey, without packing what is unpacked again at once.</summary>
    public async Task<(string Name, PixelSize Size)> DrawAsync(PageFolder page, PdfPage known, CancellationToken cancel)
    {
        if (known.DrawDpi < PdfPage.LeastDpi)
            throw new UnreadableException(TextFailure.TooLarge);

        var exit = await tools.ReadAsync(page, 1024, cancel,
        [
            "pdftoppm", "-r", Text(known.DrawDpi), "-gray", "-tiff", "-tiffcompression", "none", "-cropbox",
            .. Range(known.Number, known.Number), "-singlefile", Job.Original, "drawn",
        ]);
        const string name = "drawn.tif";
        return exit.Code == 0 && DrawnPage.SizeOf(Path.Combine(page.Path, name)) is { } size
            ? (name, size)
            : throw page.Damaged();
    }

    private async Task<PdfPage[]> ClassifyAsync(PageFolder page, PdfPage[] pages, CancellationToken cancel)
    {
        var (first, last) = (pages[0].Number, pages[^1].Number);
        var texts = await TextsAsync(page, first, last, cancel);
        PdfPage[] read = [.. pages.Zip(texts, (known, text) => known with { Layer = text })];
        if (read.All(known => known.IsSettled))
            return read;

        var exit = await tools.ReadAsync(
            page, MaxListBytes, cancel, ["pdfimages", "-list", .. Range(first, last), Job.Original]);
        var images = exit.Code == 0
            ? PopplerOutput.Images(Encoding.UTF8.GetString(exit.Output))
            : throw page.Damaged();
        return [.. read.Select(known => known with { Images = [.. images[known.Number]] })];
    }

    private async Task<IEnumerable<string>> TextsAsync(PageFolder page, int first, int last, CancellationToken cancel)
    {
        var (pages, settings) = (last - first + 1, tools.Settings);
        var maxBytes = (int)Math.Min(settings.MaxTextBytes, (long)pages * settings.MaxPageTextBytes);
        var exit = await tools.ReadAsync(page, maxBytes, cancel,
            ["pdftotext", "-q", "-enc", "UTF-8", "-eol", "unix", .. Range(first, last), Job.Original, "-"]);
        if (exit.Code != 0)
            throw page.Damaged();
        if (PopplerOutput.Texts(exit.Output, pages) is { } texts)
            return texts.Select(CleanText.Of);

        // A page that prints page ends of its own. One by one, every text is known to belong to its page.
        List<string> single = [];
        for (var number = first; number <= last; number++)
            single.AddRange(await TextsAsync(page, number, number, cancel));
        return single;
    }

    private static string[] Range(int first, int last) => ["-f", Text(first), "-l", Text(last)];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
