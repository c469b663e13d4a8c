using System.Text.Json;
using Records.Core.CaseFiles.Renditions;
using Records.Storage.Json;
using Records.Storage.Views;

namespace Records.Api.Documents;

/// <summary>A rendition (Formatkopie) of a version, beside the original.</summary>
/// <param name="Kind">clean-copy, long-term or searchable.</param>
/// <param name="Format">What it is in the words of its standard, such as PDF/A-2b.</param>
/// <param name="Tool">Programs and versions it was made with.</param>
/// <param name="Checks">What was looked at afterwards.</param>
/// <param name="RetiredAt">Since when it is not to be used any more.</param>
internal sealed record RenditionAnswer(
    Guid Id, int Version, string Kind, string MediaType, long SizeBytes, string Sha256, string OriginalName,
    string Format, string Tool, IReadOnlyList<string> Checks, DateTimeOffset MadeAt, Guid By,
    DateTimeOffset? RetiredAt, Guid? RetiredBy)
{
    public static IReadOnlyList<RenditionAnswer> Of(CaseFileSheet sheet, Guid document) =>
    [
        .. from part in sheet.Parts
           where part.Kind == "rendition" && part.Owner == document
           let said = part.Data.Deserialize<Part>(StoredJson.Options)!
           select new RenditionAnswer(
               part.Id, said.Version, StoredWord.Of(said.Kind), said.Content.MediaType, said.Content.SizeBytes,
               said.Content.Sha256, said.Content.OriginalName, said.Making.Format, said.Making.Tool,
               said.Making.Checks, said.At, said.By, said.RetiredAt, said.RetiredBy),
    ];

    private sealed record Part(
        int Version, RenditionKind Kind, PartContent Content, Making Making, DateTimeOffset At, Guid By,
        DateTimeOffset? RetiredAt = null, Guid? RetiredBy = null);
}

/// <summary>Where a redacted copy comes from.</summary>
/// <param name="Source">The document it is a copy of.</param>
/// <param name="Areas">What is hidden, in points from the upper left corner of the page as it is shown.</param>
internal sealed record RedactionAnswer(
    Guid Source, int Version, IReadOnlyList<RedactedArea> Areas, string Reason, string LegalGround, string Tool,
    IReadOnlyList<string> Checks)
{
    /// <summary>Null for a document that is no redacted copy.</summary>
    public static RedactionAnswer? Of(CaseFileSheet sheet, Guid document) =>
        sheet.Parts.FirstOrDefault(part => part.Kind == "redaction" && part.Id == document) is { } part
        && Read(part) is var said
            ? new(said.Source, said.Version, said.Areas, said.Reason, said.LegalGround, said.Making.Tool,
                said.Making.Checks)
            : null;

    /// <summary>The redacted copies that were made of the document.</summary>
    public static IReadOnlyList<Guid> CopiesOf(CaseFileSheet sheet, Guid document) =>
    [
        .. sheet.Parts.Where(part => part.Kind == "redaction" && Read(part).Source == document)
            .Select(part => part.Id),
    ];

    private static Part Read(PartRow part) => part.Data.Deserialize<Part>(StoredJson.Options)!;

    private sealed record Part(
        Guid Source, int Version, Core.Deciding.ValueList<RedactedArea> Areas, string Reason, string LegalGround,
        Making Making);
}
