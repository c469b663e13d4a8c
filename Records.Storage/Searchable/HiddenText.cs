using System.Globalization;
using System.Text;
using Records.Storage.Renditions;
using Records.Storage.Text;

namespace Records.Storage.Searchable;

/// <summary>
/// The words of a recognised page as drawing commands of a PDF page that show nothing: each word is stretched over the
/// place where it stands in the picture, so that it is found and marked there.
/// </summary>
internal static class HiddenText
{
    /// <summary>Null for a page without words.</summary>
    /// <param name="width">Of the page in points, whatever its picture has in pixels.</param>
    public static HiddenPage? Of(RecognisedPage read, double width, double height)
    {
        if (read.Words.Count == 0)
            return null;

        var way = WayOf(read.Words);
        var (perX, perY) = (width / read.Size.Width, height / read.Size.Height);
        var drawn = new StringBuilder("BT 3 Tr\n");
        for (var i = 0; i < read.Words.Count; i++)
        {
            var word = read.Words[i];
            var (left, right) = (word.Left * perX, (word.Left + word.Width) * perX);
            var (bottom, top) = (height - ((word.Top + word.Height) * perY), height - (word.Top * perY));
            var (length, size) = way is Way.Right or Way.Left
                ? (right - left, top - bottom)
                : (top - bottom, right - left);
            if (length <= 0 || size <= 0)
                continue;

            // A space behind it keeps the words of a line apart for whoever copies it.
            var follows = i + 1 < read.Words.Count && read.Words[i + 1].Line == word.Line;
            var (turn, x, y) = way switch
            {
                Way.Right => ("1 0 0 1", left, bottom),
                Way.Left => ("-1 0 0 -1", right, top),
                Way.Down => ("0 -1 1 0", left, top),
                _ => ("0 1 -1 0", right, bottom),
            };
            var stretch = 100_000 * length / (HiddenFont.LetterWidth * size * word.Text.Length);
            drawn.Append(CultureInfo.InvariantCulture, $"/F {Number(size)} Tf {Number(stretch)} Tz ")
                .Append(CultureInfo.InvariantCulture, $"{turn} {Number(x)} {Number(y)} Tm <")
                .Append(Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(word.Text)))
                .Append(follows ? "0020> Tj\n" : "> Tj\n");
        }
        return new(width, height, PdfFile.Deflate(Encoding.ASCII.GetBytes(drawn.Append("ET").ToString())));
    }

    // A sheet that came in turned was read along its lines; where the next word of a line stands tells which way.
    private static Way WayOf(IReadOnlyList<PageWord> words)
    {
        var (across, down) = (0L, 0L);
        for (var i = 1; i < words.Count; i++)
        {
            var (one, next) = (words[i - 1], words[i]);
            if (one.Line != next.Line)
                continue;
            across += (2 * next.Left) + next.Width - (2 * one.Left) - one.Width;
            down += (2 * next.Top) + next.Height - (2 * one.Top) - one.Height;
        }
        return Math.Abs(across) >= Math.Abs(down)
            ? across >= 0 ? Way.Right : Way.Left
            : down >= 0 ? Way.Down : Way.Up;
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Where the lines run to on the page as it is shown.</summary>
    private enum Way { Right, Left, Down, Up }
}

/// <summary>A page of hidden text: its size in points, and its drawing commands, packed.</summary>
internal sealed record HiddenPage(double Width, double Height, byte[] Content);
