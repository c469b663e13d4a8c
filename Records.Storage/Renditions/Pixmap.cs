using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Records.Core.CaseFiles.Renditions;

namespace Records.Storage.Renditions;

/// <summary>The colour image (PPM, form P6) of a drawn page, to paint over and to keep.</summary>
internal sealed partial class Pixmap
{
    private const int MaxHeaderBytes = 64;

    private readonly byte[] pixels;
    private readonly int width, height;

    private Pixmap(byte[] pixels, int width, int height) =>
        (this.pixels, this.width, this.height) = (pixels, width, height);

    /// <summary>
    /// Null when it is not whole: a page too large to draw leaves a header without pixels, with exit code 0.
    /// </summary>
    public static Pixmap? Read(byte[] file)
    {
        var header = Header().Match(Encoding.Latin1.GetString(file, 0, Math.Min(file.Length, MaxHeaderBytes)));
        if (!header.Success)
            return null;
        var (width, height) = (Number(1), Number(2));
        return file.Length == header.Length + (3L * width * height) && width > 0 && height > 0
            ? new(file[header.Length..], width, height)
            : null;

        int Number(int group) => int.Parse(header.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
    }

    /// <summary>Whether the area lies at least in part on the page.</summary>
    public bool Meets(RedactedArea area, double dpi) =>
        area.X * dpi / 72 < width && area.Y * dpi / 72 < height;

    /// <summary>
    /// Makes the area black, and a pixel around it: at its edge a drawn letter leaves a shadow of itself.
    /// </summary>
    public void Black(RedactedArea area, double dpi)
    {
        var scale = dpi / 72;
        var (left, right) = Clip(area.X * scale, (area.X + area.Width) * scale, width);
        var (top, bottom) = Clip(area.Y * scale, (area.Y + area.Height) * scale, height);
        for (var row = top; row < bottom; row++)
            pixels.AsSpan(3 * ((row * width) + left), 3 * (right - left)).Clear();
    }

    /// <summary>The image of a page, in grey where it has no colour.</summary>
    public PdfImageData ToPdf()
    {
        var grey = new byte[pixels.Length / 3];
        var isGrey = true;
        for (int pixel = 0, at = 0; pixel < grey.Length && isGrey; pixel++, at += 3)
        {
            grey[pixel] = pixels[at];
            isGrey = pixels[at] == pixels[at + 1] && pixels[at] == pixels[at + 2];
        }
        return new(
            PdfImageData.EntriesOf(width, height, isGrey ? "/DeviceGray" : "/DeviceRGB", 8, "/Filter/FlateDecode"),
            PdfFile.Deflate(isGrey ? grey : pixels));
    }

    private static (int From, int To) Clip(double from, double to, int end) =>
        ((int)Math.Clamp(Math.Floor(from) - 1, 0, end), (int)Math.Clamp(Math.Ceiling(to) + 1, 0, end));

    [GeneratedRegex(@"\AP6\s(\d{1,6})\s(\d{1,6})\s255\s")]
    private static partial Regex Header();
}
