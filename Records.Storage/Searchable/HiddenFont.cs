using System.Globalization;
using System.Text;
using Records.Storage.Renditions;

namespace Records.Storage.Searchable;

/// <summary>
/// A font of one empty glyph, which stands for every character: for text that is found but not seen. It is written
/// here, table by table (ISO/IEC 14496-22), so no font of the machine is needed and none is handed out.
/// </summary>
internal static class HiddenFont
{
    /// <summary>How wide every character is, in thousandths of the size.</summary>
    public const int LetterWidth = 500;

    private const string Name = "RECORD+RecordsHidden";
    private const int UnitsPerEm = 1000, Ascent = 1000, Codes = 1 << 16, BlockOfCodes = 256, BlocksOfAMap = 100;

    /// <summary>Writes the font as the object that was reserved for it.</summary>
    public static void Set(PdfFile file, int number)
    {
        var program = file.AddDeflated(
            string.Create(CultureInfo.InvariantCulture, $"/Length1 {Program.Length}"), Program);
        var descriptor = file.Add(
            $"<</Type/FontDescriptor/FontName/{Name}/Flags 5/FontBBox[0 0 {LetterWidth} {Ascent}]/ItalicAngle 0"
            + $"/Ascent {Ascent}/Descent 0/CapHeight {Ascent}/StemV 80/FontFile2 {program} 0 R>>");
        // Every character is the one glyph; a character without a glyph some viewers would show.
        var glyphs = file.AddDeflated("", [.. Enumerable.Range(0, 2 * Codes).Select(i => (byte)(i & 1))]);
        var descendant = file.Add(
            $"<</Type/Font/Subtype/CIDFontType2/BaseFont/{Name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
            + $"/Supplement 0>>/FontDescriptor {descriptor} 0 R/DW {LetterWidth}/CIDToGIDMap {glyphs} 0 R>>");
        var meaning = file.AddDeflated("", Encoding.ASCII.GetBytes(Meaning()));
        file.Set(number,
            $"<</Type/Font/Subtype/Type0/BaseFont/{Name}/Encoding/Identity-H"
            + $"/DescendantFonts[{descendant} 0 R]/ToUnicode {meaning} 0 R>>");
    }

    // Every code stands for the character of the same number.
    private static string Meaning()
    {
        var map = new StringBuilder("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n")
            .Append("/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def\n")
            .Append("/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n")
            .Append("1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
        foreach (var blocks in Enumerable.Range(0, Codes / BlockOfCodes).Chunk(BlocksOfAMap))
        {
            map.Append(CultureInfo.InvariantCulture, $"{blocks.Length} beginbfrange\n");
            foreach (var block in blocks)
                map.Append(CultureInfo.InvariantCulture, $"<{block:X2}00><{block:X2}FF><{block:X2}00>\n");
            map.Append("endbfrange\n");
        }
        return map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n").ToString();
    }

    // Two glyphs, the missing one and the empty one, neither with a shape.
    private static readonly byte[] Program = TrueTypeFont.Assemble(
    [
        ("glyf", new byte[4]),
        ("head",
        [
            .. Words(1, 0, 1, 0, 0, 0, 0x5F0F, 0x3CF5, 0, UnitsPerEm), .. new byte[16],
            .. Words(0, 0, LetterWidth, Ascent, 0, 8, 2, 0, 0),
        ]),
        ("hhea", Words(1, 0, Ascent, 0, 0, LetterWidth, 0, 0, LetterWidth, 1, 0, 0, 0, 0, 0, 0, 0, 1)),
        ("hmtx", Words(LetterWidth, 0, 0)),
        ("loca", Words(0, 0, 0)),
        ("maxp", Words(1, 0, 2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)),
    ]);

    private static byte[] Words(params ReadOnlySpan<int> values)
    {
        var bytes = new List<byte>(2 * values.Length);
        foreach (var value in values)
            bytes.AddRange([(byte)(value >> 8), (byte)(value & 0xFF)]);
        return [.. bytes];
    }
}
