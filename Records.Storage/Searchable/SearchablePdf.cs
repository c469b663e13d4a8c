using System.Text;
using Records.Storage.Renditions;

namespace Records.Storage.Searchable;

/// <summary>A PDF of hidden text, with the pictures it belongs to or to be laid under pages that have theirs.</summary>
internal sealed class SearchablePdf
{
    private readonly PdfFile file = new();
    private readonly int pages, font;
    private readonly List<int> kids = [];

    public SearchablePdf() => (pages, font) = (file.Reserve(), file.Reserve());

    /// <param name="picture">What is seen of the page; null where it is laid under one that is seen.</param>
    public void Add(HiddenPage page, PdfImageData? picture)
    {
        var (width, height) = (PdfFile.Number(page.Width), PdfFile.Number(page.Height));
        var (seen, image) = ("", "");
        if (picture is not null)
        {
            image = $"/XObject<</I {file.AddStream(picture.Entries, picture.Content)} 0 R>>";
            var drawing = file.AddDeflated("", Encoding.ASCII.GetBytes($"q {width} 0 0 {height} 0 0 cm /I Do Q"));
            seen = $"{drawing} 0 R ";
        }
        var hidden = file.AddStream("/Filter/FlateDecode", page.Content);
        kids.Add(file.Add(
            $"<</Type/Page/Parent {pages} 0 R/MediaBox[0 0 {width} {height}]"
            + $"/Resources<</Font<</F {font} 0 R>>{image}>>/Contents[{seen}{hidden} 0 R]>>"));
    }

    public byte[] Finish()
    {
        HiddenFont.Set(file, font);
        var all = string.Join(' ', kids.Select(kid => $"{kid} 0 R"));
        file.Set(pages, $"<</Type/Pages/Count {kids.Count}/Kids[{all}]>>");
        return file.Finish(file.Add($"<</Type/Catalog/Pages {pages} 0 R>>"));
    }
}
