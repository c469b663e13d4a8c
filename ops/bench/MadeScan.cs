using System.Globalization;
using System.Text;

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
        var (pdf, offsets) = (new StringBuilder("%PDF-1.4\n"), new List<int>());
        foreach (var (index, one) in objects.Index())
        {
            offsets.Add(pdf.Length);
            pdf.Append(CultureInfo.InvariantCulture, $"{index + 1} 0 obj\n{one}\nendobj\n");
        }

        var xref = pdf.Length;
        pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
            pdf.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        pdf.Append(CultureInfo.InvariantCulture, $"trailer<</Size {objects.Length + 1}/Root 1 0 R>>\n");
        pdf.Append(CultureInfo.InvariantCulture, $"startxref\n{xref}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(pdf.ToString());
    }
}
