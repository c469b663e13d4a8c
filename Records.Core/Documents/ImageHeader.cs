using Records.Core.Deciding;

namespace Records.Core.Documents;

/// <summary>
/// Copies bytes from the given offset on and says how many there were: fewer than asked for only at the end.
/// </summary>
public delegate int ReadBytesAt(long offset, Span<byte> target);

/// <summary>Width and height in pixels. A size beyond 32 bits is given as the largest that fits.</summary>
public readonly record struct PixelSize(uint Width, uint Height)
{
    public ulong Pixels => (ulong)Width * Height;
}

/// <summary>
/// What an image says of itself before anything is decoded: a file of 100 KB can ask for a gigabyte of pixels.
/// </summary>
/// <param name="Pages">One for PNG and JPEG, one a directory for TIFF, in order.</param>
/// <param name="IsTruncated">
/// The chain of TIFF directories points beyond the end, into a cut directory or back at itself: there were
/// more pages than <paramref name="Pages"/>.
/// </param>
public sealed record ImageHeader(ValueList<PixelSize> Pages, bool IsTruncated)
{
    /// <summary>
    /// Reads the header of a PNG, JPEG or TIFF; null when there is none to be read, or for any other type. Walks
    /// at most <paramref name="maxPages"/> + 1 TIFF directories: one more than allowed shows that it is too many.
    /// Never throws for anything in the bytes.
    /// </summary>
    public static ImageHeader? Read(MediaType type, ReadBytesAt read, int maxPages) =>
        type == MediaType.Png ? Single(PngHeader.Read(read))
        : type == MediaType.Jpeg ? Single(JpegHeader.Read(read))
        : type == MediaType.Tiff ? TiffDirectories.Read(read, maxPages)
        : null;

    /// <summary>The bytes themselves as a source to read from.</summary>
    public static ReadBytesAt From(ReadOnlyMemory<byte> bytes) => (offset, target) =>
    {
        if (offset >= bytes.Length)
            return 0;

        var found = bytes.Span[(int)offset..];
        found = found[..Math.Min(found.Length, target.Length)];
        found.CopyTo(target);
        return found.Length;
    };

    private static ImageHeader? Single(PixelSize? size) => size is { Pixels: > 0 } found ? new([found], false) : null;
}
