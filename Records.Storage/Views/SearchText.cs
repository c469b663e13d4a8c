using System.Text.RegularExpressions;

namespace Records.Storage.Views;

/// <summary>A page's text as search takes it.</summary>
public static partial class SearchText
{
    /// <summary>A tsvector holds 1 MB at most; a real page has a few thousand characters.</summary>
    public const int MaxLength = 200_000;

    /// <summary>
    /// Words broken at the end of a line are joined (Verwaltungs-/gebühr), as nobody searches for halves; a hyphen
    /// before a
    /// capital stays, because it belongs to the word (Musterstadt-/Süd). The marks that highlights are told by are
    /// taken
    /// out, so that no page can fake one. Cut at <see cref="MaxLength"/>.
    /// </summary>
    public static string Of(string page)
    {
        var joined = BrokenWord().Replace(Marks().Replace(page, " "), "$1$2");
        return joined.Length <= MaxLength ? joined : joined[..MaxLength];
    }

    [GeneratedRegex(@"[\0\uE000\uE001]")]
    private static partial Regex Marks();

    [GeneratedRegex(@"(\p{Ll})[-\u00AD\u2010]\r?\n\s*(\p{Ll})")]
    private static partial Regex BrokenWord();
}
