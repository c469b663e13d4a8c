using System.Buffers.Binary;
using System.IO.Compression;
using Records.Core.Ports;
using Records.Storage.Text;

namespace Records.Storage.Renditions;

/// <summary>
/// A PNG as an image of a PDF (ISO/IEC 15948), without loss. What shines through is put onto white, because a picture
/// that is kept has no background to shine through to. Interlaced pictures are not taken.
/// </summary>
internal static class PngImage
{
    private const int MaxBytes = 256 << 20;
    private const int Grey = 0, Rgb = 2, Indexed = 3, GreyAlpha = 4, RgbAlpha = 6;

    public static (PdfImageData Image, int Width, int Height) Read(byte[] bytes)
    {
        var (header, palette, packed, _) = ChunksOf(bytes);
        var (width, height) = ((int)U32(header, 0), (int)U32(header, 4));
        var (bits, kind, channels) = (header[8], header[9], header[9] switch
        {
            Grey or Indexed => 1,
            GreyAlpha => 2,
            Rgb => 3,
            RgbAlpha => 4,
            _ => throw Damaged(),
        });
        if (header[12] != 0)
            throw new NoTargetFormatException();
        if (bits is not (1 or 2 or 4 or 8 or 16) || width <= 0 || height <= 0)
            throw Damaged();
        if (kind == Indexed && palette.Length == 0)
            throw Damaged();

        var rowBytes = (((long)width * channels * bits) + 7) / 8;
        if ((rowBytes + 1) * height > MaxBytes)
            throw new UnreadableException(TextFailure.TooLarge);
        var rows = Unpack(packed, (int)((rowBytes + 1) * height));
        if (kind is GreyAlpha or RgbAlpha)
            return (OnWhite(rows, width, height, bits / 8, channels), width, height);

        for (var row = 0L; row < height; row++)
            if (rows[row * (rowBytes + 1)] > 4)
                throw Damaged();
        return (Opaque(header, palette, PdfFile.Deflate(rows)), width, height);
    }

    /// <summary>
    /// The picture just as it is packed, unseen: for what another program has unpacked. Null when something shines
    /// through it or it is interlaced, for then it must be made anew.
    /// </summary>
    public static PdfImageData? ReadPacked(byte[] bytes)
    {
        var (header, palette, packed, shinesThrough) = ChunksOf(bytes);
        return header[12] == 0 && !shinesThrough && header[9] is Grey or Rgb or Indexed
            && (header[9] != Indexed || palette.Length > 0)
                ? Opaque(header, palette, packed)
                : null;
    }

    // PDF undoes the filters of PNG by itself.
    private static PdfImageData Opaque(byte[] header, byte[] palette, byte[] packed)
    {
        var (width, bits, channels) = ((int)U32(header, 0), header[8], header[9] == Rgb ? 3 : 1);
        var space = header[9] switch
        {
            Grey => "/DeviceGray",
            Rgb => "/DeviceRGB",
            _ => $"[/Indexed/DeviceRGB {(palette.Length / 3) - 1}<{Convert.ToHexString(palette)}>]",
        };
        return new(PdfImageData.EntriesOf(width, (int)U32(header, 4), space, bits,
            "/Filter/FlateDecode/DecodeParms<</Predictor 15"
            + $"/Colors {channels}/BitsPerComponent {bits}/Columns {width}>>"),
            packed);
    }

    private static (byte[] Header, byte[] Palette, byte[] Packed, bool ShinesThrough) ChunksOf(byte[] bytes)
    {
        var (header, palette, packed) = (default(byte[]), Array.Empty<byte>(), new MemoryStream());
        byte[] alphas = [];
        for (long at = 8; at + 12 <= bytes.Length;)
        {
            var length = U32(bytes, (int)at);
            if (at + 12 + length > bytes.Length)
                break;
            var content = bytes.AsSpan((int)at + 8, (int)length);
            switch (bytes.AsSpan((int)at + 4, 4))
            {
                case var type when type.SequenceEqual("IHDR"u8) && length == 13:
                    header = content.ToArray();
                    break;
                case var type when type.SequenceEqual("PLTE"u8) && length is > 0 and <= 768 && length % 3 == 0:
                    palette = content.ToArray();
                    break;
                case var type when type.SequenceEqual("tRNS"u8):
                    alphas = content.ToArray();
                    break;
                case var type when type.SequenceEqual("IDAT"u8):
                    packed.Write(content);
                    break;
                case var type when type.SequenceEqual("IEND"u8):
                    return (header ?? throw Damaged(), OnWhite(palette, alphas), packed.ToArray(), alphas.Length > 0);
            }
            at += 12 + length;
        }
        throw Damaged();
    }

    private static byte[] OnWhite(byte[] palette, byte[] alphas)
    {
        for (var i = 0; i < palette.Length && i / 3 < alphas.Length; i++)
            palette[i] = OnWhite(palette[i], alphas[i / 3]);
        return palette;
    }

    private static byte OnWhite(byte colour, byte alpha) =>
        (byte)(((colour * alpha) + (255 * (255 - alpha)) + 127) / 255);

    private static byte[] Unpack(byte[] packed, int length)
    {
        var rows = new byte[length];
        try
        {
            using var unpacking = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
            return unpacking.ReadAtLeast(rows, length, throwOnEndOfStream: false) == length ? rows : throw Damaged();
        }
        catch (InvalidDataException)
        {
            throw Damaged();
        }
    }

    // Eight or sixteen bits a sample; of sixteen the upper half is kept.
    private static PdfImageData OnWhite(byte[] rows, int width, int height, int sampleBytes, int channels)
    {
        if (sampleBytes == 0)
            throw Damaged();
        var (colours, pixelBytes) = (channels - 1, channels * sampleBytes);
        var rowBytes = width * pixelBytes;
        var (plain, before) = (new byte[(long)width * height * colours], new byte[rowBytes]);
        for (int row = 0, to = 0; row < height; row++)
        {
            var line = rows.AsSpan(row * (rowBytes + 1), rowBytes + 1);
            Unfilter(line[0], line[1..], before, pixelBytes);
            line[1..].CopyTo(before);
            for (var pixel = 1; pixel < line.Length; pixel += pixelBytes)
            {
                var alpha = line[pixel + (colours * sampleBytes)];
                for (var colour = 0; colour < colours; colour++)
                    plain[to++] = OnWhite(line[pixel + (colour * sampleBytes)], alpha);
            }
        }
        return new(PdfImageData.EntriesOf(
            width, height, colours == 1 ? "/DeviceGray" : "/DeviceRGB", 8, "/Filter/FlateDecode"),
            PdfFile.Deflate(plain));
    }

    private static void Unfilter(byte filter, Span<byte> line, ReadOnlySpan<byte> above, int pixelBytes)
    {
        for (var i = 0; i < line.Length; i++)
        {
            var (left, up) = (i < pixelBytes ? 0 : line[i - pixelBytes], (int)above[i]);
            var corner = i < pixelBytes ? 0 : above[i - pixelBytes];
            line[i] = (byte)(0xFF & (line[i] + filter switch
            {
                0 => 0,
                1 => left,
                2 => up,
                3 => (left + up) / 2,
                4 => Nearest(left, up, corner),
                _ => throw Damaged(),
            }));
        }
    }

    // Paeth: whichever of the three is nearest to their plane.
    private static int Nearest(int left, int up, int corner)
    {
        var guess = left + up - corner;
        var (toLeft, toUp, toCorner) = (Math.Abs(guess - left), Math.Abs(guess - up), Math.Abs(guess - corner));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }

    private static uint U32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
    private static UnreadableException Damaged() => new(TextFailure.Damaged);
}
