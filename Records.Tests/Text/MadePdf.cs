using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Records.Tests.Text;

/// <summary>PDF files made for a test: small, hostile, or just of a shape no sample has.</summary>
internal static class MadePdf
{
    private const string A4 = "0 0 595.44 841.92";

    /// <summary>Ten forms draw ten forms each, eight deep: 10^8 drawings in 2 KB.</summary>
    public static byte[] NestedForms => Page("/F Do", "/XObject<</F 5 0 R>>",
    [
        .. Enumerable.Range(6, 8).Select(next => Form(
            string.Concat(Enumerable.Repeat("/F Do ", 10)), $"/Resources<</XObject<</F {next} 0 R>>>>")),
        Form("0 0 1 1 re f"),
    ]);

    /// <summary>A form that draws itself.</summary>
    public static byte[] SelfDrawing =>
        Page("/F Do", "/XObject<</F 5 0 R>>", Form("/F Do /F Do", "/Resources<</XObject<</F 5 0 R>>>>"));

    /// <summary>1 GiB of drawing commands in 1.5 MB.</summary>
    public static byte[] LongContent =>
        Page(Deflate("0 0 m\n"u8.ToArray(), (1 << 30) / 6), "/Filter/FlateDecode", "");

    /// <summary>An image of 20,000 by 20,000 pixels in 390 KB.</summary>
    public static byte[] HugeImage => Page("595 0 0 842 0 0 cm /F Do", "/XObject<</F 5 0 R>>", Stream(
        "/Type/XObject/Subtype/Image/Width 20000/Height 20000"
        + "/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode",
        Deflate(new byte[20_000], 20_000)));

    /// <summary>One page that prints so many lines.</summary>
    public static byte[] ManyLines(int lines) => Page(
        Deflate("(Verwaltung und Beispieltext) Tj 0 -1 Td "u8.ToArray(), lines, "BT /F 12 Tf 0 800 Td "),
        "/Filter/FlateDecode", Helvetica);

    /// <summary>One page with the given lines as its text layer.</summary>
    public static byte[] Text(params string[] lines) => Page(
        $"BT /F 11 Tf 60 780 Td 14 TL {string.Concat(lines.Select(line => $"({line}) Tj T* "))}ET", Helvetica);

    /// <summary>A page tree that says it has more pages than it has.</summary>
    public static byte[] LyingCount(int said, int there) => File(
    [
        "<</Type/Catalog/Pages 2 0 R>>",
        $"<</Type/Pages/Count {said}/Kids[{string.Join(' ', Enumerable.Range(3, there).Select(number => $"{number} 0 R"))}]>>",
        .. Enumerable.Repeat($"<</Type/Page/Parent 2 0 R/MediaBox[{A4}]>>", there),
        .. Enumerable.Repeat("null", said),
    ]);

    /// <summary>A page tree that is its own child.</summary>
    public static byte[] PageLoop => File(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R]/Count 3>>"]);

    /// <summary>
    /// A scanned A4 page: the JPEG (2481 × 3508) as its only image, turned, and with something printed over it.
    /// </summary>
    public static byte[] Scan(byte[] jpeg, int rotation = 0, string stamp = "") => Page(
        $"q 595.44 0 0 841.92 0 0 cm /I Do Q {(stamp.Length > 0 ? $"BT /F 9 Tf 60 20 Td ({stamp}) Tj ET" : "")}",
        "/XObject<</I 5 0 R>>" + Helvetica, rotation,
        Stream("/Type/XObject/Subtype/Image/Width 2481/Height 3508"
            + "/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode", jpeg));

    private const string Helvetica =
        "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>";

    private static byte[] Page(string content, string resources, params string[] more) =>
        Page(content, resources, 0, more);

    private static byte[] Page(string content, string resources, int rotation, params string[] more) =>
        Page(Encoding.Latin1.GetBytes(content), "", resources, rotation, more);

    private static byte[] Page(
        byte[] content, string filter, string resources, int rotation = 0, params string[] more) => File(
    [
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        $"<</Type/Page/Parent 2 0 R/MediaBox[{A4}]/Rotate {rotation}/Contents 4 0 R/Resources<<{resources}>>>>",
        Stream(filter, content), .. more,
    ]);

    private static string Form(string content, string more = "") =>
        Stream($"/Type/XObject/Subtype/Form/BBox[0 0 9 9]{more}", Encoding.Latin1.GetBytes(content));

    private static string Stream(string dictionary, byte[] data) =>
        $"<<{dictionary}/Length {data.Length}>>stream\n{Encoding.Latin1.GetString(data)}\nendstream";

    private static byte[] File(string[] objects) => PdfFile.Of(objects);

    private static byte[] Deflate(byte[] piece, int times, string before = "")
    {
        using var target = new MemoryStream();
        using (var deflate = new ZLibStream(target, CompressionLevel.Fastest))
        {
            deflate.Write(Encoding.Latin1.GetBytes(before));
            var block = Enumerable.Repeat(piece, Math.Min(times, 20_000)).SelectMany(bytes => bytes).ToArray();
            for (var left = (long)times * piece.Length; left > 0; left -= block.Length)
                deflate.Write(block.AsSpan(0, (int)Math.Min(left, block.Length)));
        }

        return target.ToArray();
    }
}
