using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Records.Core.Documents;
using Records.Core.Ports;
using Records.Storage.Searchable;
using Records.Storage.Text;
using Records.Tests.Text;
using Xunit;

namespace Records.Tests.Searchable;

/// <summary>Searchable copies of scans whose words are known, made by the real programs and looked at by others.</summary>
public sealed partial class SearchableCopyTests : Suite<SearchableCopyTests>, ISuite
{
    private const string Page = "p01-01";

    public static Test Tests => Slow(TestList("a searchable copy",
        TestEach("R11 has the pages of its scan and the words where they stand",
        (Scan[])[
            new("a scanned PDF", Sample("p01-scan.pdf"), [Page], "tesseract .*, qpdf"),
            new("a JPEG", Sample("p01-01-scan.jpg"), [Page], "tesseract"),
            new("a PNG", Sample("p05-02-150dpi.png"), ["p05-02"], "tesseract"),
            new("a TIFF of five pages", Sample("p05-g4.tif"), Pages, "tesseract .*, qpdf"),
            new("a bitonal PDF of five pages", Sample("p05-g4.pdf"), Pages, "tesseract .*, qpdf"),
            new("a page that must be drawn", MadePdf.Scan(Sample("p01-01-scan.jpg"), stamp: "Eingang"), [Page],
                "tesseract .*, qpdf"),
        ], async (Scan scan) =>
        {
            var (pdf, making) = await MadeAsync(scan.Bytes);
            Assert.Matches($"^records 1, {scan.Tools}", making.Tool);
            Assert.Contains($"opened, pages: {scan.Truths.Length}", making.Checks);
            Assert.Contains($"pages with hidden text: {scan.Truths.Length}", making.Checks);
            await SoundAsync(pdf);
            var texts = (await RunAsync(pdf, "pdftotext", "{}", "-")).Split('\f')[..^1];
            Assert.Equal(scan.Truths.Length, texts.Length);
            Assert.All(texts.Zip(scan.Truths), page =>
                Assert.InRange(Reading.Recall(Samples.GroundTruth(page.Second), page.First), 0.95, 1));
        }),

        TestCase("R11 leaves the pictures of a PDF bit by bit as they are", async () =>
        {
            foreach (var name in (string[])["p01-scan.pdf", "p05-g4.pdf"])
                Assert.Equal(
                    await PicturesAsync(Sample(name)), await PicturesAsync((await MadeAsync(Sample(name))).Pdf));
        }),
        TestCase("R11 shows of an image just its pixels", async () =>
        {
            Assert.Contains(" 2481  3508 ", await ListedAsync("p01-01-scan.jpg"), StringComparison.Ordinal);
            Assert.Contains(" 1241  1754 ", await ListedAsync("p05-02-150dpi.png"), StringComparison.Ordinal);
            var listed = await ListedAsync("p05-g4.tif");
            Assert.Equal(5, Regex.Count(listed, " 2481  3508 .* ccitt "));
            static async Task<string> ListedAsync(string name) =>
                await RunAsync((await MadeAsync(Sample(name))).Pdf, "pdfimages", "-list", "{}");
        }),

        // The scan was made of the digital page, so that its words are known to stand where they stand there.
        TestCase("R11 has its words where they are printed", async () =>
        {
            var printed = await PlacesAsync(Sample("p01-digital.pdf"));
            AssertNear(printed, await PlacesAsync((await MadeAsync(Sample("p01-scan.pdf"))).Pdf));
            AssertNear(printed, await PlacesAsync((await MadeAsync(Sample("p01-01-scan.jpg"))).Pdf));
        }),
        TestEach("R11 has them there on a sheet that came in turned too", [90, 180, 270], async (int degrees) =>
        {
            const double width = 595.44, height = 841.92;
            var printed = await PlacesAsync(Sample("p01-digital.pdf"));
            var (pdf, _) = await MadeAsync(MadePdf.Scan(Sample("p01-01-scan.jpg"), degrees));
            AssertNear(printed, (await PlacesAsync(pdf)).Select(word => degrees switch
            {
                90 => word with { X = word.Y, Y = height - word.X },
                180 => word with { X = width - word.X, Y = height - word.Y },
                _ => word with { X = width - word.Y, Y = word.X },
            }));
        }),
        TestCase("R11 of a mixed PDF leaves its digital pages alone", async () =>
        {
            var (pdf, making) = await MadeAsync(Sample("p05-mixed.pdf"));
            Assert.Contains("pages with hidden text: 2", making.Checks);
            await SoundAsync(pdf);
            foreach (var digital in (string[])["1", "2", "5"])
                Assert.Equal(
                    await RunAsync(Sample("p05-mixed.pdf"), "pdftotext", "-f", digital, "-l", digital, "{}", "-"),
                    await RunAsync(pdf, "pdftotext", "-f", digital, "-l", digital, "{}", "-"));
        }),
        TestCase("R11 of a PDF that may be read but not changed is made, and as little allowed", async () =>
        {
            var held = await QpdfAsync(Sample("p01-scan.pdf"), "--encrypt", "", "owner", "256", "--modify=none", "--");
            var (pdf, _) = await MadeAsync(held);
            Assert.Matches(
                "Encrypted: +yes .*change:no", await RunAsync(pdf, "pdfinfo", "{}"));
            Assert.Contains(
                "Gebührenbescheides", await RunAsync(pdf, "pdftotext", "{}", "-"), StringComparison.Ordinal);
        }),

        TestEach("R11 is not made of",
        (Scan[])[
            new("a digital PDF", Sample("p01-digital.pdf"), [], ""),
            new("an empty page", MadePdf.Text(), [], ""),
            new("a cover sheet of few words", MadePdf.Text("Anlage 1"), [], ""),
            new("plain text", [.. "Guten Tag"u8], [], ""),
        ], async (Scan scan) => Assert.Null(await Reading.CopyOfAsync(scan.Bytes))),
        TestCase("R11 is not made where none is wanted", async () =>
        {
            var read = Assert.IsType<TextOutcome.Read>(
                await Reading.OfAsync(Sample("p01-scan.pdf"), settings => settings with { MakesCopies = false }));
            Assert.Equal((null, null), (read.Copy, read.CopyFault));
            Assert.Contains("Gebührenbescheides", read.Pages[0].Text, StringComparison.Ordinal);
        }),
        TestEach("R11 that cannot be made says why and takes nothing along",
        (Scan[])[
            new("of what is no PDF", [.. "%PDF-1.4\n"u8], [], ""),
            new("of a PDF cut in the middle", Sample("p01-scan.pdf")[..20_000], [], ""),
            new("of a PDF with fewer pages than were read", MadePdf.Text(), ["", ""], ""),
            new("of a PDF nobody may open", Samples.Bytes("broken/encrypted-user.pdf"), [], ""),
        ], async (Scan broken) =>
        {
            await Reading.SkipUnlessReadyAsync();
            using var work = new TestFolder();
            var settings = new TextSettings(work.Folder);
            using (var job = await Job.CreateAsync(work.Folder, new MemoryStream(broken.Bytes), 1 << 30, Cancel))
            {
                var read = new RecognisedPage("Wort", new(100, 100), [new(1, 1, 1, 9, 9, 90, "Wort")], "read.pdf");
                var page = new SeenPage(new(1, "Wort", TextSource.Recognised, 90), HiddenText.Of(read, 100, 100));
                var made = await new SearchableCopies(new(settings), new(1)).MakeAsync(
                    job, MediaType.Pdf, [page, .. broken.Truths.Select(_ => page)], "engine", Cancel);
                Assert.Equal((null, "Damaged"), made);
            }
            Assert.Empty(Directory.GetFileSystemEntries(work.Folder));
        })));

    private static string[] Pages => [.. Enumerable.Range(1, 5).Select(number => $"p05-{number:D2}")];

    private static byte[] Sample(string name) => Samples.Bytes($"own/{name}");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<(byte[] Pdf, Core.CaseFiles.Renditions.Making Making)> MadeAsync(byte[] scan) =>
        await Reading.CopyOfAsync(scan) ?? throw new InvalidOperationException("No copy was made.");

    internal static async Task SoundAsync(byte[] pdf) => Assert.Contains(
        "No syntax or stream encoding errors", await RunAsync(pdf, "qpdf", "--check", "{}"), StringComparison.Ordinal);

    // Nine of ten words that are there once stand within a tenth of an inch; the scan lies up to 0.7 degrees askew.
    private static void AssertNear(IEnumerable<Word> printed, IEnumerable<Word> hidden)
    {
        var found = Once(hidden).ToDictionary(word => word.Text);
        var distances = Once(printed).Where(word => found.ContainsKey(word.Text))
            .Select(word => Math.Max(
                Math.Abs(word.X - found[word.Text].X), Math.Abs(word.Y - found[word.Text].Y)))
            .Order().ToList();
        Assert.InRange(distances.Count, 50, 1000);
        Assert.InRange(distances[distances.Count * 9 / 10], 0, 7.2);

        static IEnumerable<Word> Once(IEnumerable<Word> words) =>
            words.GroupBy(word => word.Text).Where(same => same.Count() == 1).Select(same => same.First());
    }

    /// <summary>The middles of all words, in points from the upper left corner of the page as it is shown.</summary>
    private static async Task<List<Word>> PlacesAsync(byte[] pdf) =>
    [
        .. from Match match in WordPattern().Matches(await RunAsync(pdf, "pdftotext", "-bbox", "{}", "-"))
           select new Word(match.Groups[5].Value, Middle(match, 1, 3), Middle(match, 2, 4)),
    ];

    private static double Middle(Match match, int from, int to) =>
        (double.Parse(match.Groups[from].ValueSpan, CultureInfo.InvariantCulture)
            + double.Parse(match.Groups[to].ValueSpan, CultureInfo.InvariantCulture)) / 2;

    /// <summary>The bytes of all pictures, as the file has them.</summary>
    private static async Task<string> PicturesAsync(byte[] pdf)
    {
        using var folder = new TestFolder();
        await RunAsync(pdf, "pdfimages", "-all", "{}", Path.Combine(folder.Folder, "p"));
        var all = folder.Files.Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList();
        Assert.NotEmpty(all);
        return string.Join(' ', all.Select(bytes => Core.History.Digest.Of(bytes)));
    }

    private static async Task<byte[]> QpdfAsync(byte[] pdf, params string[] options)
    {
        using var folder = new TestFolder();
        var made = Path.Combine(folder.Folder, "made.pdf");
        await RunAsync(pdf, "qpdf", ["{}", .. options, made]);
        return await File.ReadAllBytesAsync(made, Cancel);
    }

    /// <summary>What a program says of the file, whose path stands for {}.</summary>
    internal static async Task<string> RunAsync(byte[] pdf, string program, params string[] arguments)
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Folder, "copy.pdf");
        await File.WriteAllBytesAsync(path, pdf, Cancel);
        using var child = Process.Start(
            new ProcessStartInfo(program, arguments.Select(argument => argument == "{}" ? path : argument))
            {
                RedirectStandardOutput = true,
                StandardOutputEncoding = Encoding.UTF8,
            })!;
        var said = await child.StandardOutput.ReadToEndAsync(Cancel);
        await child.WaitForExitAsync(Cancel);
        Assert.Equal(0, child.ExitCode);
        return said;
    }

    /// <param name="Truths">What its pages say.</param>
    /// <param name="Tools">With which a copy is made of it.</param>
    private sealed record Scan(string Name, byte[] Bytes, string[] Truths, string Tools)
    {
        public override string ToString() => Name;
    }

    private sealed record Word(string Text, double X, double Y);

    [GeneratedRegex("""<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)</word>""")]
    private static partial Regex WordPattern();
}
