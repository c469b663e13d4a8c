using System.Text;
using Records.Storage.Text;

namespace Records.Storage.Renditions;

/// <summary>Plain text as PDF/A-2b, in letters of one width; the same text makes the same bytes.</summary>
internal static class TextPdf
{
    private static readonly string[] Fonts =
    [
        "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf",
        "/usr/share/fonts/truetype/liberation/LiberationMono-Regular.ttf",
        "/usr/share/fonts/truetype/liberation2/LiberationMono-Regular.ttf",
    ];

    // Read once: it comes with the machine, and many small pages are written with it.
    private static readonly Lazy<TrueTypeFont?> Font = new(() =>
        Fonts.FirstOrDefault(File.Exists) is { } found ? new(File.ReadAllBytes(found)) : null);

    /// <summary>The file, and how many characters the font does not have.</summary>
    public static (byte[] Pdf, int Missing) Of(byte[] text, int maxPages)
    {
        var font = Font.Value
            ?? throw new TextUnavailableException("No font to write text with (Debian: fonts-dejavu-core).");
        var layout = TextLayout.A4;
        var (pages, missing) = TextPages.Of(text, font, layout, maxPages);
        var pdf = new ArchivePdf(font);
        foreach (var lines in pages)
            pdf.AddText(lines, layout);
        return (pdf.Finish(), missing);
    }

    /// <inheritdoc cref="Of(byte[], int)"/>
    public static byte[] Of(string text) => Of(Encoding.UTF8.GetBytes(text), int.MaxValue).Pdf;
}
