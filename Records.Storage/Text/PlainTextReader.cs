using System.Text;
using Records.Core.Deciding;
using Records.Core.Ports;

namespace Records.Storage.Text;

/// <summary>
/// Reads plain text: UTF-8, or else Windows-1252, which older programs mean when they say Latin-1. It has no pages of
/// its own, so a form feed ends one, and a long text is cut at a line's end into pieces that an index can take.
/// </summary>
internal static class PlainTextReader
{
    private const int MaxPieceLength = 100_000;

    public static ValueList<PageText> Read(byte[] bytes) =>
    [
        .. Decode(bytes).Split('\f').SelectMany(Pieces).Select((text, index) =>
            new PageText(index + 1, CleanText.Of(text), TextSource.Layer, null)),
    ];

    private static string Decode(byte[] bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Windows1252.GetString(bytes);
        }
    }

    private static IEnumerable<string> Pieces(string text)
    {
        for (var start = 0; start == 0 || start < text.Length;)
        {
            var length = Math.Min(MaxPieceLength, text.Length - start);
            if (start + length < text.Length)
            {
                var lineEnd = text.LastIndexOf('\n', start + length - 1, length);
                length = lineEnd > start ? lineEnd + 1 - start
                    : char.IsHighSurrogate(text[start + length - 1]) ? length - 1
                    : length;
            }

            yield return text.Substring(start, length);
            start += Math.Max(length, 1);
        }
    }

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
}
