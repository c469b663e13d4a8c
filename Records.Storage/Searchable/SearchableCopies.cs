using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Records.Core.CaseFiles.Renditions;
using Records.Core.Documents;
using Records.Core.Ports;
using Records.Storage.Text;

namespace Records.Storage.Searchable;

/// <summary>
/// Makes the searchable copy of what was recognised: the pages as they are, and the words hidden where they stand. A
/// PDF gets the words laid under its own pages, an image becomes a page that carries it. The words are those of the
/// one reading; nothing is recognised for it.
/// </summary>
internal sealed partial class SearchableCopies(Tools tools, Turns turns)
{
    /// <summary>The largest file a child may write.</summary>
    public const long MaxBytes = 256 << 20;

    private const string Made = "searchable.pdf", Hidden = "hidden.pdf";
    private const string OwnTool = "records 1";

    private string? qpdf;

    /// <summary>
    /// Neither copy nor fault where nothing was recognised. Never throws but when it is cancelled: the text has been
    /// read, and no fault here takes it away.
    /// </summary>
    public async Task<(SearchableCopy? Copy, string? Fault)> MakeAsync(
        Job job, MediaType type, IReadOnlyList<SeenPage> pages, string engine, CancellationToken cancel)
    {
        if (!tools.Settings.MakesCopies || pages.All(page => page.Hidden is null))
            return (null, null);
        try
        {
            return (await turns.TakeAsync(
                () => job.OnPageAsync(folder => MakeAsync(job, folder, type, pages, engine, cancel)), cancel), null);
        }
        catch (UnreadableException e)
        {
            return (null, $"{e.Failure}");
        }
        catch (Exception e) when (e is TextUnavailableException or IOException or UnauthorizedAccessException)
        {
            return (null, e.GetType().Name);
        }
    }

    private async Task<SearchableCopy> MakeAsync(
        Job job, PageFolder folder, MediaType type, IReadOnlyList<SeenPage> pages, string engine,
        CancellationToken cancel)
    {
        string? joiner = null;
        if (type == MediaType.Pdf)
            joiner = await UnderlayAsync(folder, pages, cancel);
        else if (CarriedPicture.Of(job, type) is { } picture)
            await WriteAsync(folder, Made, [pages[0].Hidden!], picture, cancel);
        else
            joiner = await JoinAsync(job, folder, pages.Count, cancel);

        var exit = await tools.ReadAsync(folder, 64 * 1024, cancel, "pdfinfo", Made);
        var count = PopplerOutput.PageCount(Encoding.UTF8.GetString(exit.Output));
        if (exit.Code != 0 || count != pages.Count)
            throw folder.Damaged();
        return new(
            // Open, it stays to be read though its folder goes with the page.
            File.OpenRead(Path.Combine(folder.Path, Made)),
            new("PDF", string.Join(", ", ((string?[])[OwnTool, engine, joiner]).OfType<string>()),
            [
                string.Create(CultureInfo.InvariantCulture, $"opened, pages: {count}"),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"pages with hidden text: {pages.Count(page => page.Hidden is not null)}"),
            ]));
    }

    private async Task<string> UnderlayAsync(
        PageFolder folder, IReadOnlyList<SeenPage> pages, CancellationToken cancel)
    {
        await WriteAsync(folder, Hidden, pages.Select(page => page.Hidden).OfType<HiddenPage>(), null, cancel);
        var to = string.Join(',', pages.Where(page => page.Hidden is not null).Select(page => page.Text.Number));
        return await QpdfAsync(folder, cancel, Job.Original, "--underlay", Hidden, $"--to={to}", "--from=1-z", "--");
    }

    // Tesseract has made a page of each, picture and words.
    private async Task<string> JoinAsync(Job job, PageFolder folder, int pages, CancellationToken cancel)
    {
        var kept = job.TakeKept(folder);
        return kept.Count == pages
            ? await QpdfAsync(folder, cancel, ["--empty", "--pages", .. kept, "--"])
            : throw new UnreadableException(TextFailure.TooLarge);
    }

    /// <summary>What joined them, in its version.</summary>
    private async Task<string> QpdfAsync(
        PageFolder folder, CancellationToken cancel, params IEnumerable<string> arguments)
    {
        const int warned = 3;
        // Pictures and whatever else is packed stay just as they are.
        var exit = await tools.ReadAsync(
            folder, 1024, cancel, ["qpdf", .. arguments, "--stream-data=preserve", Made]);
        if (exit.Code is not (0 or warned))
            throw folder.Damaged();
        if (qpdf is { } known)
            return known;

        var said = await tools.ReadAsync(folder, 64 * 1024, cancel, "qpdf", "--version");
        return qpdf = $"qpdf {Version().Match(Encoding.UTF8.GetString(said.Output))}";
    }

    private static Task WriteAsync(
        PageFolder folder, string name, IEnumerable<HiddenPage> pages, Renditions.PdfImageData? picture,
        CancellationToken cancel)
    {
        var pdf = new SearchablePdf();
        foreach (var page in pages)
            pdf.Add(page, picture);
        return File.WriteAllBytesAsync(Path.Combine(folder.Path, name), pdf.Finish(), cancel);
    }

    [GeneratedRegex(@"\d+(\.\d+)+")]
    private static partial Regex Version();
}
