using System.Text;

namespace Records.Core.Documents;

/// <summary>
/// What the bytes are, told by the bytes themselves and never by a name or a header (RFC 6838 names). The list
/// is closed: what it does not know is <see cref="Unknown"/>, kept and served as bytes only.
/// </summary>
public readonly record struct MediaType(string Name)
{
    public static MediaType Unknown { get; } = new("application/octet-stream");
    public static MediaType Pdf { get; } = new("application/pdf");
    public static MediaType Png { get; } = new("image/png");
    public static MediaType Jpeg { get; } = new("image/jpeg");
    public static MediaType Tiff { get; } = new("image/tiff");
    public static MediaType PlainText { get; } = new("text/plain");
    public static MediaType Xml { get; } = new("application/xml");
    public static MediaType Zip { get; } = new("application/zip");
    public static MediaType Docx { get; } =
        new("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
    public static MediaType Odt { get; } = new("application/vnd.oasis.opendocument.text");
    public static MediaType Empty { get; } = new("application/x-empty");

    public override string ToString() => Name;
}
