using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Records.Core.CaseFiles.Renditions;
using Records.Core.Deciding;
using Records.Core.Documents;
using Records.Core.Ports;
using Records.Storage.Text;

namespace Records.Storage.Renditions;

/// <summary>
/// Makes renditions of content. Foreign bytes are opened by programs in a sandbox or by our own readers, under limits,
/// and what was made is looked at by poppler before it is given out. The same content makes the same bytes.
/// </summary>
public sealed partial class RenditionMaker
{
    /// <summary>How many pages are made while a caller waits.</summary>
    public const int MaxPages = 50;

    private const int DrawnDpi = 200;
    private const int MaxPdfBytes = 256 << 20, MaxSourceBytes = 256 << 20, MaxTextBytes = 1 << 20;
    private const double A4HeightInch = 11.69;
    private const string OwnTool = "records 1";

    private readonly TextSettings settings;
    private readonly Tools tools;
    private readonly Poppler poppler;
    private readonly Turns turns;

    public RenditionMaker(TextSettings settings)
    {
        this.settings = settings with { MaxPages = MaxPages, MaxBytes = MaxSourceBytes };
        tools = new(this.settings);
        (poppler, turns) = (new(tools), new(settings.Children));
    }

    /// <summary>Whether anything can be made of content of that type; whether it is sound shows when it is.</summary>
    public static bool Reads(MediaType type) =>
        type == MediaType.Pdf || type == MediaType.PlainText || type == MediaType.Png || type == MediaType.Jpeg;

    /// <summary>
    /// A PDF of the content: a PDF to be sent out is copied as it is, everything else is made anew for the archive.
    /// Throws <see cref="TextUnavailableException"/> or <see cref="IOException"/> for a fault of the machine only.
    /// </summary>
    public Task<MakeOutcome> MakeAsync(Stream original, RenditionKind kind, CancellationToken cancel) =>
        InTurnAsync(original, async job =>
        {
            if (kind is RenditionKind.CleanCopy && job.Sniff() == MediaType.Pdf)
            {
                var pages = await poppler.PagesAsync(job, cancel);
                return new MakeOutcome.Made(null, await MakingAsync("PDF", [PageCheck(pages.Length)], job, cancel));
            }

            var (pdf, checks) = await ArchiveAsync(job, cancel);
            return await CheckedAsync(pdf, checks, wantsNoText: false, cancel);
        }, cancel);

    /// <summary>
    /// Pictures of the pages with the areas painted black, and nothing else: no text, no metadata, no object of the
    /// source comes along.
    /// </summary>
    public Task<MakeOutcome> RedactAsync(
        Stream original, IReadOnlyList<RedactedArea> areas, CancellationToken cancel) =>
        InTurnAsync(original, async job =>
        {
            // What is no PDF is shown as one first, and that is what the areas were drawn on.
            var (source, _) = job.Sniff() == MediaType.Pdf ? (null, []) : await ArchiveAsync(job, cancel);
            using var shown = source is null
                ? null
                : await Job.CreateAsync(settings.WorkFolder, new MemoryStream(source), MaxPdfBytes, cancel);
            var met = new HashSet<RedactedArea>();
            var (pdf, checks) = await DrawnAsync(shown ?? job, (number, dpi, page) =>
            {
                foreach (var area in areas.Where(area => area.Page == number && page.Meets(area, dpi)))
                {
                    page.Black(area, dpi);
                    met.Add(area);
                }
            }, cancel);
            return areas.All(met.Contains)
                ? await CheckedAsync(pdf, [.. checks, $"areas: {met.Count}"], wantsNoText: true, cancel)
                : new MakeOutcome.NotMade(MakeFault.AreaOutside);
        }, cancel);

    private Task<MakeOutcome> InTurnAsync(
        Stream original, Func<Job, Task<MakeOutcome>> make, CancellationToken cancel) => turns.TakeAsync(async () =>
    {
        try
        {
            using var job = await Job.CreateAsync(settings.WorkFolder, original, MaxSourceBytes, cancel);
            return await make(job);
        }
        catch (NoTargetFormatException)
        {
            return new MakeOutcome.NotMade(MakeFault.NoTargetFormat);
        }
        catch (UnreadableException e)
        {
            return new MakeOutcome.NotMade(e.Failure switch
            {
                TextFailure.TooLarge => MakeFault.TooLarge,
                TextFailure.TimedOut => MakeFault.TimedOut,
                _ => MakeFault.Unreadable,
            });
        }
    }, cancel);

    private async Task<(byte[] Pdf, ValueList<string> Checks)> ArchiveAsync(
        Job job, CancellationToken cancel)
    {
        var type = job.Sniff();
        if (type == MediaType.Pdf)
            return await DrawnAsync(job, (_, _, _) => { }, cancel);
        if (type == MediaType.PlainText)
            return Written(job.ReadOriginal(MaxTextBytes));
        if (type != MediaType.Png && type != MediaType.Jpeg)
            throw new NoTargetFormatException();

        if (job.ImageHeader(type, 1) is { } header && header.Pages.Any(page => page.Pixels > ImageReader.MaxPixels))
            throw new UnreadableException(TextFailure.TooLarge);
        var bytes = job.ReadOriginal(MaxSourceBytes);
        var (image, width, height) = type == MediaType.Png ? PngImage.Read(bytes) : JpegImage.Read(bytes);
        // As for reading: images tell their resolution wrongly or not at all, and most are a sheet of A4.
        var dpi = Math.Clamp(Math.Max(width, height) / A4HeightInch, 70, 600);
        var pdf = new ArchivePdf();
        pdf.AddImage(image, width * 72 / dpi, height * 72 / dpi);
        return (pdf.Finish(), []);
    }

    private async Task<(byte[] Pdf, ValueList<string> Checks)> DrawnAsync(
        Job job, Action<int, double, Pixmap> paint, CancellationToken cancel)
    {
        var pages = await poppler.PagesAsync(job, cancel);
        var pdf = new ArchivePdf();
        foreach (var known in pages)
        {
            var dpi = Math.Min(DrawnDpi, known.DrawDpi);
            if (dpi < PdfPage.LeastDpi)
                throw new UnreadableException(TextFailure.TooLarge);
            var page = await job.OnPageAsync(folder => DrawAsync(folder, known.Number, dpi, cancel));
            paint(known.Number, dpi, page);
            pdf.AddImage(page.ToPdf(), known.Shown.Width, known.Shown.Height);
            if (pdf.Length > MaxPdfBytes)
                throw new UnreadableException(TextFailure.TooLarge);
        }
        return (pdf.Finish(), [string.Create(CultureInfo.InvariantCulture, $"pages drawn at {DrawnDpi} dpi")]);
    }

    private async Task<Pixmap> DrawAsync(PageFolder folder, int number, int dpi, CancellationToken cancel)
    {
        var page = number.ToString(CultureInfo.InvariantCulture);
        var exit = await tools.ReadAsync(folder, 1024, cancel,
        [
            "pdftoppm", "-r", dpi.ToString(CultureInfo.InvariantCulture), "-cropbox", "-f", page, "-l", page,
            "-singlefile", Job.Original, "drawn",
        ]);
        return exit.Code == 0
            && folder.Read("drawn.ppm", MaxSourceBytes) is { } bytes && Pixmap.Read(bytes) is { } drawn
                ? drawn
                : throw folder.Damaged();
    }

    private static (byte[] Pdf, ValueList<string> Checks) Written(byte[] text)
    {
        var (pdf, missing) = TextPdf.Of(text, MaxPages);
        return (pdf, [string.Create(CultureInfo.InvariantCulture, $"characters without a glyph: {missing}")]);
    }

    private async Task<MakeOutcome> CheckedAsync(
        byte[] pdf, ValueList<string> checks, bool wantsNoText, CancellationToken cancel)
    {
        using var made = await Job.CreateAsync(settings.WorkFolder, new MemoryStream(pdf), MaxPdfBytes, cancel);
        List<string> all = [.. checks, PageCheck((await poppler.PagesAsync(made, cancel)).Length)];
        if (wantsNoText)
        {
            var exit = await made.OnPageAsync(folder =>
                tools.ReadAsync(folder, 1 << 20, cancel, "pdftotext", "-q", Job.Original, "-"));
            if (exit.Code != 0 || Encoding.UTF8.GetString(exit.Output).Trim('\f', '\n', ' ').Length > 0)
                throw new InvalidOperationException("A redacted copy has text in it.");
            all.Add("text: none");
        }
        return new MakeOutcome.Made(pdf, await MakingAsync(ArchivePdf.Format, [.. all], made, cancel));
    }

    private async Task<Making> MakingAsync(
        string format, ValueList<string> checks, Job job, CancellationToken cancel)
    {
        var exit = await job.OnPageAsync(folder => tools.ReadAsync(folder, 1 << 16, cancel, "pdfinfo", "-v"));
        var version = Version().Match(Encoding.UTF8.GetString(exit.Output) + exit.Errors);
        return new(format, $"{OwnTool}, poppler {version}", checks);
    }

    private static string PageCheck(int pages) =>
        string.Create(CultureInfo.InvariantCulture, $"opened, pages: {pages}");

    [GeneratedRegex(@"\d+(\.\d+)+")]
    private static partial Regex Version();
}

/// <summary>How making a rendition ended.</summary>
public abstract record MakeOutcome
{
    private MakeOutcome() { }

    /// <param name="Pdf">The bytes; null where the content is to be copied as it is.</param>
    public sealed record Made(byte[]? Pdf, Making Making) : MakeOutcome;

    /// <summary>There is none, and repeating would not help.</summary>
    public sealed record NotMade(MakeFault Fault) : MakeOutcome;
}

/// <summary>Why no rendition could be made.</summary>
public enum MakeFault { NoTargetFormat, TooLarge, Unreadable, TimedOut, AreaOutside }
