using System.Globalization;
using System.Text;

namespace Records.Storage.Renditions;

/// <summary>
/// A PDF made to be kept: PDF/A-2b (ISO 19005-2) by construction, with embedded fonts and defined colours, without
/// scripts, attachments, transparency or encryption. It says nothing about whom it came from: its only metadata is
/// what it conforms to.
/// </summary>
internal sealed class ArchivePdf
{
    /// <summary>What it is called where a format is named.</summary>
    public const string Format = "PDF/A-2b";

    private readonly PdfFile file = new();
    private readonly int pages;
    private readonly List<int> kids = [];
    private readonly TextFont? font;

    /// <param name="font">What text is written with; null where there are only images.</param>
    public ArchivePdf(TrueTypeFont? font = null)
    {
        pages = file.Reserve();
        this.font = font is null ? null : new(file.Reserve(), font);
    }

    public long Length => file.Length;

    /// <summary>A page that is one image, in points.</summary>
    public void AddImage(PdfImageData image, double width, double height)
    {
        var picture = file.AddStream(image.Entries, image.Content);
        AddPage(width, height, $"/XObject<</I {picture} 0 R>>",
            $"q {PdfFile.Number(width)} 0 0 {PdfFile.Number(height)} 0 0 cm /I Do Q");
    }

    /// <summary>A page of lines, from its upper left corner.</summary>
    public void AddText(IReadOnlyList<string> lines, TextLayout layout)
    {
        var used = font ?? throw new InvalidOperationException("There is no font to write with.");
        var content = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"BT /F {PdfFile.Number(layout.Size)} Tf ")
            .Append(CultureInfo.InvariantCulture, $"{PdfFile.Number(layout.LineHeight)} TL ")
            .Append(CultureInfo.InvariantCulture, $"{PdfFile.Number(layout.Margin)} ")
            .Append(CultureInfo.InvariantCulture, $"{PdfFile.Number(layout.FirstLine)} Td\n");
        foreach (var line in lines)
            content.Append('<').Append(used.Write(line)).Append("> Tj T*\n");
        AddPage(layout.Width, layout.Height, $"/Font<</F {used.Number} 0 R>>", content.Append("ET").ToString());
    }

    public byte[] Finish()
    {
        font?.AddTo(file);
        var all = string.Join(' ', kids.Select(kid => $"{kid} 0 R"));
        file.Set(pages, $"<</Type/Pages/Count {kids.Count}/Kids[{all}]>>");
        var metadata = file.AddStream("/Type/Metadata/Subtype/XML", Encoding.UTF8.GetBytes(Metadata));
        var profile = file.AddDeflated("/N 3", SrgbProfile.Bytes);
        return file.Finish(file.Add(
            $"<</Type/Catalog/Pages {pages} 0 R/Metadata {metadata} 0 R/OutputIntents[<</Type/OutputIntent"
            + $"/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)/DestOutputProfile {profile} 0 R>>]>>"));
    }

    private void AddPage(double width, double height, string resources, string drawing)
    {
        var content = file.AddDeflated("", Encoding.ASCII.GetBytes(drawing));
        kids.Add(file.Add(
            $"<</Type/Page/Parent {pages} 0 R/MediaBox[0 0 {PdfFile.Number(width)} {PdfFile.Number(height)}]"
            + $"/Resources<<{resources}>>/Contents {content} 0 R>>"));
    }

    private const string Metadata = """
        <?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
        <pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
        </rdf:Description></rdf:RDF></x:xmpmeta>
        <?xpacket end="r"?>
        """;
}

/// <summary>An image as an object of a PDF: its dictionary entries and its content.</summary>
internal sealed record PdfImageData(string Entries, byte[] Content)
{
    /// <param name="space">DeviceGray or DeviceRGB, or an indexed space of one.</param>
    public static string EntriesOf(int width, int height, string space, int bits, string rest) =>
        string.Create(CultureInfo.InvariantCulture,
            $"/Type/XObject/Subtype/Image/Width {width}/Height {height}")
        + string.Create(CultureInfo.InvariantCulture, $"/ColorSpace{space}/BitsPerComponent {bits}{rest}");
}

/// <summary>Where lines go on a page, in points.</summary>
internal sealed record TextLayout(double Width, double Height, double Margin, double Size, double LineHeight)
{
    public static TextLayout A4 { get; } = new(595.28, 841.89, 56, 9, 11);

    /// <summary>Where the first line stands, from below.</summary>
    public double FirstLine => Height - Margin - Size;

    public int Lines => (int)((Height - (2 * Margin)) / LineHeight);
}
