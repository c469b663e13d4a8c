using System.Text.RegularExpressions;
using Records.Core.CaseFiles.Renditions;
using Records.Storage.Renditions;
using Records.Storage.Text;
using Records.Tests.Text;
using Xunit;
using static Records.Tests.Renditions.RenditionMakerTests;

namespace Records.Tests.Renditions;

/// <summary>What a redacted copy must not hold, looked for in every way there is.</summary>
internal static partial class RedactionTests
{
    private const string Hidden = "Geheimrat Mustermann", Shown = "Oeffentlich bleibt diese Zeile";

    // The first of the lines, as MadePdf writes them.
    private static readonly RedactedArea FirstLine = new(1, 50, 46, 480, 20);

    private static readonly string[] Telling =
        ["/Info ", "/Title", "/Author", "/Font", "/EmbeddedFile", "/Annots", "/Outlines", "/Prev"];
    private static readonly int[] Rotations = [0, 90];

    public static Test Tests => TestList("R31 a redacted copy",
        TestCase("holds neither the words nor the pixels that were hidden, and the rest is read", async () =>
        {
            var source = MadePdf.Text(Hidden, Shown);
            Assert.Contains(Hidden, await RunAsync("pdftotext", source, null), StringComparison.Ordinal);
            var redacted = await RedactedAsync(source, FirstLine);
            await SoundAsync(redacted);
            Assert.Equal("", (await RunAsync("pdftotext", redacted, null)).Trim('\f', '\n', ' '));

            var read = (await Reading.PageOfAsync(redacted)).Text;
            Assert.Contains("bleibt diese Zeile", read, StringComparison.Ordinal);
            foreach (var word in Hidden.Split(' '))
                Assert.DoesNotContain(word, read, StringComparison.Ordinal);
        }),
        TestCase("holds no object of the source and says nothing of it", async () =>
        {
            var source = Sample("p01-digital.pdf");
            var redacted = Latin(await RedactedAsync(source, FirstLine));
            foreach (Match stream in Streams().Matches(Latin(source)))
                Assert.DoesNotContain(stream.Groups[1].Value, redacted, StringComparison.Ordinal);
            foreach (var entry in Telling)
                Assert.DoesNotContain(entry, redacted, StringComparison.Ordinal);
            Assert.Equal(1, Regex.Count(redacted, "%%EOF"));
        }),
        TestCase("hides on the page as it is shown, also when that is turned", async () =>
        {
            var jpeg = Sample("p01-01-scan.jpg");
            foreach (var rotation in Rotations)
            {
                var scan = MadePdf.Scan(jpeg, rotation);
                var (shownWidth, shownHeight) = rotation == 0 ? (595.44, 841.92) : (841.92, 595.44);
                // The upper half of what is seen.
                var (_, _, black) = await PixelsAsync(
                    await RedactedAsync(scan, new RedactedArea(1, 0, 0, shownWidth, shownHeight / 2)));
                var all = shownWidth * shownHeight * 50 / 72 * 50 / 72;
                Assert.InRange(black / all, 0.49, 0.56);
                Assert.Equal("", (await RunAsync("pdftotext", await RedactedAsync(
                    scan, new RedactedArea(1, 0, 0, shownWidth, shownHeight)), null)).Trim('\f', '\n', ' '));
            }
        }),
        TestCase("hides on every page that is named, and only there", async () =>
        {
            var two = RenditionMakerTests.Text();
            var redacted = await RedactedAsync(two, new RedactedArea(2, 0, 0, 600, 850));
            Assert.True((await PixelsAsync(redacted)).White > 10_000, "the first page is all there");
            var pages = await Reading.PagesOfAsync(redacted);
            Assert.Contains("Zeile", pages.Pages[0].Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Zeile", pages.Pages[1].Text, StringComparison.Ordinal);
        }),
        TestEach("is not made when an area hides nothing",
            [new RedactedArea(2, 0, 0, 9, 9), new RedactedArea(1, 600, 0, 9, 9), new RedactedArea(1, 0, 850, 9, 9)],
            async (RedactedArea area) => Assert.Equal(
                new MakeOutcome.NotMade(MakeFault.AreaOutside),
                await OutcomeAsync(MadePdf.Text(Hidden), FirstLine, area))),
        TestCase("is the same every time", async () =>
        {
            var source = MadePdf.Text(Hidden, Shown);
            Assert.Equal(await RedactedAsync(source, FirstLine), await RedactedAsync(source, FirstLine));
        }));

    private static async Task<byte[]> RedactedAsync(byte[] source, params RedactedArea[] areas)
    {
        var made = Assert.IsType<MakeOutcome.Made>(await OutcomeAsync(source, areas));
        Assert.Contains("text: none", made.Making.Checks);
        return made.Pdf!;
    }

    private static async Task<MakeOutcome> OutcomeAsync(byte[] source, params RedactedArea[] areas)
    {
        await Reading.SkipUnlessReadyAsync();
        using var work = new TestFolder();
        var outcome = await new RenditionMaker(new TextSettings(work.Folder))
            .RedactAsync(new MemoryStream(source), areas, Cancel);
        Assert.Empty(Directory.GetFileSystemEntries(work.Folder));
        return outcome;
    }

    // What lies in a stream, without its ends, that something else could share.
    [GeneratedRegex(@"stream\r?\n(.{32,}?)\r?\nendstream", RegexOptions.Singleline)]
    private static partial Regex Streams();
}
