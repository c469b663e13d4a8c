using System.Buffers.Binary;

namespace Records.Core.Documents;

/// <summary>
/// The size in a JPEG's frame header (ITU-T T.81, B.2.2), found by walking the segments in front of it. A height
/// of 0, to be told after the scan, is not read: no scanner writes it.
/// </summary>
internal static class JpegHeader
{
    // Profiles and previews in front of the frame come in segments of 64 KB; a thousand of them are 64 MB.
    private const int MaxSegments = 1000;

    public static PixelSize? Read(ReadBytesAt read)
    {
        Span<byte> segment = stackalloc byte[9];
        long at = 2;
        for (var count = 0; count < MaxSegments; count++)
        {
            var found = read(at, segment);
            if (found < 4 || segment[0] != 0xFF)
                return null;

            var marker = segment[1];
            switch (marker)
            {
                case 0xFF:
                    at += 1;
                    continue;
                case 0x01 or (>= 0xD0 and <= 0xD7):
                    at += 2;
                    continue;
                case >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC):
                    var height = BinaryPrimitives.ReadUInt16BigEndian(segment[5..]);
                    var width = BinaryPrimitives.ReadUInt16BigEndian(segment[7..]);
                    return found == segment.Length ? new(width, height) : null;
                case 0xD8 or 0xD9 or 0xDA or 0x00:
                    return null;
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(segment[2..]);
        }

        return null;
    }
}
