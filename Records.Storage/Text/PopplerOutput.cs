using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Records.Core.Documents;

namespace Records.Storage.Text;

/// <summary>
/// Reads what the poppler programs print. They print names and titles of the document too, so any line may be forged.
/// </summary>
internal static partial class PopplerOutput
{
    private const double PointsPerInch = 72;

    /// <summary>
    /// How many pages there are; null when it is not said. The true line comes behind any forged one.
    /// </summary>
    public static int? PageCount(string info) =>
        CountLine().Matches(info) is [.., var last]
        && int.TryParse(last.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var count)
            ? count
            : null;

    /// <summary>
    /// Size and rotation of the page; null when it has none, which is how poppler shows a page that does not exist.
    /// </summary>
    public static PdfPage? Page(string info, int number)
    {
        var page = number.ToString(CultureInfo.InvariantCulture);
        var lines = PageLine().Matches(info).Where(line => line.Groups["page"].Value == page).ToList();
        var (width, height, turn) = (Last("width"), Last("height"), Last("turn"));
        return width > 0 && height > 0
            ? new(number, width / PointsPerInch, height / PointsPerInch, (int)turn, "", [])
            : null;

        double Last(string name) =>
            Number(lines.LastOrDefault(line => line.Groups[name].Success)?.Groups[name].Value ?? "0");
    }

    /// <summary>The texts of so many pages, or null when what was printed does not fall into as many.</summary>
    public static string[]? Texts(byte[] output, int pages)
    {
        var texts = Encoding.UTF8.GetString(output).Split('\f');
        return texts.Length == pages + 1 && texts[^1].Length == 0 ? texts[..^1]
            : pages == 1 ? [string.Concat(texts)]
            : null;
    }

    /// <summary>The images by page.</summary>
    public static ILookup<int, PdfImage> Images(string list) => (
        from line in list.Split('\n')
        let cells = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        where cells.Length >= 15 && int.TryParse(cells[0], CultureInfo.InvariantCulture, out _)
        select (
            Page: (int)Number(cells[0]),
            Image: new PdfImage(
                cells[2], new((uint)Number(cells[3]), (uint)Number(cells[4])), (int)Number(cells[6]), cells[8],
                Number(cells[^4]), Number(cells[^3])))).ToLookup(row => row.Page, row => row.Image);

    private static double Number(string text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 0, int.MaxValue) : 0;

    [GeneratedRegex(@"^Pages: +(\d+)$", RegexOptions.Multiline)]
    private static partial Regex CountLine();

    [GeneratedRegex(
        @"^Page +(?<page>\d+) (size: +(?<width>[\d.e+]+) x (?<height>[\d.e+]+) pts|rot: +(?<turn>\d+))",
        RegexOptions.Multiline)]
    private static partial Regex PageLine();
}
