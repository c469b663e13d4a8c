using System.Text.Json;
using System.Text.Json.Serialization;
using Records.Api.Calls;
using Records.Api.Documents;
using Records.Core.CaseFiles;
using Records.Core.FilePlan;
using Records.Core.Retention;
using Records.Storage.Json;
using Records.Storage.Views;

namespace Records.Api.CaseFiles;

/// <summary>From rows to answers. One form for today's state and for the state as of a moment.</summary>
internal static class CaseFileContracts
{
    public static CaseFileItem Item(Call call, CaseFileRow row) => new(
        row.Id, row.Reference, row.Revision, row.Entry, row.Unit, row.State, row.Fields, row.OpenedAt, row.OpenedBy,
        ClosingOf(row), new Dictionary<string, Link> { ["self"] = new($"{call.Root}/case-files/{row.Id}") });

    public static CaseFileAnswer Answer(
        CaseFileSheet sheet, long position, KeepingAnswer keeping, StateLinks? links)
    {
        var row = sheet.CaseFile;
        return new(
            row.Id, row.Reference, row.Revision, row.Entry, row.Unit, row.State, row.Fields, row.OpenedAt,
            row.OpenedBy, new(row.TransferYears, row.RetentionYears, row.Disposal, row.RuleFrom), keeping,
            ClosingOf(row), row.Marks.Deserialize<CaseFileMarks>(ContractJson.Options)!)
        {
            Matters = [.. sheet.Matters.Where(matter => matter.Parent is null)
                .Select(matter => Answer(sheet, matter, links))],
            Sheets = [.. sheet.Parts.Where(part => part.Kind == "register-sheet").Select(PartAnswers.Sheet)],
            Participants = sheet.ParticipantsOf("case-file", null),
            References = sheet.ReferencesOf("case-file", null),
            FormerReferences = FormerReferenceAnswer.Of(sheet),
            MovedOut = MovedOutAnswer.Of(sheet),
            Inherited = Inherited.Of(sheet),
            Resubmissions = ResubmissionAnswer.Of(sheet, null),
            Inspections = InspectionAnswer.Of(sheet),
            Position = position,
            Links = links?.OfCaseFile(row.Id),
        };
    }

    public static MatterAnswer Answer(CaseFileSheet sheet, MatterRow row, StateLinks? links) => new(
        row.Id, row.Number, row.Reference, row.Parent, row.Revision, Standing.Of(sheet, row).State, row.Fields,
        row.OpenedAt, row.ClosedOn is { } on ? new(on, row.TransferEnds!.Value, row.RetentionEnds) : null,
        row.Marks.Deserialize<MatterMarks>(ContractJson.Options)! with
        {
            Cancellation = Standing.Of(sheet, row).Cancellation,
        })
    {
        Documents = [.. sheet.Documents.Where(document => document.Matter == row.Id)
            .Select(document => Answer(sheet, document, links))],
        SubMatters = [.. sheet.Matters.Where(matter => matter.Parent == row.Id)
            .Select(matter => Answer(sheet, matter, links))],
        Participants = sheet.ParticipantsOf("matter", row.Id),
        References = sheet.ReferencesOf("matter", row.Id),
        Inherited = Inherited.Of(sheet, row),
        Resubmissions = ResubmissionAnswer.Of(sheet, row.Id),
        Routes = RoutingContracts.RoutesOf(sheet, row.Id, links),
        MovedIn = MovedInAnswer.Of(sheet, row.Id),
        Links = links?.OfMatter(sheet.CaseFile.Id, row.Id),
    };

    public static DocumentAnswer Answer(CaseFileSheet sheet, DocumentRow row, StateLinks? links) => new(
        row.Id, row.Matter, row.Revision, row.Kind, Standing.Of(sheet, row).State, row.Fields, row.FiledAt,
        row.Marks.Deserialize<DocumentMarks>(ContractJson.Options)! with
        {
            Cancellation = Standing.Of(sheet, row).Cancellation,
        })
    {
        Versions = [.. sheet.Versions.Where(version => version.Document == row.Id).Select(version => new VersionAnswer(
            version.Version, version.MediaType, version.SizeBytes, version.Sha256, version.OriginalName,
            version.Comment,
            version.AddedAt, new(version.TextState, version.Pages, version.Confidence)))],
        Drafts = DraftAnswer.Of(sheet, row.Id),
        Renditions = RenditionAnswer.Of(sheet, row.Id),
        Redaction = RedactionAnswer.Of(sheet, row.Id),
        RedactedCopies = RedactionAnswer.CopiesOf(sheet, row.Id),
        Participants = sheet.ParticipantsOf("document", row.Id),
        References = sheet.ReferencesOf("document", row.Id),
        Inherited = Inherited.Of(sheet, row),
        Resubmissions = ResubmissionAnswer.Of(sheet, row.Id),
        Routes = RoutingContracts.RoutesOf(sheet, row.Id, links),
        Acts = RoutingContracts.PartsOf<ActAnswer>(sheet, "act", row.Id),
        Dispatches = RoutingContracts.PartsOf<DispatchAnswer>(sheet, "dispatch", row.Id),
        MovedIn = MovedInAnswer.Of(sheet, row.Id),
        Links = links?.OfDocument(sheet.CaseFile.Id, row.Id),
    };

    private static Closing? ClosingOf(CaseFileRow row) =>
        row.ClosedOn is { } on ? new(on, row.TransferEnds!.Value, row.RetentionEnds) : null;
}

/// <summary>The links that today's state of a case file allows its caller; none for a state of the past.</summary>
internal sealed class StateLinks(Call call, CaseFile state)
{
    private readonly CaseFileBody body = state.Contents;

    public IReadOnlyDictionary<string, Link> OfCaseFile(Guid file) => call.LinksOf(file, state);
    public IReadOnlyDictionary<string, Link>? OfMatter(Guid file, Guid matter) =>
        body.Find(new MatterId(matter)) is { } found ? call.LinksOf(file, state, found) : null;
    public IReadOnlyDictionary<string, Link>? OfDocument(Guid file, Guid document) =>
        body.Find(new DocumentId(document)) is { } found ? call.LinksOf(file, state, found) : null;
    public IReadOnlyDictionary<string, Link>? OfRoute(Guid file, Guid route) =>
        body.Routes.GetValueOrDefault(route) is { } found ? call.LinksOf(file, state, found) : null;
    public IReadOnlyDictionary<string, Link>? OfStep(Guid file, Guid route, Guid step) =>
        body.Routes.GetValueOrDefault(route) is { } found ? call.LinksOf(file, state, found, new(step)) : null;
}

internal sealed record CaseFileItem(
    Guid Id, string Reference, int Revision, Guid Entry, Guid Unit, string State,
    IReadOnlyDictionary<string, string> Fields,
    DateTimeOffset OpenedAt, Guid OpenedBy, Closing? Closing,
    [property: JsonPropertyName("_links")] IReadOnlyDictionary<string, Link> Links);

/// <param name="Retention">
/// By what it is kept: the rule of its entry when it was opened or re-filed there, or what was set by hand since.
/// </param>
internal sealed record CaseFileAnswer(
    Guid Id, string Reference, int Revision, Guid Entry, Guid Unit, string State,
    IReadOnlyDictionary<string, string> Fields, DateTimeOffset OpenedAt, Guid OpenedBy, RetentionAnswer Retention,
    KeepingAnswer Keeping, Closing? Closing, CaseFileMarks Marks)
{
    public required IReadOnlyList<MatterAnswer> Matters { get; init; }
    public required IReadOnlyList<SheetAnswer> Sheets { get; init; }
    public required IReadOnlyList<ParticipantAnswer> Participants { get; init; }
    public required IReadOnlyList<ReferenceAnswer> References { get; init; }

    /// <summary>What it was called before it was re-filed, oldest first; it is found by these too.</summary>
    public required IReadOnlyList<FormerReferenceAnswer> FormerReferences { get; init; }

    /// <summary>What lay in it and was re-filed into other files.</summary>
    public required IReadOnlyList<MovedOutAnswer> MovedOut { get; init; }
    public required Inherited Inherited { get; init; }
    public required IReadOnlyList<ResubmissionAnswer> Resubmissions { get; init; }
    public required IReadOnlyList<InspectionAnswer> Inspections { get; init; }

    /// <summary>The position of the log this answer reflects.</summary>
    public required long Position { get; init; }

    [JsonPropertyName("_links")]
    public IReadOnlyDictionary<string, Link>? Links { get; init; }
}

/// <param name="Number">Its running number in the file, or in the matter above.</param>
/// <param name="Parent">The matter above; left out for a matter right in the file.</param>
internal sealed record MatterAnswer(
    Guid Id, int Number, string Reference, Guid? Parent, int Revision, string State,
    IReadOnlyDictionary<string, string> Fields, DateTimeOffset OpenedAt, Closing? Closing, MatterMarks Marks)
{
    public required IReadOnlyList<DocumentAnswer> Documents { get; init; }
    public required IReadOnlyList<MatterAnswer> SubMatters { get; init; }
    public required IReadOnlyList<ParticipantAnswer> Participants { get; init; }
    public required IReadOnlyList<ReferenceAnswer> References { get; init; }
    public required Inherited Inherited { get; init; }
    public required IReadOnlyList<ResubmissionAnswer> Resubmissions { get; init; }
    public required IReadOnlyList<RouteAnswer> Routes { get; init; }

    /// <summary>The files it lay in before, oldest first.</summary>
    public required IReadOnlyList<MovedInAnswer> MovedIn { get; init; }

    [JsonPropertyName("_links")]
    public IReadOnlyDictionary<string, Link>? Links { get; init; }
}

internal sealed record DocumentAnswer(
    Guid Id, Guid Matter, int Revision, string Kind, string State, IReadOnlyDictionary<string, string> Fields,
    DateTimeOffset FiledAt, DocumentMarks Marks)
{
    public required IReadOnlyList<VersionAnswer> Versions { get; init; }
    public required IReadOnlyList<DraftAnswer> Drafts { get; init; }
    public required IReadOnlyList<RenditionAnswer> Renditions { get; init; }
    public RedactionAnswer? Redaction { get; init; }
    public required IReadOnlyList<Guid> RedactedCopies { get; init; }
    public required IReadOnlyList<ParticipantAnswer> Participants { get; init; }
    public required IReadOnlyList<ReferenceAnswer> References { get; init; }
    public required Inherited Inherited { get; init; }
    public required IReadOnlyList<ResubmissionAnswer> Resubmissions { get; init; }
    public required IReadOnlyList<RouteAnswer> Routes { get; init; }
    public required IReadOnlyList<ActAnswer> Acts { get; init; }
    public required IReadOnlyList<DispatchAnswer> Dispatches { get; init; }

    /// <summary>The files it lay in before, oldest first.</summary>
    public required IReadOnlyList<MovedInAnswer> MovedIn { get; init; }

    [JsonPropertyName("_links")]
    public IReadOnlyDictionary<string, Link>? Links { get; init; }
}

internal sealed record VersionAnswer(
    int Version, string MediaType, long SizeBytes, string Sha256, string OriginalName, string? Comment,
    DateTimeOffset AddedAt, TextAnswer Text);

/// <param name="State">waiting, text-layer, recognised, encrypted, damaged, too-large, timed-out or not-text.</param>
/// <param name="Confidence">Mean over the recognised pages, 0 to 100.</param>
internal sealed record TextAnswer(string State, int? Pages, int? Confidence);

/// <param name="RetentionYears">Left out when unlimited.</param>
/// <param name="StatedBy">The plan entry that states the rule; left out where the tenant's default holds.</param>
internal sealed record RetentionAnswer(int TransferYears, int? RetentionYears, string Disposal, Guid? StatedBy)
{
    public static RetentionAnswer Of(RetentionRule rule, FilePlanEntryId? from) =>
        new(rule.TransferYears, rule.RetentionYears, StoredWord.Of(rule.Disposal), from?.Value);
}

/// <param name="RetentionEnds">Left out when unlimited.</param>
internal sealed record Closing(DateOnly On, DateOnly TransferEnds, DateOnly? RetentionEnds);

/// <summary>What stands on the file now.</summary>
internal sealed record CaseFileMarks
{
    public LockMark? Lock { get; init; }
    public CancellationMark? Cancellation { get; init; }
    public DeletionMark? Deletion { get; init; }
    public DeletedMark? Deleted { get; init; }
    public AppraisalMark? Appraisal { get; init; }
    public ByHandMark? RuleByHand { get; init; }
    public ByHandMark? EndByHand { get; init; }
}

/// <summary>What stands on the matter now.</summary>
internal sealed record MatterMarks
{
    public MergedFromMark? MergedFrom { get; init; }
    public MergedIntoMark? MergedInto { get; init; }
    public LockMark? Lock { get; init; }
    public CancellationMark? Cancellation { get; init; }

    /// <summary>The register sheet it lies on.</summary>
    public Guid? Sheet { get; init; }
    public DeletionMark? Deletion { get; init; }
    public DeletedMark? Deleted { get; init; }
}

/// <summary>What stands on the document now.</summary>
internal sealed record DocumentMarks
{
    public LockMark? Lock { get; init; }
    public CancellationMark? Cancellation { get; init; }
    public DeletionMark? Deletion { get; init; }
    public DeletedMark? Deleted { get; init; }
    public Documents.PutAwayMark? PutAway { get; init; }
    public FinalSignatureMark? FinalSigned { get; init; }
    public DispatchMark? Dispatched { get; init; }
    public CheckOutMark? CheckedOut { get; init; }

    /// <summary>dispatch-copy-made while the document is final.</summary>
    public string? Processing { get; init; }
}
