using System.Buffers.Binary;
using System.Text;

namespace Records.Storage.Renditions;

/// <summary>
/// A TrueType font of this machine (ISO/IEC 14496-22), as far as embedding a part of it needs. It comes with the
/// system, so it is trusted; a form this reader does not know throws <see cref="NotSupportedException"/>.
/// </summary>
internal sealed class TrueTypeFont
{
    private readonly byte[] data;
    private readonly Dictionary<string, (int At, int Length)> tables = [];
    private readonly Dictionary<int, int> glyphs = [];
    private readonly int metricCount;
    private readonly bool hasLongOffsets;

    public TrueTypeFont(byte[] data)
    {
        this.data = data;
        for (int table = 12, last = 12 + (16 * U16(4)); table < last; table += 16)
            tables[Encoding.ASCII.GetString(data, table, 4)] = ((int)U32(table + 8), (int)U32(table + 12));
        var head = At("head");
        UnitsPerEm = U16(head + 18);
        Box = [I16(head + 36), I16(head + 38), I16(head + 40), I16(head + 42)];
        hasLongOffsets = I16(head + 50) != 0;
        GlyphCount = U16(At("maxp") + 4);
        (Ascent, Descent, metricCount) = (I16(At("hhea") + 4), I16(At("hhea") + 6), U16(At("hhea") + 34));
        ReadCharacters(At("cmap"));
    }

    public int UnitsPerEm { get; }
    public int GlyphCount { get; }
    public int Ascent { get; }
    public int Descent { get; }
    public IReadOnlyList<int> Box { get; }

    /// <summary>The glyph of a character of the basic plane; 0 where the font has none.</summary>
    public int GlyphOf(char character) => glyphs.GetValueOrDefault(character);

    /// <summary>How far the pen moves, in thousandths of the size.</summary>
    public double WidthOf(int glyph) =>
        U16(At("hmtx") + (4 * Math.Min(glyph, metricCount - 1))) * 1000.0 / UnitsPerEm;

    /// <summary>The font with these glyphs alone, under their old numbers.</summary>
    public byte[] Subset(IEnumerable<int> wanted)
    {
        var used = WithParts(wanted);
        var (shapes, places) = (new MemoryStream(), new byte[4 * (GlyphCount + 1)]);
        for (var glyph = 0; glyph <= GlyphCount; glyph++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(places.AsSpan(4 * glyph), (uint)shapes.Length);
            if (glyph == GlyphCount || !used.Contains(glyph))
                continue;
            shapes.Write(data, PlaceOf(glyph), PlaceOf(glyph + 1) - PlaceOf(glyph));
            shapes.Write(new byte[-(int)shapes.Length & 3]);
        }

        return Assemble(
        [
            .. from name in (string[])["cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"]
               where tables.ContainsKey(name)
               select (name, name switch
               {
                   "glyf" => shapes.ToArray(),
                   "loca" => places,
                   "head" => LongHead(),
                   _ => data.AsSpan(tables[name].At, tables[name].Length).ToArray(),
               }),
        ]);
    }

    // Letters with accents are made of others, which must come along.
    private SortedSet<int> WithParts(IEnumerable<int> wanted)
    {
        const int hasWords = 0x01, hasScale = 0x08, hasMore = 0x20, hasTwoScales = 0x40, hasMatrix = 0x80;
        var (used, open) = (new SortedSet<int> { 0 }, new Stack<int>(wanted));
        while (open.TryPop(out var glyph))
        {
            if (!used.Add(glyph) || PlaceOf(glyph + 1) == PlaceOf(glyph) || I16(PlaceOf(glyph)) >= 0)
                continue;
            for (int part = PlaceOf(glyph) + 10, flags = hasMore; (flags & hasMore) != 0;)
            {
                flags = U16(part);
                open.Push(U16(part + 2));
                part += 4 + ((flags & hasWords) != 0 ? 4 : 2) + flags switch
                {
                    _ when (flags & hasScale) != 0 => 2,
                    _ when (flags & hasTwoScales) != 0 => 4,
                    _ when (flags & hasMatrix) != 0 => 8,
                    _ => 0,
                };
            }
        }
        return used;
    }

    private byte[] LongHead()
    {
        var head = data.AsSpan(tables["head"].At, tables["head"].Length).ToArray();
        head.AsSpan(8, 4).Clear();
        (head[50], head[51]) = (0, 1);
        return head;
    }

    /// <summary>A font of these tables, which must come in the order of their names.</summary>
    public static byte[] Assemble((string Name, byte[] Content)[] parts)
    {
        var power = (int)Math.Log2(parts.Length);
        var file = new List<byte>([0, 1, 0, 0, .. Word(parts.Length), .. Word(16 << power), .. Word(power),
            .. Word((16 * parts.Length) - (16 << power))]);
        var at = 12 + (16 * parts.Length);
        foreach (var (name, content) in parts)
        {
            file.AddRange([.. Encoding.ASCII.GetBytes(name), .. Long(SumOf(content)), .. Long((uint)at),
                .. Long((uint)content.Length)]);
            at += (content.Length + 3) & ~3;
        }
        foreach (var (_, content) in parts)
            file.AddRange([.. content, .. new byte[-content.Length & 3]]);
        return [.. file];
    }

    private static uint SumOf(byte[] content)
    {
        uint sum = 0;
        for (var i = 0; i < content.Length; i++)
            sum = unchecked(sum + ((uint)content[i] << (24 - (8 * (i & 3)))));
        return sum;
    }

    // The characters of the basic plane, in segments (form 4).
    private void ReadCharacters(int table)
    {
        var form = Enumerable.Range(0, U16(table + 2)).Select(i => table + (int)U32(table + 8 + (8 * i)))
            .FirstOrDefault(at => U16(at) == 4);
        if (form == 0)
            throw new NotSupportedException("The font has no characters of form 4.");
        var count = U16(form + 6) / 2;
        for (var segment = 0; segment < count; segment++)
        {
            var (end, start) = (U16(form + 14 + (2 * segment)), U16(form + 16 + (2 * (count + segment))));
            var shift = I16(form + 16 + (2 * ((2 * count) + segment)));
            var place = form + 16 + (2 * ((3 * count) + segment));
            var reach = U16(place);
            for (var character = (int)start; character <= end && character < 0xFFFF; character++)
            {
                var glyph = reach == 0 ? (character + shift) & 0xFFFF : U16(place + reach + (2 * (character - start)));
                if (reach != 0 && glyph != 0)
                    glyph = (glyph + shift) & 0xFFFF;
                if (glyph != 0)
                    glyphs[character] = glyph;
            }
        }
    }

    private int PlaceOf(int glyph) => At("glyf")
        + (hasLongOffsets ? (int)U32(At("loca") + (4 * glyph)) : 2 * U16(At("loca") + (2 * glyph)));

    private int At(string table) => tables.TryGetValue(table, out var found)
        ? found.At
        : throw new NotSupportedException($"The font has no table {table}.");

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(at));
    private short I16(int at) => BinaryPrimitives.ReadInt16BigEndian(data.AsSpan(at));
    private uint U32(int at) => BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(at));
    private static byte[] Word(int value) => [(byte)((value >> 8) & 0xFF), (byte)(value & 0xFF)];
    private static byte[] Long(uint value) => [.. Word((int)(value >> 16)), .. Word((int)(value & 0xFFFF))];
}
