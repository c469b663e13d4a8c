using System.Text.Json;
using System.Text.Json.Nodes;
using Records.Storage.Json;

namespace Records.Storage.Views;

/// <summary>What a query found, and the position of the log that it reflects.</summary>
public sealed record Viewed<T>(T Found, long Position);

/// <summary>A case file in a list.</summary>
/// <param name="Opening">The rule under which it was opened, whatever became of it since.</param>
/// <param name="Marks">What stands on it now by name, such as a lock; see <see cref="SheetChange.Mark"/>.</param>
public sealed record CaseFileRow(
    Guid Id, int Revision, string Reference, Guid Entry, Guid? RuleFrom, int TransferYears, int? RetentionYears,
    string Disposal,
    Guid Unit, IReadOnlyDictionary<string, string> Fields, string State, DateTimeOffset OpenedAt,
    DateOnly? ClosedOn, DateOnly? TransferEnds, DateOnly? RetentionEnds, long Position, JsonObject Marks,
    JsonObject Opening, Guid OpenedBy);

/// <summary>A matter of a case file, in the order of opening: a sub-matter follows the matter it lies in.</summary>
/// <param name="Marks">What stands on it now by name, such as a lock; see <see cref="SheetChange.Mark"/>.</param>
public sealed record MatterRow(
    Guid Id, int Revision, int Number, IReadOnlyDictionary<string, string> Fields, string State,
    DateTimeOffset OpenedAt,
    DateOnly? ClosedOn, DateOnly? TransferEnds, DateOnly? RetentionEnds, JsonObject Marks, Guid? Parent,
    string Reference);

/// <summary>A document of a case file, without its versions.</summary>
/// <param name="Marks">What stands on it now by name, such as a lock; see <see cref="SheetChange.Mark"/>.</param>
public sealed record DocumentRow(
    Guid Id, Guid Matter, int Revision, string Kind, IReadOnlyDictionary<string, string> Fields,
    DateTimeOffset FiledAt, string State, JsonObject Marks);

/// <summary>What lies beside an object of a case file: a participant, a reference, a resubmission.</summary>
/// <param name="OwnerKind">case-file, matter or document.</param>
/// <param name="Owner">The matter or document; null for the file itself.</param>
public sealed record PartRow(string Kind, Guid Id, string OwnerKind, Guid? Owner, JsonObject Data, long Position);

/// <summary>Bytes that belong to a part and not to a version: a draft, a rendition.</summary>
/// <param name="Key">The data key that opens them.</param>
public sealed record PartContent(
    Guid Object, Guid Key, string MediaType, long SizeBytes, string Sha256, string OriginalName)
{
    /// <summary>What a part says of its bytes under the member <c>content</c>.</summary>
    public static PartContent Of(PartRow part) => part.Data["content"].Deserialize<PartContent>(StoredJson.Options)!;
}

/// <param name="TextState">
/// waiting, text-layer, recognised, or why there is none: encrypted, damaged, too-large, timed-out, not-text.
/// </param>
public sealed record VersionRow(
    Guid Document, int Version, Guid Object, Guid Key, string MediaType, long SizeBytes, string Sha256,
    string OriginalName, string? Comment,
    DateTimeOffset AddedAt, Guid AddedBy, string TextState, Guid? TextObject, long? TextBytes, int? Pages,
    int? Confidence);

/// <summary>A case file with everything in it, for one page of an app.</summary>
public sealed record CaseFileSheet(
    CaseFileRow CaseFile, IReadOnlyList<MatterRow> Matters, IReadOnlyList<DocumentRow> Documents,
    IReadOnlyList<VersionRow> Versions, IReadOnlyList<PartRow> Parts);

/// <summary>Which case files to list, newest first.</summary>
/// <param name="Before">The position of the last one seen; null for the first page.</param>
public sealed record CaseFileQuery(CaseFileFilter Where, long? Before, int Limit);

/// <param name="Text">As a person types it: words, "a phrase", or, -without (PostgreSQL's websearch form).</param>
/// <param name="Before">Position and page of the last hit seen; null for the first page.</param>
public sealed record SearchQuery(string Text, (long Position, int Page)? Before, int Limit)
{
    /// <summary>In which case files to look.</summary>
    public CaseFileFilter Where { get; init; } = CaseFileFilter.None;

    /// <summary>Whether the text around the words is wanted too.</summary>
    public bool WithHighlight { get; init; }
}

/// <summary>Where the words were found.</summary>
/// <param name="Kind">case-file, matter, document (its metadata) or page.</param>
/// <param name="Object">The matter or document; the case file itself for its own metadata.</param>
/// <param name="Highlight">
/// Pieces of the text around the words; the words between U+E000 and U+E001. Null where they were not asked for.
/// </param>
/// <param name="State">The state of the object; cancelled too where something above it is.</param>
public sealed record SearchHit(
    Guid CaseFile, string Reference, string Subject, string Kind, Guid Object, Guid? Matter, int Version, int Page,
    string? Highlight, long Position, string State);

internal static class FieldsJson
{
    public static IReadOnlyDictionary<string, string> Read(string json) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(json)!;

    public static JsonObject Object(string json) => JsonNode.Parse(json)!.AsObject();
}
