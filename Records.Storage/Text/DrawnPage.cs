using Records.Core.Documents;

namespace Records.Storage.Text;

/// <summary>
/// The grey image (TIFF, not packed) that a page is drawn into; as PGM the same pixels take Tesseract a tenth of a
/// second more to read. A full disk leaves a part of it, and a page too large to draw no pixels, both perhaps with
/// exit code 0: so it must have one directory, which is written last, and at least a byte for each pixel.
/// </summary>
internal static class DrawnPage
{
    /// <summary>Its size in pixels, or null when it is not there or not whole.</summary>
    public static PixelSize? SizeOf(string path) =>
        File.Exists(path)
        && Job.HeaderOf(path, MediaType.Tiff, 1) is { IsTruncated: false, Pages: [var size] }
        && (ulong)new FileInfo(path).Length > size.Pixels
            ? size
            : null;
}
