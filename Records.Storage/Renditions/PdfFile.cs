using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Records.Storage.Renditions;

/// <summary>
/// Writes the objects of a PDF file (ISO 32000-1), numbered from 1. The same objects make the same bytes: no clock and
/// no chance, and the identifier is a hash of what was written.
/// </summary>
internal sealed class PdfFile
{
    private readonly ArrayBufferWriter<byte> bytes = new(64 * 1024);
    private readonly List<long> offsets = [];

    // Four bytes beyond ASCII tell every program on the way that this is no text.
    public PdfFile() => Write("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");

    public long Length => bytes.WrittenCount;

    /// <summary>A number for an object that is written later.</summary>
    public int Reserve()
    {
        offsets.Add(0);
        return offsets.Count;
    }

    public int Add(string dictionary)
    {
        var number = Reserve();
        Set(number, dictionary);
        return number;
    }

    /// <summary>Writes the object that was reserved.</summary>
    public void Set(int number, string dictionary)
    {
        Begin(number);
        Write($"{dictionary}\nendobj\n");
    }

    /// <summary>A stream as it is; its filter, if it has one, stands in the entries.</summary>
    public int AddStream(string entries, ReadOnlySpan<byte> content)
    {
        var number = Reserve();
        Begin(number);
        Write(string.Create(CultureInfo.InvariantCulture, $"<<{entries}/Length {content.Length}>>\nstream\n"));
        bytes.Write(content);
        Write("\nendstream\nendobj\n");
        return number;
    }

    public int AddDeflated(string entries, ReadOnlySpan<byte> content) =>
        AddStream($"{entries}/Filter/FlateDecode", Deflate(content));

    /// <summary>The whole file.</summary>
    public byte[] Finish(int catalog)
    {
        var identifier = Convert.ToHexString(SHA256.HashData(bytes.WrittenSpan))[..32];
        var start = bytes.WrittenCount;
        Write(string.Create(CultureInfo.InvariantCulture, $"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n"));
        foreach (var offset in offsets)
            Write(string.Create(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n"));
        Write(string.Create(CultureInfo.InvariantCulture,
            $"trailer\n<</Size {offsets.Count + 1}/Root {catalog} 0 R/ID[<{identifier}><{identifier}>]>>\n"));
        Write(string.Create(CultureInfo.InvariantCulture, $"startxref\n{start}\n%%EOF\n"));
        return bytes.WrittenSpan.ToArray();
    }

    public static byte[] Deflate(ReadOnlySpan<byte> content)
    {
        var packed = new MemoryStream();
        using (var packing = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            packing.Write(content);
        return packed.ToArray();
    }

    /// <summary>A number as PDF writes it.</summary>
    public static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private void Begin(int number)
    {
        offsets[number - 1] = bytes.WrittenCount;
        Write(string.Create(CultureInfo.InvariantCulture, $"{number} 0 obj\n"));
    }

    private void Write(string text) => bytes.Write(Encoding.Latin1.GetBytes(text));
}
