namespace Records.Core.Describing;

/// <summary>Text that every part of the house can carry: the database, an XML message, a page, a log line.</summary>
public static class PlainText
{
    /// <summary>
    /// False for unpaired surrogates, control characters (U+0000 above all, which PostgreSQL refuses), line breaks
    /// where
    /// none are allowed, and the marks that turn the direction of writing and so can make a name look like another.
    /// </summary>
    public static bool IsClean(string text, bool linesAllowed)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(c) || IsTurning(c) || (char.IsControl(c) && !(linesAllowed && c is '\n' or '\t')))
                return false;
        }
        return true;
    }

    /// <summary>Whether it can stand as what a person remarks to an act: 1 to 1000 characters, lines allowed.</summary>
    public static bool IsRemark(string text) =>
        text.Trim().Length is > 0 && text.Length <= 1000 && IsClean(text, linesAllowed: true);

    // Unicode's bidirectional embeddings, overrides and isolates.
    private static bool IsTurning(char c) => c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
