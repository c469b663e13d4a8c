using System.IO.Compression;
using FsCheck;
using FsCheck.Fluent;
using Records.Core.Documents;
using Records.Core.Ports;
using Records.Storage.Text;
using Xunit;
using static Records.Core.Ports.TextFailure;
using static Records.Tests.Text.Reading;

namespace Records.Tests.Text;

/// <summary>Every way a document can be broken or hostile has its end, inside the limits.</summary>
public sealed class BrokenInputTests : Suite<BrokenInputTests>, ISuite
{
    public static Test Tests => Slow(TestList("broken input",
        TestEnds("a truncated born-digital PDF is damaged", Sample("broken/truncated.pdf"), Damaged),
        TestEnds("a truncated scan in a PDF is damaged", () => Samples.Bytes("own/p01-scan.pdf")[..400_000], Damaged),
        TestEnds("a PDF with a user password is encrypted", Sample("broken/encrypted-user.pdf"), Encrypted),
        TestReads("a PDF with an owner password only has its layer",
            Sample("broken/encrypted-owner.pdf"), TextSource.Layer, "Gebührenbescheides"),
        TestEnds("no bytes are damaged", Sample("broken/zero.pdf"), Damaged),
        TestReads("a PNG named PDF is recognised", Sample("broken/png-as.pdf"), TextSource.Recognised, "Musterstadt"),
        TestReads("a PDF named TIFF has its layer",
            Sample("broken/pdf-as.tif"), TextSource.Layer, "Gebührenbescheides"),
        TestCase("a list of file names named JPEG is text, and no other file is opened", async () =>
        {
            var list = Samples.PathOf("own/p01-01-scan.jpg");
            var page = await PageOfAsync(System.Text.Encoding.UTF8.GetBytes(list));
            Assert.Equal(new PageText(1, list, TextSource.Layer, null), page);

            var sample = await PagesOfAsync(Samples.Bytes("broken/text-as.jpg"));
            Assert.All(sample.Pages, read => Assert.Equal(TextSource.Layer, read.Source));
        }),
        TestEnds("a page of 14,400 points is too large", Sample("broken/huge-mediabox.pdf"), TooLarge),
        TestEnds("a PNG of 900 million pixels is too large", Sample("broken/huge-30k.png"), TooLarge),
        TestEnds("a TIFF of 900 million pixels is too large", Sample("broken/huge-30k.tif"), TooLarge),
        TestEnds("an image of 400 million pixels in a PDF is too large", () => MadePdf.HugeImage, TooLarge),
        TestCase("a content stream of 1 GiB ends inside the limits", async () =>
        {
            var outcome = await OfAsync(MadePdf.LongContent, Impatient);
            Assert.True(outcome is TextOutcome.Read or TextOutcome.Unreadable { Failure: TimedOut or TooLarge });
        }),
        TestEnds("10^8 nested forms are timed out", () => MadePdf.NestedForms, TimedOut, with: Impatient),
        TestReads("a form that draws itself is a page without text",
            () => MadePdf.SelfDrawing, TextSource.Recognised, ""),
        TestEnds("a truncated JPEG is damaged", Sample("broken/truncated.jpg"), Damaged),
        TestEnds("a truncated PNG is damaged", () => Samples.Bytes("own/p05-02-150dpi.png")[..400_000], Damaged),
        TestEnds("a truncated TIFF is damaged behind its readable pages",
            Sample("broken/truncated.tif"), Damaged, readablePages: 2),

        TestEnds("a JPEG without a frame is damaged", () => [0xFF, 0xD8, 0xFF, 0xD9, .. new byte[100]], Damaged),
        TestEnds("a PDF that claims pages it does not have is damaged behind those it has",
            () => MadePdf.LyingCount(4, 2), Damaged, readablePages: 2),
        TestEnds("a page tree in a loop is damaged", () => MadePdf.PageLoop, Damaged),
        TestEnds("a PDF of more pages than allowed is too large",
            Sample("own/p05-digital.pdf"), TooLarge, with: s => s with { MaxPages = 4 }),
        TestEnds("a TIFF of more pages than allowed is too large",
            Sample("own/p05-g4.tif"), TooLarge, with: s => s with { MaxPages = 4 }),
        TestEnds("a document of more bytes than allowed is too large",
            Sample("own/p01-scan.pdf"), TooLarge, with: s => s with { MaxBytes = 100_000 }),
        TestEnds("a page of more text than allowed is too large",
            () => MadePdf.ManyLines(800), TooLarge, with: s => s with { MaxPageTextBytes = 5000 }),
        TestEnds("plain text of more bytes than allowed is too large",
            () => [.. Enumerable.Repeat((byte)'a', 2000)], TooLarge, with: s => s with { MaxTextBytes = 1999 }),
        TestEnds("pages of more text together than allowed are too large",
            Sample("own/p05-digital.pdf"), TooLarge, with: s => s with { MaxTextBytes = 9000 }),
        TestEnds("recognition that takes too long is timed out", Sample("own/p01-01-scan.jpg"), TimedOut,
            with: s => s with { RecognitionPatience = TimeSpan.FromMilliseconds(150) }),

        TestEnds("an archive is no text", Zip, NotText),
        TestEnds("XML is no text", () => [.. "<?xml version=\"1.0\"?><a/>"u8], NotText),
        TestEnds("anything unknown is no text", () => [0, 1, 2, 3], NotText),

        TestCase("a document that hangs its program delays no letter beside it", async () =>
        {
            await SkipUnlessReadyAsync();
            using var work = new TestFolder();
            using var end = new CancellationTokenSource();
            // Only the limit of a minute of computing ends it, which a letter takes a second or two of.
            var recognition = new TesseractRecognition(
                new(work.Folder) { Children = 2, ReadingPatience = TimeSpan.FromMinutes(10) });
            var hanging = recognition.RecogniseAsync(
                new MemoryStream(MadePdf.NestedForms), MediaType.Unknown, end.Token);
            var letter = await recognition.RecogniseAsync(
                new MemoryStream(Samples.Bytes("own/p01-01-scan.jpg")), MediaType.Unknown, end.Token);
            using var copy = Assert.IsType<TextOutcome.Read>(letter).Copy;
            Assert.NotNull(copy);
            Assert.False(hanging.IsCompleted);
            await end.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
        }),

        TestCase("arbitrary bytes behind a right signature have an outcome", async () =>
        {
            foreach (var sample in Gen.Sample(ArbMap.Default.GeneratorFor<byte[]>(), 30, 6))
            {
                foreach (var signature in Signatures)
                    Assert.IsType<TextOutcome.Unreadable>(await OfAsync([.. signature, .. sample]));
            }
        })));

    private static readonly byte[][] Signatures =
        [[.. "%PDF-1.4\n"u8], [0xFF, 0xD8, 0xFF], [.. "II"u8, 42, 0, 8, 0, 0, 0]];

    // Waiting for the real limits would take a minute; what stops a child is the same.
    private static TextSettings Impatient(TextSettings settings) =>
        settings with { ReadingPatience = TimeSpan.FromSeconds(1) };

    private static Func<byte[]> Sample(string name) => () => Samples.Bytes(name);

    private static Test TestEnds(
        string name, Func<byte[]> document, TextFailure failure, int readablePages = 0,
        Func<TextSettings, TextSettings>? with = null) =>
        TestCase(name, async () => Assert.Equal(
            new TextOutcome.Unreadable(failure, readablePages),
            await OfAsync(document(), with ?? (settings => settings))));

    private static Test TestReads(string name, Func<byte[]> document, TextSource source, string word) =>
        TestCase(name, async () =>
        {
            var read = await PagesOfAsync(document());
            Assert.All(read.Pages, page => Assert.Equal(source, page.Source));
            Assert.Contains(read.Pages, page => page.Text.Contains(word, StringComparison.Ordinal));
        });

    private static byte[] Zip()
    {
        using var target = new MemoryStream();
        using (var archive = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
            archive.CreateEntry("a.txt");
        return target.ToArray();
    }
}
