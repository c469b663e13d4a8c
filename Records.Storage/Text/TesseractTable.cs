using System.Globalization;
using System.Text;
using Records.Core.Documents;

namespace Records.Storage.Text;

/// <summary>
/// The table (tsv) that Tesseract writes beside the text: a row for the page (level 1) with its size, and a row a
/// word (level 5) with its confidence.
/// </summary>
internal static class TesseractTable
{
    private const int Width = 8, Height = 9, Confidence = 10, Word = 11, Columns = 12;

    /// <summary>A page of just this size was gone through, be it turned by a quarter.</summary>
    public static bool IsOf(PixelSize size, ReadOnlySpan<byte> table) => Rows(table).Any(row =>
        row[0] == "1"
        && uint.TryParse(row[Width], CultureInfo.InvariantCulture, out var width)
        && uint.TryParse(row[Height], CultureInfo.InvariantCulture, out var height)
        && (new PixelSize(width, height) == size || new PixelSize(height, width) == size));

    /// <summary>What the table says of the words; the text itself lies elsewhere.</summary>
    public static RecognisedPage Read(ReadOnlySpan<byte> table)
    {
        List<double> words = [];
        foreach (var row in Rows(table))
        {
            if (row[0] == "5" && !string.IsNullOrWhiteSpace(row[Word])
                && double.TryParse(row[Confidence], CultureInfo.InvariantCulture, out var confidence)
                && confidence is >= 0 and <= 100)
                words.Add(confidence);
        }

        return new(
            "",
            words.Count > 0 ? (int)Math.Round(words.Average()) : null,
            words.Count(word => word >= Tesseract.SureConfidence));
    }

    private static IEnumerable<string[]> Rows(ReadOnlySpan<byte> table) =>
        from line in Encoding.UTF8.GetString(table).Split('\n')
        let row = line.Split('\t')
        where row.Length == Columns
        select row;
}
