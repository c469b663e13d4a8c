using System.Globalization;
using System.Text;
using Records.Core.Documents;

namespace Records.Storage.Text;

/// <summary>
/// The table (tsv) that Tesseract writes: a row for the page (level 1) with its size, for each paragraph (level 3)
/// and line (level 4), and one for each word (level 5) with its place and its confidence. It is asked for no other
/// output: writing the text once more costs two hundredths of reading it.
/// </summary>
internal static class TesseractTable
{
    private const int Left = 6, Top = 7, Width = 8, Height = 9, Confidence = 10, Word = 11, Columns = 12;

    /// <summary>The size of the page that was gone through; null when none was.</summary>
    public static PixelSize? SizeOf(ReadOnlySpan<byte> table) =>
        Rows(table).FirstOrDefault(row => row[0] == "1") is { } page
            && uint.TryParse(page[Width], CultureInfo.InvariantCulture, out var width)
            && uint.TryParse(page[Height], CultureInfo.InvariantCulture, out var height)
                ? new PixelSize(width, height)
                : null;

    /// <summary>The words of the page in order, and its text, with an empty line before each paragraph.</summary>
    public static (string Text, IReadOnlyList<PageWord> Words) Read(ReadOnlySpan<byte> table)
    {
        var (text, words, line, between) = (new StringBuilder(), new List<PageWord>(), 0, "");
        foreach (var row in Rows(table))
        {
            switch (row[0])
            {
                case "3":
                    between = "\n\n";
                    break;
                case "4":
                    line++;
                    between = between.Length == 2 ? between : "\n";
                    break;
                case "5" when !string.IsNullOrWhiteSpace(row[Word]):
                    text.Append(text.Length > 0 ? between : "").Append(row[Word]);
                    between = " ";
                    words.Add(new(line, Number(row[Left]), Number(row[Top]), Number(row[Width]), Number(row[Height]),
                        double.TryParse(row[Confidence], CultureInfo.InvariantCulture, out var sure) ? sure : -1,
                        row[Word]));
                    break;
            }
        }
        return (text.ToString(), words);
    }

    private static int Number(string cell) =>
        int.TryParse(cell, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 0, 1 << 20) : 0;

    private static IEnumerable<string[]> Rows(ReadOnlySpan<byte> table) =>
        from line in Encoding.UTF8.GetString(table).Split('\n')
        let row = line.Split('\t')
        where row.Length == Columns
        select row;
}

/// <summary>A word of a page image and where it stands, in pixels from the upper left corner.</summary>
/// <param name="Line">Words of one line have the same number.</param>
/// <param name="Confidence">0 to 100; less than 0 when it is not known.</param>
internal sealed record PageWord(int Line, int Left, int Top, int Width, int Height, double Confidence, string Text);
