using System.Text;

namespace Records.Storage.Text;

/// <summary>
/// Text as programs print it, made fit to be stored: lines by \n, no control characters, nothing trailing.
/// </summary>
internal static class CleanText
{
    public static string Of(ReadOnlySpan<byte> utf8) => Of(Encoding.UTF8.GetString(utf8));

    public static string Of(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var c in text.Replace("\r\n", "\n", StringComparison.Ordinal))
        {
            if (c is '\r' or '\f')
                clean.Append('\n');
            else if (c is '\n' or '\t' || !char.IsControl(c))
                clean.Append(c);
        }

        return clean.ToString().TrimEnd().TrimStart('\n', '\uFEFF');
    }
}
