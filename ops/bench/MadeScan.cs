using System.Text;
using Records.Tests.Text;

namespace Records.Bench;

/// <summary>A PDF page as a scanner makes it, or with something printed over it so that it must be drawn.</summary>
internal static class MadeScan
{
    /// <param name="jpeg">An A4 page of 2481 × 3508 pixels, grey; all pages show it.</param>
    public static byte[] Pdf(byte[] jpeg, int pages, string stamp)
    {
        var content = $"q 595.44 0 0 841.92 0 0 cm /I Do Q"
            + (stamp.Length > 0 ? $" BT /F 9 Tf 60 20 Td ({stamp}) Tj ET" : "");
        string[] objects =
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            $"<</Type/Pages/Kids[{string.Join(' ', Enumerable.Range(5, pages).Select(number => $"{number} 0 R"))}]/Count {pages}>>",
            $"<</Length {content.Length}>>stream\n{content}\nendstream",
            "<</Type/XObject/Subtype/Image/Width 2481/Height 3508/ColorSpace/DeviceGray/BitsPerComponent 8"
                + $"/Filter/DCTDecode/Length {jpeg.Length}>>stream\n{Encoding.Latin1.GetString(jpeg)}\nendstream",
            .. Enumerable.Repeat(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595.44 841.92]/Contents 3 0 R/Resources<</XObject<</I 4 0 R>>"
                    + "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>>>>>", pages),
        ];
        return PdfFile.Of(objects);
    }
}
