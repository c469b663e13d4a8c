using System.Globalization;
using System.Text;

namespace Records.Storage.Renditions;

/// <summary>A font at work in one PDF: what was written with it is what is embedded.</summary>
/// <param name="number">The object that the pages name.</param>
internal sealed class TextFont(int number, TrueTypeFont font)
{
    // Marked as a part of a font by six letters, as PDF wants it.
    private const string Name = "RECORD+RecordsText";

    private readonly SortedDictionary<int, char> written = [];

    public int Number => number;

    /// <summary>The line as glyph numbers in hexadecimal. Only characters the font has come here.</summary>
    public string Write(string line)
    {
        var glyphs = new StringBuilder(4 * line.Length);
        foreach (var character in line)
        {
            var glyph = font.GlyphOf(character);
            written[glyph] = character;
            glyphs.Append(glyph.ToString("X4", CultureInfo.InvariantCulture));
        }
        return glyphs.ToString();
    }

    public void AddTo(PdfFile file)
    {
        var subset = font.Subset(written.Keys);
        var program = file.AddDeflated(
            string.Create(CultureInfo.InvariantCulture, $"/Length1 {subset.Length}"), subset);
        var descriptor = file.Add(
            $"<</Type/FontDescriptor/FontName/{Name}/Flags 4/FontBBox[{string.Join(' ', font.Box.Select(Scaled))}]"
            + $"/ItalicAngle 0/Ascent {Scaled(font.Ascent)}/Descent {Scaled(font.Descent)}"
            + $"/CapHeight {Scaled(font.Ascent)}/StemV 80/FontFile2 {program} 0 R>>");
        var widths = string.Concat(written.Keys.Select(glyph =>
            string.Create(CultureInfo.InvariantCulture, $"{glyph}[{PdfFile.Number(font.WidthOf(glyph))}]")));
        var descendant = file.Add(
            $"<</Type/Font/Subtype/CIDFontType2/BaseFont/{Name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
            + $"/Supplement 0>>/FontDescriptor {descriptor} 0 R/DW 0/W[{widths}]/CIDToGIDMap/Identity>>");
        var meaning = file.AddDeflated("", Encoding.ASCII.GetBytes(Meaning()));
        file.Set(number,
            $"<</Type/Font/Subtype/Type0/BaseFont/{Name}/Encoding/Identity-H"
            + $"/DescendantFonts[{descendant} 0 R]/ToUnicode {meaning} 0 R>>");
    }

    // Which character each glyph stands for, so that the text can be read out and searched.
    private string Meaning()
    {
        const int most = 100; // entries of one block
        var map = new StringBuilder("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n")
            .Append("/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def\n")
            .Append("/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n")
            .Append("1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
        foreach (var block in written.Chunk(most))
        {
            map.Append(CultureInfo.InvariantCulture, $"{block.Length} beginbfchar\n");
            foreach (var (glyph, character) in block)
                map.Append(CultureInfo.InvariantCulture, $"<{glyph:X4}><{(int)character:X4}>\n");
            map.Append("endbfchar\n");
        }
        return map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n").ToString();
    }

    private string Scaled(int units) => PdfFile.Number(units * 1000.0 / font.UnitsPerEm);
}
