using System.Buffers.Binary;

namespace Records.Core.Documents;

/// <summary>
/// Which ZIP this is, told by the local file headers in its head (APPNOTE 4.3.7). OpenDocument puts its type
/// first, stored and by name (ODF 1.3 part 2, 3.3); OOXML is known by its parts. A document with macros is
/// left a plain ZIP when the head shows the macros.
/// </summary>
internal static class ZipHead
{
    private const int HeaderBytes = 30;
    private const int MaxEntries = 64;
    private const ushort SizeFollowsData = 0x0008;

    public static MediaType Sniff(ReadOnlySpan<byte> head)
    {
        var (isPackage, isWord) = (false, false);
        var at = 0;
        for (var entry = 0; entry < MaxEntries && head.Length - at >= HeaderBytes; entry++)
        {
            var header = head[at..];
            if (!header.StartsWith(Signature))
                break;

            var flags = BinaryPrimitives.ReadUInt16LittleEndian(header[6..]);
            var method = BinaryPrimitives.ReadUInt16LittleEndian(header[8..]);
            var packedBytes = BinaryPrimitives.ReadUInt32LittleEndian(header[18..]);
            var nameEnd = HeaderBytes + BinaryPrimitives.ReadUInt16LittleEndian(header[26..]);
            var dataStart = nameEnd + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
            if (dataStart > header.Length)
                break;

            var name = header[HeaderBytes..nameEnd];
            if (entry == 0 && method == 0 && name.SequenceEqual("mimetype"u8))
                return header[dataStart..].StartsWith(OdtType) && packedBytes == OdtType.Length
                    ? MediaType.Odt
                    : MediaType.Zip;
            if (name.SequenceEqual("word/vbaProject.bin"u8))
                return MediaType.Zip;

            isPackage |= name.SequenceEqual("[Content_Types].xml"u8) || name.SequenceEqual("_rels/.rels"u8);
            isWord |= name.StartsWith("word/"u8);

            var next = (flags & SizeFollowsData) != 0
                ? dataStart + (long)header[dataStart..].IndexOf(Signature)
                : dataStart + (long)packedBytes;
            if (next < dataStart || next > header.Length)
                break;

            at += (int)next;
        }

        return isPackage && isWord ? MediaType.Docx : MediaType.Zip;
    }

    private static ReadOnlySpan<byte> Signature => "PK\u0003\u0004"u8;
    private static ReadOnlySpan<byte> OdtType => "application/vnd.oasis.opendocument.text"u8;
}
