using System.Text;
using Records.Tests.Text;

namespace Records.Bench;

/// <summary>A PDF page as a scanner makes it, or with something printed over it so that it must be drawn.</summary>
internal static class MadeScan
{
    /// <param name="jpeg">
    /// An A4 page of 2481 × 3508 pixels, grey. All pages show it, each as a picture of its own, as those of a scanner
    /// are: what one page costs is not saved on the next.
    /// </param>
    public static byte[] Pdf(byte[] jpeg, int pages, string stamp)
    {
        const int others = 3;
        var content = $"q 595.44 0 0 841.92 0 0 cm /I Do Q"
            + (stamp.Length > 0 ? $" BT /F 9 Tf 60 20 Td ({stamp}) Tj ET" : "");
        string[] objects =
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            $"<</Type/Pages/Kids[{Numbers(others + pages + 1, pages)}]/Count {pages}>>",
            $"<</Length {content.Length}>>stream\n{content}\nendstream",
            .. Enumerable.Range(1, pages).Select(page => Picture(jpeg, page)),
            .. Enumerable.Range(others + 1, pages).Select(picture =>
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595.44 841.92]/Contents 3 0 R"
                    + $"/Resources<</XObject<</I {picture} 0 R>>"
                    + "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>>>>>"),
        ];
        return PdfFile.Of(objects);
    }

    // A comment with the number of the page makes it another file and the same picture.
    private static string Picture(byte[] jpeg, int page)
    {
        byte[] own = [.. jpeg[..2], 0xFF, 0xFE, 0, 4, .. Encoding.ASCII.GetBytes($"{page:D2}"), .. jpeg[2..]];
        return "<</Type/XObject/Subtype/Image/Width 2481/Height 3508/ColorSpace/DeviceGray/BitsPerComponent 8"
            + $"/Filter/DCTDecode/Length {own.Length}>>stream\n{Encoding.Latin1.GetString(own)}\nendstream";
    }

    private static string Numbers(int first, int count) =>
        string.Join(' ', Enumerable.Range(first, count).Select(number => $"{number} 0 R"));
}
