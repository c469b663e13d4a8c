using Records.Core.Documents;
using Records.Storage.Renditions;
using Records.Storage.Text;

namespace Records.Storage.Searchable;

/// <summary>An image file that a PDF carries as it is, without a pixel unpacked.</summary>
internal static class CarriedPicture
{
    /// <summary>A page of A4 in colour at 600 dpi has a tenth of it; it is held in memory.</summary>
    private const int MaxBytes = 64 << 20;

    /// <summary>Null for what must be unpacked by a program first: TIFF, interlaced PNG, printing inks.</summary>
    public static PdfImageData? Of(Job job, MediaType type)
    {
        try
        {
            return type == MediaType.Jpeg ? JpegImage.Read(job.ReadOriginal(MaxBytes)).Image
                : type == MediaType.Png ? PngImage.ReadPacked(job.ReadOriginal(MaxBytes))
                : null;
        }
        catch (Exception e) when (e is UnreadableException or NoTargetFormatException)
        {
            return null;
        }
    }
}
