namespace Records.Core.Documents;

/// <summary>
/// Tells what bytes are by their first <see cref="HeadBytes"/>. The rule, in this order:
/// <list type="number">
/// <item>The signature at byte 0 wins: PNG, JPEG, TIFF (classic and BigTIFF, both byte orders), ZIP. An archive
/// that holds a PDF is an archive; an archive behind anything else is not one.</item>
/// <item>A PDF header may follow up to 1,024 bytes of junk, as readers accept (<see cref="PdfHead"/>), but never
/// junk that a browser or a shell would itself open.</item>
/// <item>XML needs its declaration. XHTML, SVG, HTML and any other markup are <see cref="MediaType.Unknown"/>:
/// what can carry a script is never called text or data.</item>
/// <item>Plain text is what is left and holds no control characters (<see cref="TextHead"/>).</item>
/// </list>
/// Only the head is looked at: the answer says how to treat the bytes, not that they are sound.
/// </summary>
public static class MediaTypes
{
    /// <summary>
    /// How many bytes are looked at. More may be passed and change nothing; fewer mean that this is all.
    /// </summary>
    public const int HeadBytes = 16 * 1024;

    /// <summary>The type of what begins with these bytes. Never throws.</summary>
    public static MediaType Sniff(ReadOnlySpan<byte> head)
    {
        if (head.Length > HeadBytes)
            head = head[..HeadBytes];

        return head switch
        {
            [] => MediaType.Empty,
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => MediaType.Png,
            [0xFF, 0xD8, 0xFF, ..] => MediaType.Jpeg,
            [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => MediaType.Tiff,
            [(byte)'I', (byte)'I', 43, 0, 8, 0, 0, 0, ..] => MediaType.Tiff,
            [(byte)'M', (byte)'M', 0, 43, 0, 8, 0, 0, ..] => MediaType.Tiff,
            [(byte)'P', (byte)'K', 3, 4, ..] => ZipHead.Sniff(head),
            [(byte)'P', (byte)'K', 5, 6, ..] => MediaType.Zip,
            _ when PdfHead.IsPdf(head) => MediaType.Pdf,
            _ when MarkupHead.IsMarkup(head) => MarkupHead.IsPlainXml(head) ? MediaType.Xml : MediaType.Unknown,
            _ when TextHead.IsText(head) => MediaType.PlainText,
            _ => MediaType.Unknown,
        };
    }
}
