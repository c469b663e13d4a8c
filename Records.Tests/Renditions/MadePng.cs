using System.Buffers.Binary;
using System.IO.Compression;

namespace Records.Tests.Renditions;

/// <summary>A picture of 40 by 30 pixels in any of PNG's kinds: red above, white or see-through below.</summary>
internal static class MadePng
{
    private const int Width = 40, Height = 30;

    /// <param name="kind">The colour type of the header: 0 grey, 2 RGB, 3 palette, 6 RGB with alpha.</param>
    public static byte[] Of(byte kind, byte interlaced = 0)
    {
        byte[] red = kind switch { 0 => [0], 2 => [255, 0, 0], 3 => [0], _ => [255, 0, 0, 255] };
        byte[] under = kind switch { 0 => [255], 2 => [255, 255, 255], 3 => [1], _ => [0, 0, 0, 0] };
        var rows = new MemoryStream();
        for (var row = 0; row < Height; row++)
        {
            // Below the first row the filter "up": what is to be added, over the end of the byte where it is less.
            rows.WriteByte((byte)(row == 0 ? 0 : 2));
            for (var pixel = 0; pixel < Width; pixel++)
                rows.Write(row switch
                {
                    0 => red,
                    Height / 2 => [.. under.Zip(red, (below, above) => (byte)((256 + below - above) & 0xFF))],
                    _ => new byte[red.Length],
                });
        }
        var packed = new MemoryStream();
        using (var packing = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            packing.Write(rows.ToArray());
        return
        [
            0x89, .. "PNG\r\n\u001a\n"u8,
            .. Chunk("IHDR"u8, [.. Word(Width), .. Word(Height), 8, kind, 0, 0, interlaced]),
            .. kind == 3 ? Chunk("PLTE"u8, [255, 0, 0, 0, 0, 255]) : [],
            // The second colour of the palette is blue and not to be seen.
            .. kind == 3 ? Chunk("tRNS"u8, [255, 0]) : [],
            .. Chunk("IDAT"u8, packed.ToArray()),
            .. Chunk("IEND"u8, []),
        ];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] content) =>
        [.. Word(content.Length), .. type, .. content, .. new byte[4]];

    private static byte[] Word(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
