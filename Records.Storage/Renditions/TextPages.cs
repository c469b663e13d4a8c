using System.Text;
using Records.Storage.Text;

namespace Records.Storage.Renditions;

/// <summary>
/// Plain text on pages: lines as they stand, long ones wrapped at a space, a form feed begins a page.
/// </summary>
internal static class TextPages
{
    private const int Tab = 8;
    private const char Missing = '\uFFFD';

    /// <summary>The pages, and how many characters the font does not have.</summary>
    public static (IReadOnlyList<IReadOnlyList<string>> Pages, int Missing) Of(
        byte[] text, TrueTypeFont font, TextLayout layout, int maxPages)
    {
        var letter = font.WidthOf(font.GlyphOf('m')) * layout.Size / 1000;
        var columns = (int)((layout.Width - (2 * layout.Margin)) / letter);
        var (pages, missing) = (new List<IReadOnlyList<string>>(), 0);
        foreach (var piece in PlainTextReader.Read(text))
        {
            var lines = piece.Text.Split('\n').SelectMany(line => Wrap(Drawn(line), columns)).ToList();
            for (var from = 0; from == 0 || from < lines.Count; from += layout.Lines)
                pages.Add(lines.GetRange(from, Math.Min(layout.Lines, lines.Count - from)));
            if (pages.Count > maxPages)
                throw new UnreadableException(Core.Ports.TextFailure.TooLarge);
        }
        return (pages, missing);

        // A font has no glyph for everything, and a page must not show what is in no font.
        string Drawn(string line)
        {
            var drawn = new StringBuilder(line.Length);
            foreach (var rune in line.EnumerateRunes())
            {
                if (rune.Value == '\t')
                    drawn.Append(' ', Tab - (drawn.Length % Tab));
                else if (rune.IsBmp && font.GlyphOf((char)rune.Value) != 0)
                    drawn.Append((char)rune.Value);
                else
                {
                    drawn.Append(font.GlyphOf(Missing) != 0 ? Missing : '?');
                    missing++;
                }
            }
            return drawn.ToString();
        }
    }

    private static IEnumerable<string> Wrap(string line, int columns)
    {
        while (line.Length > columns)
        {
            var space = line.LastIndexOf(' ', columns);
            var end = space > columns / 2 ? space : columns;
            yield return line[..end];
            line = line[end..].TrimStart(' ');
        }
        yield return line;
    }
}
