using System.Globalization;
using System.Text;
using Records.Core.Documents;
using Records.Core.Ports;

namespace Records.Storage.Text;

/// <summary>
/// Recognises one page image. Only images of known size and kind come here: Tesseract takes any other file for a list
/// of file names and reads those.
/// </summary>
internal sealed class Tesseract(Tools tools)
{
    /// <summary>The page as it stands, without looking for its orientation: what nearly every scan needs.</summary>
    private const string AsItStands = "3";

    /// <summary>With orientation detection, for pages that came in upside down or sideways.</summary>
    private const string Turned = "1";

    /// <summary>Right pages have a mean of 90 and more, upside-down ones below 30.</summary>
    private const int DoubtfulConfidence = 60;

    private const int MaxTableBytes = 64 << 20;

    /// <param name="dpi">The image's resolution, as well as it is known.</param>
    /// <param name="tiffPage">The directory of a TIFF to read, from 0.</param>
    /// <param name="withPdf">Whether Tesseract makes its own PDF of the page too, picture and text.</param>
    public async Task<RecognisedPage> ReadAsync(
        PageFolder page, string image, PixelSize size, int dpi, int? tiffPage, bool withPdf, CancellationToken cancel)
    {
        string[] arguments =
        [
            "--dpi", dpi.ToString(CultureInfo.InvariantCulture), "-c", "tessedit_create_tsv=1",
            .. withPdf ? (string[])["-c", "tessedit_create_pdf=1"] : [],
            .. tiffPage is { } number ? (string[])["-c", $"tessedit_page_number={number}"] : [],
        ];
        var first = await RunAsync(page, AsItStands, image, size, arguments, cancel);
        if (first.Confidence is null or >= DoubtfulConfidence)
            return first;

        try
        {
            var second = await RunAsync(page, Turned, image, size, arguments, cancel);
            return second.SureWords > first.SureWords ? second : first;
        }
        catch (UnreadableException)
        {
            // The page has been read; a repeat that fails takes nothing away.
            return first;
        }
    }

    private async Task<RecognisedPage> RunAsync(
        PageFolder page, string segmentation, string image, PixelSize size, string[] arguments,
        CancellationToken cancel)
    {
        var name = $"read-{segmentation}";
        var exit = await tools.RecogniseAsync(
            page, cancel, ["tesseract", image, name, "-l", "deu", "--psm", segmentation, .. arguments]);

        // The exit code alone says little: a page given up for lack of memory is an empty text with code 0.
        var table = page.Read($"{name}.tsv", MaxTableBytes);
        if (exit.Code != 0 || table is null || TesseractTable.SizeOf(table) is not { } seen
            || (seen != size && seen != new PixelSize(size.Height, size.Width)))
            throw page.Damaged();

        var (text, words) = TesseractTable.Read(table);
        return Encoding.UTF8.GetByteCount(text) <= tools.Settings.MaxPageTextBytes
            ? new(CleanText.Of(text), seen, words, $"{name}.pdf")
            : throw new UnreadableException(TextFailure.TooLarge);
    }

    /// <summary>Below this a word is a guess.</summary>
    internal const int SureConfidence = DoubtfulConfidence;
}

/// <summary>What was read of a page.</summary>
/// <param name="Size">Of the page as it was gone through; the places of the words lie in it.</param>
/// <param name="Pdf">Where Tesseract's own PDF of the page lies, if it was asked for one.</param>
internal sealed record RecognisedPage(string Text, PixelSize Size, IReadOnlyList<PageWord> Words, string Pdf)
{
    /// <summary>Mean over its words, 0 to 100; null without words.</summary>
    public int? Confidence { get; } =
        Words.Where(IsKnown).Select(word => word.Confidence).ToList() is { Count: > 0 } known
            ? (int)Math.Round(known.Average())
            : null;

    /// <summary>How many words are more than a guess.</summary>
    public int SureWords => Words.Count(word => IsKnown(word) && word.Confidence >= Tesseract.SureConfidence);

    private static bool IsKnown(PageWord word) => word.Confidence is >= 0 and <= 100;
}
