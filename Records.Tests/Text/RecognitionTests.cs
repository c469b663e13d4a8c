using Records.Core.Ports;
using Xunit;
using static Records.Tests.Text.Reading;

namespace Records.Tests.Text;

public sealed class RecognitionTests : Suite<RecognitionTests>, ISuite
{
    public static Test Tests => Slow(TestList("text of",
        TestCase("a born-digital PDF is its own layer", async () =>
        {
            var read = await PagesOfAsync(Samples.Bytes("own/p05-digital.pdf"));
            Assert.Equal([1, 2, 3, 4, 5], read.Pages.Select(page => page.Number));
            Assert.All(read.Pages, page => Assert.Equal((TextSource.Layer, null), (page.Source, page.Confidence)));
            Assert.All(read.Pages, page => AssertSays($"p05-{page.Number:D2}", page));
        }),

        TestCase("a scan in a PDF is recognised", async () =>
        {
            var page = await PageOfAsync(Samples.Bytes("own/p01-scan.pdf"));
            AssertRecognised("p01-01", page);
            Assert.Contains("Gebührenbescheides", page.Text, StringComparison.Ordinal);
            Assert.Contains("Verwaltungsgebühr", page.Text, StringComparison.Ordinal);
            Assert.Contains("61-2026/0042", page.Text, StringComparison.Ordinal);
        }),

        TestCase("a JPEG is recognised", async () =>
            AssertRecognised("p01-01", await PageOfAsync(Samples.Bytes("own/p01-01-scan.jpg")))),

        TestCase("a PNG of 150 dpi is recognised", async () =>
            AssertRecognised("p05-02", await PageOfAsync(Samples.Bytes("own/p05-02-150dpi.png")))),

        TestCase("a TIFF is recognised page by page", async () =>
        {
            var read = await PagesOfAsync(Samples.Bytes("own/p05-g4.tif"));
            Assert.Equal([1, 2, 3, 4, 5], read.Pages.Select(page => page.Number));
            Assert.All(read.Pages, page => AssertRecognised($"p05-{page.Number:D2}", page));
        }),

        TestCase("a mixed PDF comes from the layer where there is one, and from the picture where not", async () =>
        {
            var read = await PagesOfAsync(Samples.Bytes("own/p05-mixed.pdf"));
            Assert.Equal(
                [TextSource.Layer, TextSource.Layer, TextSource.Recognised, TextSource.Recognised, TextSource.Layer],
                read.Pages.Select(page => page.Source));
            Assert.All(
                read.Pages.Zip(["p05-01", "p05-03", "p05-02", "p05-04", "p05-05"]),
                page => AssertSays(page.Second, page.First));
        }),

        TestEach("a page that came in turned by so many degrees is read by the repeat", [90, 180, 270], async degrees =>
        {
            var page =
                await PageOfAsync(MadePdf.Scan(Samples.Bytes("own/p01-01-scan.jpg"), degrees));
            Assert.InRange(Recall(Samples.GroundTruth("p01-01"), page.Text), 0.95, 1);
            Assert.InRange(page.Confidence!.Value, 85, 100);
        }),

        TestCase("a scan with a stamp is not only the stamp", async () =>
        {
            const string stamp = "Eingang bei der Poststelle der Stadt am 12. Maerz 2026, Seite 1 von 1";
            var page = await PageOfAsync(MadePdf.Scan(Samples.Bytes("own/p01-01-scan.jpg"), stamp: stamp));
            Assert.Equal(TextSource.Recognised, page.Source);
            Assert.InRange(Recall(Samples.GroundTruth("p01-01"), page.Text), 0.95, 1);
            Assert.Contains("Poststelle", page.Text, StringComparison.Ordinal);
        }),

        TestCase("a cover sheet of few words is its layer, though it was looked at", async () =>
        {
            var page = await PageOfAsync(MadePdf.Text("Anlage 1"));
            Assert.Equal((TextSource.Layer, "Anlage 1"), (page.Source, page.Text));
        }),

        TestCase("an empty page is empty", async () =>
        {
            var page = await PageOfAsync(MadePdf.Text());
            Assert.Equal(("", null), (page.Text, page.Confidence));
        }),

        TestCase("plain text is itself", async () =>
        {
            var page =
                await PageOfAsync([.. "Sehr geehrte Damen und Herren,\r\nmit Grüßen\n"u8]);
            Assert.Equal(new PageText(1, "Sehr geehrte Damen und Herren,\nmit Grüßen", TextSource.Layer, null), page);
        }),

        TestCase("any document names the programs and the model that read it", async () =>
            Assert.Matches(
                @"^tesseract \d+\.\d+(\.\d+)?, deu [0-9a-f]{8}, poppler \d+\.\d+(\.\d+)?$",
                (await PagesOfAsync([.. "Text"u8])).Engine))));

    private static void AssertRecognised(string truth, PageText page)
    {
        Assert.Equal(TextSource.Recognised, page.Source);
        Assert.InRange(page.Confidence!.Value, 85, 100);
        AssertSays(truth, page);
    }

    private static void AssertSays(string truth, PageText page)
    {
        Assert.InRange(ErrorRate(Samples.GroundTruth(truth), page.Text), 0, 0.01);
        Assert.InRange(Recall(Samples.GroundTruth(truth), page.Text), 0.98, 1);
    }
}
