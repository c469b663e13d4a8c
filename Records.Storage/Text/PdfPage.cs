using Records.Core.Deciding;
using Records.Core.Documents;

namespace Records.Storage.Text;

/// <summary>What poppler says of one page.</summary>
/// <param name="Number">From 1.</param>
/// <param name="WidthInch">Before it is turned.</param>
/// <param name="Rotation">By how much the page is turned when shown, in degrees.</param>
/// <param name="Layer">Its own text; empty for a scan.</param>
/// <param name="Images">Known only for pages whose layer does not settle it.</param>
internal sealed record PdfPage(
    int Number, double WidthInch, double HeightInch, int Rotation, string Layer, ValueList<PdfImage> Images)
{
    /// <summary>The largest page drawn for recognition; more pixels are not read any better.</summary>
    private const double MaxDrawnPixels = 50e6;

    private const double PointsPerInch = 72;

    public const int FullDpi = 300;

    /// <summary>Below this no print of a usual size can be read.</summary>
    public const int LeastDpi = 72;

    public bool IsScan => Images.Any(image => image.Covers(this, 0.9));

    public bool HasGoodLayer => TextLayer.IsGood(Layer, IsScan);

    /// <summary>
    /// Whether the number of letters alone settles that the layer is good, whatever images there are.
    /// </summary>
    public bool IsSettled => TextLayer.IsGood(Layer, isScan: true);

    /// <summary>Width and height as it is shown, in points.</summary>
    public (double Width, double Height) Shown => Rotation % 180 == 0
        ? (WidthInch * PointsPerInch, HeightInch * PointsPerInch)
        : (HeightInch * PointsPerInch, WidthInch * PointsPerInch);

    /// <summary>The resolution to draw it with. Below <see cref="LeastDpi"/> the page is too large.</summary>
    public int DrawDpi => (int)Math.Min(FullDpi, Math.Sqrt(MaxDrawnPixels / (WidthInch * HeightInch)));

    /// <summary>
    /// The image that is the page, as a scanner makes it: the only one, nothing printed over it, not turned, in a
    /// code that can be taken out as it is, sharp enough, and of the page's own size, so that what stands in the image
    /// stands there on the page. Null when the page must be drawn.
    /// </summary>
    public PdfImage? Scan => Images is [{ IsExtractable: true } only] && Rotation == 0
        && TextLayer.SignsIn(Layer) == 0 && only.Fits(this, 0.02) ? only : null;
}

/// <summary>An image on a page, as <c>pdfimages -list</c> tells it.</summary>
/// <param name="Kind"><c>image</c>, or one of the masks.</param>
/// <param name="Code"><c>jpeg</c>, <c>ccitt</c> or another.</param>
internal sealed record PdfImage(string Kind, PixelSize Size, int Components, string Code, double DpiX, double DpiY)
{
    public bool IsExtractable => Kind == "image" && Components is 1 or 3 && Code is "jpeg" or "ccitt"
        && DpiX is >= 150 and <= 650 && Math.Abs(DpiX - DpiY) <= 0.05 * DpiX;

    public MediaType Type => Code == "jpeg" ? MediaType.Jpeg : MediaType.Tiff;

    /// <summary>It is as large as the page, up to the given share.</summary>
    public bool Covers(PdfPage page, double share) =>
        Size.Width / DpiX >= share * page.WidthInch && Size.Height / DpiY >= share * page.HeightInch;

    /// <summary>It is as large as the page, but for the given share of it.</summary>
    public bool Fits(PdfPage page, double share) =>
        Math.Abs((Size.Width / DpiX) - page.WidthInch) <= share * page.WidthInch
        && Math.Abs((Size.Height / DpiY) - page.HeightInch) <= share * page.HeightInch;
}
