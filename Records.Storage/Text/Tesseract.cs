using System.Globalization;
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
    public async Task<RecognisedPage> ReadAsync(
        PageFolder page, string image, PixelSize size, int dpi, int? tiffPage, CancellationToken cancel)
    {
        var first = await RunAsync(page, AsItStands, image, size, dpi, tiffPage, cancel);
        if (first.Confidence is null or >= DoubtfulConfidence)
            return first;

        try
        {
            var second = await RunAsync(page, Turned, image, size, dpi, tiffPage, cancel);
            return second.SureWords > first.SureWords ? second : first;
        }
        catch (UnreadableException)
        {
            // The page has been read; a repeat that fails takes nothing away.
            return first;
        }
    }

    private async Task<RecognisedPage> RunAsync(
        PageFolder page, string segmentation, string image, PixelSize size, int dpi, int? tiffPage,
        CancellationToken cancel)
    {
        var name = $"read-{segmentation}";
        string[] onePage = tiffPage is { } number ? ["-c", $"tessedit_page_number={number}"] : [];
        var exit = await tools.RecogniseAsync(page, cancel,
        [
            "tesseract", image, name, "-l", "deu", "--psm", segmentation,
            "--dpi", dpi.ToString(CultureInfo.InvariantCulture),
            "-c", "tessedit_create_txt=1", "-c", "tessedit_create_tsv=1", .. onePage,
        ]);

        // The exit code alone says little: a page given up for lack of memory is an empty text with code 0.
        var table = page.Read($"{name}.tsv", MaxTableBytes);
        if (exit.Code != 0 || table is null || !TesseractTable.IsOf(size, table))
            throw page.Damaged();

        var text = page.Read($"{name}.txt", tools.Settings.MaxPageTextBytes)
            ?? throw new UnreadableException(TextFailure.TooLarge);
        return TesseractTable.Read(table) with { Text = CleanText.Of(text) };
    }

    /// <summary>Below this a word is a guess.</summary>
    internal const int SureConfidence = DoubtfulConfidence;
}

/// <summary>What was read of a page.</summary>
/// <param name="Confidence">Mean over its words, 0 to 100; null without words.</param>
/// <param name="SureWords">How many words are more than a guess.</param>
internal sealed record RecognisedPage(string Text, int? Confidence, int SureWords);
