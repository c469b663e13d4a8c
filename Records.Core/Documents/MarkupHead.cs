using System.Text;

namespace Records.Core.Documents;

/// <summary>Markup: the first character behind a byte order mark and white space is <c>&lt;</c>.</summary>
internal static class MarkupHead
{
    public static bool IsMarkup(ReadOnlySpan<byte> head) => Letters(head).TrimStart(" \t\r\n").StartsWith("<");

    /// <summary>
    /// An XML declaration at the very beginning, and no vocabulary that a browser would run. Names can be
    /// disguised, so this narrows and does not protect: content is served as an attachment in any case.
    /// </summary>
    public static bool IsPlainXml(ReadOnlySpan<byte> head)
    {
        var letters = Letters(head);
        return letters.StartsWith("<?xml") && letters.Length > 5 && letters[5] is ' ' or '\t' or '\r' or '\n'
            && !Names(letters, "<html") && !Names(letters, "<!doctype html") && !Names(letters, "<?xml-stylesheet")
            && !Names(letters, "//www.w3.org/1999/xhtml") && !Names(letters, "//www.w3.org/2000/svg");
    }

    private static bool Names(ReadOnlySpan<char> letters, string name) =>
        letters.Contains(name, StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> Letters(ReadOnlySpan<byte> head) => head switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Encoding.Latin1.GetString(head[3..]),
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(head[2..]),
        [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(head[2..]),
        _ => Encoding.Latin1.GetString(head),
    };
}
