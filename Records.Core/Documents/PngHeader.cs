using System.Buffers.Binary;

namespace Records.Core.Documents;

/// <summary>The size in a PNG's first chunk (ISO/IEC 15948, 11.2.2).</summary>
internal static class PngHeader
{
    public static PixelSize? Read(ReadBytesAt read)
    {
        Span<byte> head = stackalloc byte[24];
        return read(0, head) == head.Length && head[8..16].SequenceEqual("\0\0\0\u000DIHDR"u8)
            ? new(BinaryPrimitives.ReadUInt32BigEndian(head[16..]), BinaryPrimitives.ReadUInt32BigEndian(head[20..]))
            : null;
    }
}
