using System.Buffers.Binary;

namespace Records.Core.Documents;

/// <summary>
/// The chain of image file directories (TIFF 6.0, section 2; BigTIFF has wider numbers). Readers that stop at the
/// first broken link call a cut file complete; this one tells the difference.
/// </summary>
internal static class TiffDirectories
{
    private const int MaxEntries = 4096;
    private const ushort ImageWidth = 256, ImageLength = 257;

    public static ImageHeader? Read(ReadBytesAt read, int maxPages)
    {
        var (pages, seen) = (new List<PixelSize>(), new HashSet<ulong>());
        if (Form.Of(read) is not { } form || form.Number(read, form.FirstLinkAt) is not { } next || next == 0)
            return null;

        while (next != 0 && pages.Count <= maxPages)
        {
            if (!seen.Add(next) || ReadDirectory(read, form, next) is not { } directory)
                return new([.. pages], IsTruncated: true);

            pages.Add(directory.Size);
            next = directory.Next;
        }

        return new([.. pages], IsTruncated: false);
    }

    private static (PixelSize Size, ulong Next)? ReadDirectory(ReadBytesAt read, Form form, ulong offset)
    {
        if (offset > long.MaxValue / 2 || form.Count(read, (long)offset) is not { } count || count is 0 or > MaxEntries)
            return null;

        var entries = new byte[(int)count * form.EntryBytes];
        var start = (long)offset + form.CountBytes;
        if (read(start, entries) < entries.Length || form.Number(read, start + entries.Length) is not { } next)
            return null;

        uint width = 0, height = 0;
        for (var entry = entries.AsSpan(); !entry.IsEmpty; entry = entry[form.EntryBytes..])
        {
            switch (form.Short(entry))
            {
                case ImageWidth:
                    width = form.Value(entry);
                    break;
                case ImageLength:
                    height = form.Value(entry);
                    break;
            }
        }

        return width > 0 && height > 0 ? (new(width, height), next) : null;
    }

    /// <summary>Byte order and width of numbers.</summary>
    private readonly record struct Form(bool IsBigEndian, bool IsBigTiff)
    {
        public int FirstLinkAt => IsBigTiff ? 8 : 4;
        public int CountBytes => IsBigTiff ? 8 : 2;
        public int EntryBytes => IsBigTiff ? 20 : 12;

        public static Form? Of(ReadBytesAt read)
        {
            Span<byte> head = stackalloc byte[4];
            return read(0, head) < head.Length ? null : head switch
            {
                [(byte)'I', (byte)'I', 42, 0] => new(false, false),
                [(byte)'M', (byte)'M', 0, 42] => new(true, false),
                [(byte)'I', (byte)'I', 43, 0] => new(false, true),
                [(byte)'M', (byte)'M', 0, 43] => new(true, true),
                _ => null,
            };
        }

        public ulong? Number(ReadBytesAt read, long offset) => Unsigned(read, offset, IsBigTiff ? 8 : 4);

        public ulong? Count(ReadBytesAt read, long offset) => Unsigned(read, offset, CountBytes);

        public ushort Short(ReadOnlySpan<byte> bytes) => (ushort)Unsigned(bytes[..2]);

        /// <summary>The value of an entry of type SHORT, LONG or LONG8; 0 for anything else.</summary>
        public uint Value(ReadOnlySpan<byte> entry)
        {
            var value = entry[(IsBigTiff ? 12 : 8)..];
            return Short(entry[2..]) switch
            {
                3 => Short(value),
                4 => (uint)Unsigned(value[..4]),
                16 when IsBigTiff => (uint)Math.Min(Unsigned(value[..8]), uint.MaxValue),
                _ => 0,
            };
        }

        private ulong? Unsigned(ReadBytesAt read, long offset, int width)
        {
            Span<byte> bytes = stackalloc byte[width];
            return read(offset, bytes) == width ? Unsigned(bytes) : null;
        }

        private ulong Unsigned(ReadOnlySpan<byte> bytes) => (bytes.Length, IsBigEndian) switch
        {
            (2, true) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
            (2, false) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            (4, true) => BinaryPrimitives.ReadUInt32BigEndian(bytes),
            (4, false) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            (_, true) => BinaryPrimitives.ReadUInt64BigEndian(bytes),
            (_, false) => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        };
    }
}
