using System.Text.Unicode;

namespace Records.Core.Documents;

/// <summary>
/// Plain text: no control characters but tab, line and page ends, and either valid UTF-8 or, as older programs
/// write it, an 8-bit code in which at most three bytes of ten are beyond ASCII (German needs less than one).
/// </summary>
internal static class TextHead
{
    public static bool IsText(ReadOnlySpan<byte> head)
    {
        var beyondAscii = 0;
        foreach (var b in head)
        {
            if (b is < 0x20 and not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f') or 0x7F)
                return false;
            if (b >= 0x80)
                beyondAscii++;
        }

        return IsUtf8(head) || beyondAscii * 10 <= head.Length * 3;
    }

    private static bool IsUtf8(ReadOnlySpan<byte> head)
    {
        // A full head may end inside a character, which has up to four bytes.
        var mayBeCut = head.Length == MediaTypes.HeadBytes ? 3 : 0;
        for (var cut = 0; cut <= mayBeCut; cut++)
        {
            if (Utf8.IsValid(head[..^cut]))
                return true;
        }

        return false;
    }
}
