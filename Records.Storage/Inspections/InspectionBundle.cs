using System.IO.Compression;
using System.Text.Json;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Inspections;
using Records.Storage.Renditions;
using Records.Storage.Views;

namespace Records.Storage.Inspections;

/// <summary>
/// A case file for somebody outside, as a ZIP of documents in the order of their dates, a page of contents for people
/// and one for programs, and, where wished, sheets of metadata. It says nothing of when, for whom or by whom it was
/// made: the same content makes the same bytes. Written as a stream, one document after the other.
/// </summary>
public sealed class InspectionBundle
{
    /// <summary>Beyond the documents themselves: contents, sheets and what a ZIP says of each entry.</summary>
    public const long MaxFraming = 256L << 20;

    // The first moment a ZIP can tell of; which day it was in whose zone is nobody's business.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    private readonly CaseFileSheet sheet;
    private readonly IReadOnlyList<BundleDocument> documents;
    private readonly int withheld;
    private readonly bool withSheets;

    /// <param name="withheld">How many documents are not in it because a redacted copy stands for them.</param>
    /// <param name="dayOf">The day of a moment where German law counts its days.</param>
    public InspectionBundle(
        CaseFileSheet sheet, IEnumerable<InspectedVersion> shown, int withheld, bool withSheets,
        Func<DateTimeOffset, DateOnly> dayOf)
    {
        (this.sheet, this.withheld, this.withSheets) = (sheet, withheld, withSheets);
        documents = BundleDocument.Of(sheet, shown, dayOf);
    }

    /// <param name="open">The bytes of a version; what it throws ends the bundle.</param>
    public async Task WriteAsync(
        Stream to, Func<VersionRow, CancellationToken, Task<Stream>> open, CancellationToken cancel)
    {
        await using var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, null, cancel);
        await AddAsync(
            zip, "Inhaltsverzeichnis.pdf", TextPdf.Of(BundlePages.Contents(sheet, documents, withheld)), cancel);
        await AddAsync(zip, "contents.json", Contents(), cancel);
        foreach (var one in documents)
        {
            await using var bytes = await open(one.Version, cancel);
            await AddAsync(zip, one.Name, bytes, cancel);
        }
        if (withSheets)
            foreach (var (name, text) in Sheets())
                await AddAsync(zip, $"metadaten/{name}.pdf", TextPdf.Of(text), cancel);
    }

    private static async Task AddAsync(ZipArchive zip, string name, byte[] bytes, CancellationToken cancel)
    {
        await using var content = new MemoryStream(bytes);
        await AddAsync(zip, name, content, cancel);
    }

    private static async Task AddAsync(ZipArchive zip, string name, Stream content, CancellationToken cancel)
    {
        // Stored as it is: how a compressor packs may change with its version.
        var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = NoTime;
        await using var into = await entry.OpenAsync(cancel);
        await content.CopyToAsync(into, cancel);
    }

    private byte[] Contents() => JsonSerializer.SerializeToUtf8Bytes(new
    {
        Format = "records-inspection/1",
        sheet.CaseFile.Reference,
        Subject = sheet.CaseFile.Fields.GetValueOrDefault("subject"),
        Documents = documents.Select(one => new
        {
            one.Number,
            one.Name,
            one.Date,
            one.Subject,
            one.Row.Kind,
            one.Version.Version,
            one.Version.MediaType,
            one.Version.SizeBytes,
            one.Version.Sha256,
            one.IsRedacted,
        }),
        Withheld = withheld,
        Sheets = withSheets ? Sheets().Select(page => $"metadaten/{page.Name}.pdf") : [],
    }, Json);

    private IEnumerable<(string Name, string Text)> Sheets()
    {
        yield return ("akte", BundlePages.Sheet(ObjectKind.CaseFile, "Akte",
            [("Aktenzeichen", sheet.CaseFile.Reference)], sheet.CaseFile.Fields));
        foreach (var (index, matter) in Matters().Index())
            yield return ($"vorgang-{index + 1:D4}", BundlePages.Sheet(ObjectKind.Matter, "Vorgang",
                [("Vorgangszeichen", matter.Reference)], matter.Fields));
        foreach (var one in documents)
            yield return ($"dokument-{one.Number:D4}", BundlePages.Sheet(ObjectKind.Document, "Dokument",
                [
                    ("Nummer", $"{one.Number:D4}"), ("Art", BundlePages.Origin(one.Row.Kind)),
                    ("Vorgangszeichen", sheet.Matters.Single(matter => matter.Id == one.Row.Matter).Reference),
                ], one.Row.Fields));
    }

    // Those that a document of the bundle lies in, and those above them, in the order of the file.
    private IEnumerable<MatterRow> Matters()
    {
        var parents = sheet.Matters.ToDictionary(matter => matter.Id, matter => matter.Parent);
        var wanted = new HashSet<Guid>();
        foreach (var one in documents)
            for (Guid? next = one.Row.Matter; next is { } matter && wanted.Add(matter);)
                next = parents[matter];
        return sheet.Matters.Where(matter => wanted.Contains(matter.Id));
    }
}
