namespace Records.Core.Documents;

/// <summary>
/// The header <c>%PDF-</c> and a digit, at byte 0 or behind at most 1,024 bytes of junk (ISO 32000-1, annex H.3.4.1:
/// mail headers, printer commands, stray line ends). Junk is accepted only when the header stands on a line of
/// its own or behind bytes that are no text, so that a letter which mentions the header stays a letter; and
/// only when the junk is nobody else's document: no <c>&lt;</c> in it, so no HTML, no archive entry, and no
/// signature of a program, an image or an archive in front.
/// </summary>
internal static class PdfHead
{
    private const int MaxJunkBytes = 1024;

    public static bool IsPdf(ReadOnlySpan<byte> head)
    {
        var at = head[..Math.Min(head.Length, MaxJunkBytes + Header.Length)].IndexOf(Header);
        if (at < 0 || at + Header.Length >= head.Length || head[at + Header.Length] is < (byte)'0' or > (byte)'9')
            return false;

        var junk = head[..at];
        return junk.IsEmpty || (IsNobodysDocument(junk) && StandsApart(junk));
    }

    private static bool StandsApart(ReadOnlySpan<byte> junk) =>
        junk[^1] is < (byte)' ' or > (byte)'~' || junk.TrimStart(" "u8).IsEmpty;

    private static bool IsNobodysDocument(ReadOnlySpan<byte> junk) =>
        !junk.Contains((byte)'<') && junk.IndexOf("PK\u0003\u0004"u8) < 0 && !HasForeignSignature(junk);

    private static bool HasForeignSignature(ReadOnlySpan<byte> junk) =>
        junk.StartsWith("GIF8"u8) || junk.StartsWith("RIFF"u8) || junk.StartsWith("BM"u8)
        || junk.StartsWith("MZ"u8) || junk.StartsWith("\u007FELF"u8) || junk.StartsWith("#!"u8)
        || junk.StartsWith("Rar!"u8) || junk.StartsWith("7z"u8) || junk.StartsWith("BZh"u8)
        || junk.StartsWith(@"{\rtf"u8) || junk is [0x1F, 0x8B, ..] or [0xD0, 0xCF, 0x11, 0xE0, ..];

    private static ReadOnlySpan<byte> Header => "%PDF-"u8;
}
