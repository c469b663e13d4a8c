using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Records.Core.CaseFiles.Renditions;
using Records.Storage.Renditions;
using Records.Storage.Text;
using Records.Tests.Text;
using Xunit;

namespace Records.Tests.Renditions;

public sealed partial class RenditionMakerTests : Suite<RenditionMakerTests>, ISuite
{
    private static readonly string Letter = string.Join('\n', Enumerable.Range(1, 80).Select(line =>
        $"Zeile {line}: Gehört wurde die Bürgerin am Südring über § 29, mit „Straße“ und\tTabulator."));

    // What an archive PDF may not hold.
    private static readonly string[] Forbidden =
        ["/Encrypt", "/JavaScript", "/SMask", "/Interpolate", "/LZWDecode", "/AA"];
    private static readonly byte[] Coloured = [2, 3, 6];

    public static Test Tests => TestList("renditions",
        TestEach("R29 R32 are made of",
            [
                new("text", Text()), new("PNG", Png(2)), new("PNG in grey", Png(0)),
                new("PNG that shines through", Png(6)), new("PNG with a palette", Png(3)),
                new("JPEG", Sample("p01-01-scan.jpg")), new("PDF", Sample("p01-digital.pdf")),
            ],
            async (Content content) =>
            {
                var made = await MadeAsync(content.Bytes, RenditionKind.LongTerm);
                Assert.Equal(made, await MadeAsync(content.Bytes, RenditionKind.LongTerm));
                await SoundAsync(made);
                Assert.Contains("<pdfaid:part>2</pdfaid:part>", Latin(made), StringComparison.Ordinal);
                Assert.Contains("/OutputIntents", Latin(made), StringComparison.Ordinal);
                foreach (var forbidden in Forbidden)
                    Assert.DoesNotContain(forbidden, Streams().Replace(Latin(made), ""), StringComparison.Ordinal);
            }),
        TestCase("R29 a PDF is sent out as it is", async () =>
        {
            var made = await OutcomeAsync(Sample("p01-digital.pdf"), RenditionKind.CleanCopy);
            Assert.Null(Assert.IsType<MakeOutcome.Made>(made).Pdf);
        }),
        TestCase("text comes out as it went in, on as many pages as it needs", async () =>
        {
            var made = await MadeAsync(Text(), RenditionKind.CleanCopy);
            var read = await RunAsync("pdftotext", made, "-layout");
            Assert.Equal(Words(Letter), Words(read));
            // Its lines are longer than those of a page: two for each.
            Assert.Equal(3, read.Count(c => c == '\f'));
            Assert.Contains(" yes yes yes ", await RunAsync("pdffonts", made, null), StringComparison.Ordinal);
        }),
        TestCase("a character in no font is shown as missing, and counted", async () =>
        {
            var made = Assert.IsType<MakeOutcome.Made>(
                await OutcomeAsync([.. "Hieroglyphe \U00013000 hier"u8], RenditionKind.LongTerm));
            Assert.Contains("characters without a glyph: 1", made.Making.Checks);
            Assert.Contains("\uFFFD", await RunAsync("pdftotext", made.Pdf!, "-layout"), StringComparison.Ordinal);
        }),
        TestCase("a picture keeps its colours", async () =>
        {
            foreach (var kind in Coloured)
            {
                var pixels = await PixelsAsync(await MadeAsync(Png(kind), RenditionKind.CleanCopy));
                Assert.True(pixels.Red > 0 && pixels.White > 0, $"colour type {kind}: {pixels}");
            }
        }),
        TestCase("what a camera says of itself is left behind", async () =>
        {
            var jpeg = Sample("p01-01-scan.jpg");
            byte[] told = [.. jpeg[..2], 0xFF, 0xE1, 0, 14, .. "GPS 48.1,9.2"u8, .. jpeg[2..]];
            Assert.Contains("GPS 48.1", Latin(told), StringComparison.Ordinal);
            Assert.DoesNotContain(
                "GPS 48.1", Latin(await MadeAsync(told, RenditionKind.CleanCopy)), StringComparison.Ordinal);
        }),
        TestEach("are not made of",
        [
            new("TIFF", Sample("p05-g4.tif"), MakeFault.NoTargetFormat),
            new("an office document", [.. "PK\u0003\u0004"u8, .. new byte[40]], MakeFault.NoTargetFormat),
            new("markup", [.. "<html></html>"u8], MakeFault.NoTargetFormat),
            new("nothing", [], MakeFault.NoTargetFormat),
            new("an interlaced PNG", Png(2, interlaced: 1), MakeFault.NoTargetFormat),
            new("a cut PNG", Png(2)[..^30], MakeFault.Unreadable),
            new("a cut JPEG", Broken("truncated.jpg"), MakeFault.Unreadable),
            new("a cut PDF", Broken("truncated.pdf"), MakeFault.Unreadable),
            new("a locked PDF", Broken("encrypted-user.pdf"), MakeFault.Unreadable),
            new("900 million pixels", Broken("huge-30k.png"), MakeFault.TooLarge),
            new("a page of five metres", Broken("huge-mediabox.pdf"), MakeFault.TooLarge),
            new("51 pages of text", [.. Encoding.UTF8.GetBytes(new string('\f', 50))], MakeFault.TooLarge),
            new("51 pages of PDF", MadePdf.LyingCount(51, 51), MakeFault.TooLarge),
            new("a page that hangs the renderer", MadePdf.NestedForms, MakeFault.TimedOut),
        ], async (Content broken) => Assert.Equal(
            new MakeOutcome.NotMade(broken.Fault!.Value), await OutcomeAsync(broken.Bytes, RenditionKind.LongTerm))),
        TestCase("50 pages are made", async () =>
        {
            var fifty = Encoding.UTF8.GetBytes(new string('\f', 49));
            Assert.Contains("opened, pages: 50", Assert.IsType<MakeOutcome.Made>(
                await OutcomeAsync(fifty, RenditionKind.LongTerm)).Making.Checks);
        }),
        RedactionTests.Tests);

    internal static byte[] Text() => Encoding.UTF8.GetBytes(Letter);

    internal static byte[] Sample(string name) => Samples.Bytes($"own/{name}");
    private static byte[] Broken(string name) => Samples.Bytes($"broken/{name}");

    /// <summary>A picture of 40 by 30 pixels, red on white.</summary>
    internal static byte[] Png(byte kind, byte interlaced = 0) => MadePng.Of(kind, interlaced);

    internal static async Task<byte[]> MadeAsync(byte[] content, RenditionKind kind) =>
        Assert.IsType<MakeOutcome.Made>(await OutcomeAsync(content, kind)).Pdf!;

    private static async Task<MakeOutcome> OutcomeAsync(byte[] content, RenditionKind kind)
    {
        await Reading.SkipUnlessReadyAsync();
        using var work = new TestFolder();
        var settings = new TextSettings(work.Folder) { ReadingPatience = TimeSpan.FromSeconds(8) };
        var outcome = await new RenditionMaker(settings).MakeAsync(new MemoryStream(content), kind, Cancel);
        Assert.Empty(Directory.GetFileSystemEntries(work.Folder));
        return outcome;
    }

    /// <summary>Two programs of others find nothing to say about the file.</summary>
    internal static async Task SoundAsync(byte[] pdf)
    {
        Assert.Equal("", await RunAsync("pdftotext", pdf, "-q", wantsErrors: true));
        Assert.Contains(
            "No syntax or stream encoding errors", await RunAsync("qpdf", pdf, "--check"), StringComparison.Ordinal);
    }

    /// <summary>What a program says of the file on its output, or of its faults.</summary>
    internal static async Task<string> RunAsync(string program, byte[] pdf, string? option, bool wantsErrors = false)
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Folder, "made.pdf");
        await File.WriteAllBytesAsync(path, pdf, Cancel);
        string[] arguments =
            [.. option is null ? (string[])[] : [option], path, .. program == "pdftotext" ? (string[])["-"] : []];
        using var child = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        })!;
        var (output, errors) =
            (child.StandardOutput.ReadToEndAsync(Cancel), child.StandardError.ReadToEndAsync(Cancel));
        await child.WaitForExitAsync(Cancel);
        Assert.Equal(0, child.ExitCode);
        return wantsErrors ? await errors : await output;
    }

    /// <summary>How many pixels of the first page are red, white, black.</summary>
    internal static async Task<(int Red, int White, int Black)> PixelsAsync(byte[] pdf)
    {
        using var folder = new TestFolder();
        await File.WriteAllBytesAsync(Path.Combine(folder.Folder, "made.pdf"), pdf, Cancel);
        using var child = Process.Start("pdftoppm",
            ["-r", "50", "-singlefile", Path.Combine(folder.Folder, "made.pdf"),
                Path.Combine(folder.Folder, "drawn")])!;
        await child.WaitForExitAsync(Cancel);
        var drawn = await File.ReadAllBytesAsync(Path.Combine(folder.Folder, "drawn.ppm"), Cancel);
        var pixels = drawn[Header().Match(Latin(drawn[..30])).Length..].Chunk(3).ToList();
        return (pixels.Count(p => p is [> 200, < 60, < 60]), pixels.Count(p => p is [> 240, > 240, > 240]),
            pixels.Count(p => p is [0, 0, 0]));
    }

    internal static string Latin(byte[] bytes) => Encoding.Latin1.GetString(bytes);
    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    internal static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="Fault">Why nothing is made of it; null where something is.</param>
    private sealed record Content(string Name, byte[] Bytes, MakeFault? Fault = null)
    {
        public override string ToString() => Name;
    }

    [GeneratedRegex(@"\nstream\n.*?\nendstream\n", RegexOptions.Singleline)]
    private static partial Regex Streams();

    [GeneratedRegex(@"\AP6\s\d+\s\d+\s255\s")]
    private static partial Regex Header();
}
