using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Records.Core.Documents;
using Records.Storage.Searchable;
using Records.Storage.Text;
using Xunit;

namespace Records.Tests.Text;

/// <summary>What the programs print and what documents hold, as far as it is read without running anything.</summary>
public sealed class TextFormsTests : Suite<TextFormsTests>, ISuite
{
    public static Test Tests => TestList("text forms",
        TestList("a text layer",
            TestCase("of a letter is good", () => Assert.True(TextLayer.IsGood(Letter, isScan: false))),
            TestCase("of a few words is not", () =>
                Assert.False(TextLayer.IsGood("Anlage 1 zum Bescheid", isScan: false))),
            TestCase("of a stamp on a scan is not", () =>
            {
                Assert.True(
                    TextLayer.IsGood("Eingang 12.03.2026 Stadt Musterstadt, Poststelle, Seite 1", isScan: false));
                Assert.False(
                    TextLayer.IsGood("Eingang 12.03.2026 Stadt Musterstadt, Poststelle, Seite 1", isScan: true));
            }),
            TestCase("of thirty letters is good, of a hundred and fifty on a scan", () =>
            {
                var text = string.Concat(Enumerable.Repeat("Anlage", 25));
                Assert.True(TextLayer.IsGood(text[..30], isScan: false));
                Assert.False(TextLayer.IsGood(text[..29], isScan: false));
                Assert.True(TextLayer.IsGood(text[..150], isScan: true));
                Assert.False(TextLayer.IsGood(text[..149], isScan: true));
            }),
            TestEach<(string Name, string Text, bool IsWrong)>("looks wrong where",
            [
                ("one of fifty signs is no character", new string('a', 49) + '\uFFFD', false),
                ("one of forty-nine signs is no character", new string('a', 48) + '\uFFFD', true),
                ("one of fifty signs is not assigned", new string('a', 48) + '\u0378', true),
                ("half of the signs are letters and digits", "a1b2!?!?", false),
                ("fewer than half of them are", "a1b2!?!?!", true),
                ("what leads the eye is not counted", "a1 " + new string('.', 9) + "-_·…", false),
                ("a fifth of thirty letters are vowels", new string('e', 6) + new string('n', 24), false),
                ("fewer of thirty letters are", new string('e', 5) + new string('n', 25), true),
                ("there are too few letters to tell", new string('n', 29), false),
                ("there are thirty letters to tell", new string('n', 30), true),
                ("thirty letters are Latin ones", new string('\u024F', 30), true),
                ("thirty letters are beyond Latin", new string('\u0250', 30), false),
                ("there is nothing", "", false),
            ], row => Assert.Equal(row.IsWrong, TextLayer.LooksWrong(row.Text))),
            TestCase("of control characters is wrong", () =>
                Assert.True(TextLayer.LooksWrong(Letter.Replace('e', '\u0003')))),
            TestCase("of private characters is wrong", () =>
                Assert.True(TextLayer.LooksWrong(Letter.Replace('n', '\uE012')))),
            TestCase("of punctuation is wrong", () =>
                Assert.True(TextLayer.LooksWrong("7\"+%-(/&%$ !§$ 3\"+%- ?=)( +#*' 5\"%"))),
            TestCase("of shifted letters is wrong", () => Assert.True(TextLayer.LooksWrong(Shifted))),
            TestCase("of figures is right", () =>
                Assert.False(TextLayer.LooksWrong("12,50 EUR 13,75 EUR 1.204,00 EUR 17.03.2026"))),
            TestCase("of contents with leading dots is right", () =>
                Assert.False(TextLayer.LooksWrong("1 Allgemeines .................................. 5"))),
            TestCase("of another script is right", () =>
                Assert.False(TextLayer.LooksWrong("Уважаемые дамы и господа, направляем вам документы"))),
            TestEach("of a true page is right", ["p01-01", "p05-01", "p05-02", "p05-03", "p05-04", "p05-05"], page =>
                Assert.True(TextLayer.IsGood(Samples.GroundTruth(page), isScan: true))),
            TestProperty("of anything has an answer", ArbMap.Default.ArbFor<string>(), text =>
                TextLayer.SignsIn(text ?? "") >= 0 && TextLayer.LooksWrong(text ?? "") is var _)),

        TestList("plain text",
            TestCase("of Windows-1252 keeps its quotes and the euro", () =>
                Assert.Equal("„Größe“ 5 €",
                    Assert.Single(
                        PlainTextReader.Read([0x84, .. "Gr"u8, 0xF6, 0xDF, .. "e"u8, 0x93, .. " 5 "u8, 0x80])).Text)),
            TestCase("has a page at each form feed", () =>
                Assert.Equal(["a", "b", "c"], PlainTextReader.Read([.. "a\fb\fc"u8]).Select(page => page.Text))),
            TestCase("of any length is cut at the ends of lines", () =>
            {
                var lines = string.Concat(Enumerable.Range(0, 30_000).Select(i => $"Zeile {i}\n"));
                var pages = PlainTextReader.Read(Encoding.UTF8.GetBytes(lines));
                Assert.InRange(pages.Count, 3, 6);
                Assert.All(pages, page => Assert.InRange(page.Text.Length, 1, 100_000));
                Assert.Equal(lines.TrimEnd(), string.Join('\n', pages.Select(page => page.Text)));
            }),
            TestCase("of one endless line is cut all the same, not inside a character", () =>
            {
                var pages =
                    PlainTextReader.Read(Encoding.UTF8.GetBytes("x" + string.Concat(Enumerable.Repeat("𝄞", 100_000))));
                Assert.Equal(
                    "x" + string.Concat(Enumerable.Repeat("𝄞", 100_000)),
                    string.Concat(pages.Select(page => page.Text)));
                Assert.All(pages, page => Assert.DoesNotContain('\uFFFD', page.Text));
            }),
            TestProperty("of any bytes has no control characters", ArbMap.Default.ArbFor<byte[]>(), bytes =>
                PlainTextReader.Read(bytes).All(page => page.Text.All(c => c is '\n' or '\t' || !char.IsControl(c))))),

        TestList("what poppler prints",
            TestCase("is not forged by a title", () =>
            {
                const string info = """
                    Title:           x
                    Pages: 1
                    Page    1 size: 5 x 5 pts
                    Pages:           2
                    Encrypted:       no
                    Page    1 size:  595.276 x 841.89 pts (A4)
                    Page    1 rot:   90
                    Page    2 size:  0 x 0 pts
                    Page    2 rot:   0
                    """;
                Assert.Equal(2, PopplerOutput.PageCount(info));
                Assert.Equal(new PdfPage(1, 595.276 / 72, 841.89 / 72, 90, "", []), PopplerOutput.Page(info, 1));
                Assert.Null(PopplerOutput.Page(info, 2));
                Assert.Null(PopplerOutput.Page(info, 3));
            }),
            TestCase("tells the images of a page, inline ones too", () =>
            {
                const string list = """
                    page   num  type   width height color comp bpc  enc interp  object ID x-ppi y-ppi size ratio
                    --------------------------------------------------------------------------------------------
                       3     0 image    2481  3508  gray    1   1  ccitt  no        12  0   300   300 46.0K 4.3%
                       3     1 mask       10    20  -       1   1  image  no   [inline]     72    72   10B 4.3%
                    """;
                Assert.Equal(
                    [new("image", new(2481, 3508), 1, "ccitt", 300, 300), new("mask", new(10, 20), 1, "image", 72, 72)],
                    PopplerOutput.Images(list)[3]);
            }),
            TestCase("is as many texts as pages, or none of them is believed", () =>
            {
                Assert.Equal(["a", "", "c"], PopplerOutput.Texts([.. "a\f\fc\f"u8], 3)!);
                Assert.Null(PopplerOutput.Texts([.. "a\fb\f"u8], 3));
                Assert.Null(PopplerOutput.Texts([.. "a\fb\fc"u8], 3));
                Assert.Equal(["abc"], PopplerOutput.Texts([.. "a\fb\fc\f"u8], 1)!);
            }),
            TestProperty("may be anything", ArbMap.Default.ArbFor<string>(), text =>
            {
                string[] printouts =
                [
                    text ?? "", $"Pages: {text}", $"Page 1 size: {text} x {text} pts",
                    $"1 2 3 4 5 6 7 8 9 10 11 12 {text} 13 14 15",
                ];
                foreach (var printed in printouts)
                {
                    _ = PopplerOutput.PageCount(printed);
                    _ = PopplerOutput.Page(printed, 1);
                    _ = PopplerOutput.Images(printed).Count;
                    _ = PopplerOutput.Texts(Encoding.UTF8.GetBytes(printed), 2);
                }
            })),

        TestList("what Tesseract prints",
            TestCase("has the mean of its words, and none without words", () =>
            {
                var read = Seen(Table("5\t95\tWort", "5\t45\tW0rt", "5\t-1\t?", "5\t3\t ", "4\t-1\t"));
                Assert.Equal((70, 1, 3), (read.Confidence, read.SureWords, read.Words.Count));
                read = Seen(Table("4\t-1\t"));
                Assert.Equal((null, 0, 0), (read.Confidence, read.SureWords, read.Words.Count));
            }),
            TestCase("is text: words, lines, paragraphs, and nothing for a picture", () => Assert.Equal(
                "Sehr geehrte\nFrau Berg\n\nanbei",
                TesseractTable.Read(Table(
                    "2\t-1\t", "3\t-1\t", "4\t-1\t", "5\t95\t ",
                    "2\t-1\t", "3\t-1\t", "4\t-1\t", "5\t95\tSehr", "5\t95\tgeehrte", "4\t-1\t", "5\t95\tFrau",
                    "5\t95\tBerg", "3\t-1\t", "4\t-1\t", "5\t95\tanbei")).Text)),
            TestCase("says where its words stand, and which share a line", () => Assert.Equal(
                [new PageWord(1, 0, 0, 100, 200, 95, "Frau"), new(1, 0, 0, 100, 200, 91, "Berg"),
                    new(2, 0, 0, 100, 200, 90, "anbei")],
                TesseractTable.Read(Table(
                    "4\t-1\t", "5\t95\tFrau", "5\t91\tBerg", "4\t-1\t", "5\t90\tanbei")).Words)),
            TestCase("says the size of the page, or nothing", () =>
            {
                Assert.Equal(new PixelSize(100, 200), TesseractTable.SizeOf(Table("1\t-1\t")));
                Assert.Null(TesseractTable.SizeOf(Table("5\t95\tWort")));
                Assert.Null(TesseractTable.SizeOf(""u8));
            }),
            TestProperty("may be anything", ArbMap.Default.ArbFor<byte[]>(), bytes =>
            {
                _ = TesseractTable.Read(bytes);
                _ = TesseractTable.SizeOf(bytes);
            })),

        TestList("hidden text",
            TestEach("runs the way its lines run", ["right 1 0 0 1 10 185", "left -1 0 0 -1 30 190",
                "down 0 -1 1 0 10 190", "up 0 1 -1 0 30 185"], expected =>
            {
                var (way, matrix) = (expected.Split(' ')[0], expected[(expected.IndexOf(' ') + 1)..]);
                // The second word stands a little off, as on a sheet that lies askew.
                var (x, y) = way switch { "right" => (50, 3), "left" => (-50, 3), "down" => (3, 50), _ => (3, -50) };
                var drawn = Drawn(
                    new(1, 20, 20, 40, 10, 90, "Ä"), new(1, 20 + x, 20 + y, 40, 10, 90, "b"),
                    new(2, 0, 0, 10, 10, 90, "c"));
                Assert.Contains($" {matrix} Tm <00C40020> Tj", drawn, StringComparison.Ordinal);
                Assert.EndsWith("<0063> Tj\nET", drawn, StringComparison.Ordinal);
            }),
            TestCase("is as long and as high as its word", () => Assert.Contains(
                "/F 5 Tf 400 Tz 1 0 0 1 10 185 Tm <00610062> Tj",
                Drawn(new PageWord(1, 20, 20, 40, 10, 90, "ab")), StringComparison.Ordinal)),
            TestCase("is never seen", () => Assert.StartsWith(
                "BT 3 Tr\n", Drawn(new PageWord(1, 20, 20, 40, 10, 90, "ab")), StringComparison.Ordinal)),
            TestCase("of no words is none", () => Assert.Null(HiddenText.Of(new("", new(200, 400), [], ""), 100, 200))),
            TestCase("of a word without a size is left out", () => Assert.Equal(
                "BT 3 Tr\nET", Drawn(new PageWord(1, 20, 20, 0, 10, 90, "ab"))))),

        TestList("a drawn page",
            TestCase("is whole or none", () =>
            {
                Assert.Equal(new PixelSize(2, 3), SizeOf(Tiff(2, 3)));
                Assert.Null(SizeOf(Tiff(2, 3)[..^5]));
                Assert.Null(SizeOf(Tiff(60_000, 60_000)));
                Assert.Null(SizeOf(Tiff(0, 3)));
                Assert.Null(SizeOf([.. "P5\n2 3\n255\n"u8, .. new byte[6]]));
                Assert.Null(DrawnPage.SizeOf("/no/such/page"));
            }),
            TestProperty("may be anything", ArbMap.Default.ArbFor<byte[]>(), bytes =>
                SizeOf(bytes) is null && SizeOf([.. "II*\0"u8, .. bytes]) is null)),

        TestList("a page's resolution",
            TestCase("is 300 dpi for a letter", () => Assert.Equal(300, Page(8.27, 11.69).DrawDpi)),
            TestCase("is lowered for a plan, within 50 million pixels", () =>
                Assert.Equal(179, Page(33.1, 46.8).DrawDpi)),
            TestCase("is too low for a page of 14,400 points", () =>
                Assert.InRange(Page(200, 200).DrawDpi, 1, PdfPage.LeastDpi - 1))));

    private const string Letter =
        "Sehr geehrte Damen und Herren, hiermit erhalten Sie den Gebührenbescheid zu Ihrem Antrag vom 12. März 2026.";

    // What a font gives whose letters are stored 29 places too low.
    private static readonly string Shifted = new([.. Letter.Select(c => c > ' ' + 29 ? (char)(c - 29) : c)]);

    private static PdfPage Page(double widthInch, double heightInch) => new(1, widthInch, heightInch, 0, "", []);

    private static byte[] Table(params string[] rows) => Encoding.UTF8.GetBytes(string.Concat(
        from row in rows.Prepend("level\tconf\ttext")
        let cells = row.Split('\t')
        select $"{cells[0]}\t1\t1\t1\t1\t1\t0\t0\t100\t200\t{cells[1]}\t{cells[2]}\n"));

    private static RecognisedPage Seen(byte[] table) =>
        new("", new(100, 200), TesseractTable.Read(table).Words, "read.pdf");

    // On a page of 100 by 200 points that has twice as many pixels.
    private static string Drawn(params PageWord[] words)
    {
        var hidden = HiddenText.Of(new("", new(200, 400), words, "read.pdf"), 100, 200)!;
        using var unpacked = new StreamReader(
            new ZLibStream(new MemoryStream(hidden.Content), CompressionMode.Decompress), Encoding.ASCII);
        return unpacked.ReadToEnd();
    }

    // Six pixels, then a directory of width and height.
    private static byte[] Tiff(ushort width, ushort height) =>
    [
        .. "II*\0"u8, 14, 0, 0, 0, .. new byte[6], 2, 0,
        0, 1, 3, 0, 1, 0, 0, 0, (byte)(width & 0xFF), (byte)(width >> 8), 0, 0,
        1, 1, 3, 0, 1, 0, 0, 0, (byte)(height & 0xFF), (byte)(height >> 8), 0, 0, 0, 0, 0, 0,
    ];

    private static PixelSize? SizeOf(byte[] bytes)
    {
        using var test = new TestFolder();
        var path = Path.Combine(test.Folder, "drawn.tif");
        File.WriteAllBytes(path, bytes);
        return DrawnPage.SizeOf(path);
    }
}
