using System.Buffers.Binary;
using Records.Core.Ports;
using Records.Storage.Text;

namespace Records.Storage.Renditions;

/// <summary>
/// A JPEG as an image of a PDF, its picture unchanged (ITU-T T.81). What a camera says beside it, such as the place,
/// is left behind.
/// </summary>
internal static class JpegImage
{
    private const byte Comment = 0xFE, StartOfScan = 0xDA, Jfif = 0xE0, Adobe = 0xEE;

    public static (PdfImageData Image, int Width, int Height) Read(byte[] bytes)
    {
        var kept = new MemoryStream();
        kept.Write(bytes, 0, 2);
        (int Width, int Height, int Colours)? frame = null;
        for (var at = 2; ;)
        {
            if (at + 4 > bytes.Length || bytes[at] != 0xFF)
                throw new UnreadableException(TextFailure.Damaged);
            var marker = bytes[at + 1];
            if (marker is 0xFF or 0x01 or (>= 0xD0 and <= 0xD7))
            {
                at += marker == 0xFF ? 1 : 2;
                continue;
            }

            var length = 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 2));
            if (at + length > bytes.Length)
                throw new UnreadableException(TextFailure.Damaged);
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                frame = FrameOf(marker, bytes.AsSpan(at, length));
            if (marker is Jfif or Adobe or (not (>= 0xE0 and <= 0xEF) and not Comment))
                kept.Write(bytes, at, length);
            at += length;
            if (marker != StartOfScan)
                continue;

            // Behind the scans the end must stand, or the picture is cut.
            var end = bytes.AsSpan(at).LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]);
            if (end < 0 || frame is not { } found)
                throw new UnreadableException(TextFailure.Damaged);
            kept.Write(bytes, at, end + 2);
            return (new(PdfImageData.EntriesOf(
                found.Width, found.Height, found.Colours == 1 ? "/DeviceGray" : "/DeviceRGB", 8, "/Filter/DCTDecode"),
                kept.ToArray()), found.Width, found.Height);
        }
    }

    // Baseline, extended and progressive with eight bits; in grey or colour, but not in printing inks.
    private static (int, int, int) FrameOf(byte marker, ReadOnlySpan<byte> segment) =>
        segment.Length >= 10 && marker is 0xC0 or 0xC1 or 0xC2 && segment[4] == 8 && segment[9] is 1 or 3
            ? (BinaryPrimitives.ReadUInt16BigEndian(segment[7..]), BinaryPrimitives.ReadUInt16BigEndian(segment[5..]),
                segment[9])
            : throw new NoTargetFormatException();
}

/// <summary>There is no way from this form of the content into the format that is wanted.</summary>
internal sealed class NoTargetFormatException : Exception;
