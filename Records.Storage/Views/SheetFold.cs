using System.Diagnostics;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Editing;
using Records.Core.CaseFiles.Numbering;
using Records.Core.CaseFiles.Relocating;
using Records.Core.CaseFiles.Renditions;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.Documents;
using Records.Core.People;
using Records.Core.Ports;
using Records.Storage.Json;
using static Records.Core.CaseFiles.CaseFileEvent;

namespace Records.Storage.Views;

/// <summary>
/// A case file's sheet made from its events, one at a time: how the past is read. The query tables say the same thing
/// in
/// SQL for today; a test holds the two against each other.
/// </summary>
public static class SheetFold
{
    public static CaseFileSheet? Apply(CaseFileSheet? sheet, CaseFileEvent happened, StoredEvent stored, Stamp stamp)
    {
        var at = stored.RecordedAt.ToTime();
        return (sheet, happened) switch
        {
            (null, CaseFileOpened e) => new(
                new(stored.Stream.Value, 1, e.Reference.Value, e.Entry.Value, e.RuleFrom?.Value, e.Rule.TransferYears,
                    e.Rule.RetentionYears, StoredWord.Of(e.Rule.Disposal), e.LeadUnit.Value,
                    With(NoFields, e.Fields), "active",
                    at, null, null, null, stored.Position.Value, [], SheetChanges.OpeningOf(e),
                    stamp.Actor.Person.Value),
                [], [], [], []),
            ({ } s, CaseFileDescribed e) => OnFile(s, file => file with { Fields = With(file.Fields, e.Changes) }),
            ({ } s, CaseFileClosed e) => OnFile(s, file => file with
            {
                State = "closed",
                ClosedOn = e.On,
                TransferEnds = e.Ends.TransferEnds,
                RetentionEnds = e.Ends.RetentionEnds,
            }),
            ({ } s, CaseFileReopened) => OnFile(
                s, file => file with { State = "active", ClosedOn = null, TransferEnds = null, RetentionEnds = null }),

            ({ } s, MatterOpened e) => s with
            {
                Matters = [.. s.Matters,
                    new(e.Matter.Value, 1, e.Number, With(NoFields, e.Fields), "active", at, null, null, null, [],
                        e.Parent?.Value,
                        (e.Reference ?? MatterNumbering.Default.Of(new FileReference(s.CaseFile.Reference), e.Number))
                            .Value)],
            },
            ({ } s, MatterDescribed e) =>
                OnMatter(s, e.Matter, matter => matter with { Fields = With(matter.Fields, e.Changes) }),
            ({ } s, MatterClosed e) => OnMatter(s, e.Matter, matter => matter with
            {
                State = "closed",
                ClosedOn = e.On,
                TransferEnds = e.Ends.TransferEnds,
                RetentionEnds = e.Ends.RetentionEnds,
            }),
            ({ } s, MatterReopened e) => OnMatter(s, e.Matter, matter =>
                matter with { State = "active", ClosedOn = null, TransferEnds = null, RetentionEnds = null }),

            ({ } s, DocumentFiled e) => Filed(s, e.Matter, e.Document, e.Kind, e.Fields, e.Content, stored, stamp),
            ({ } s, RenditionsEvent.RedactedFiled e) => SheetChanges.Apply(
                Filed(s, e.Matter, e.Document, e.Kind, e.Fields, e.Content, stored, stamp),
                RenditionsChanges.Redaction(e), stored.Position),
            ({ } s, DocumentDescribed e) =>
                OnDocument(s, e.Document, document => document with { Fields = With(document.Fields, e.Changes) }),
            ({ } s, VersionAdded e) => OnDocument(s, e.Document, document => document) with
            {
                Versions = Versions(s, Version(e.Document, e.Version, e.Content, e.Comment, stored, stamp)),
            },

            ({ } s, EditingEvent.VersionCheckedIn e) =>
                SheetChanges.Apply(s, EditingChanges.Back(e.Document), stored.Position) with
                {
                    Versions = Versions(s, Version(e.Document, e.Version, e.Content, e.Comment, stored, stamp)),
                },

            ({ } s, TextNoted e) => OnVersion(s, e.Document, e.Version, version => version with
            {
                TextState = e.Text.RecognisedPages > 0 ? "recognised" : "text-layer",
                TextObject = e.Text.Object.Value,
                TextBytes = e.Text.SizeBytes,
                Pages = e.Text.Pages,
                Confidence = e.Text.Confidence,
            }),
            ({ } s, NoTextNoted e) => OnVersion(s, e.Document, e.Version, version =>
                version with { TextState = StoredWord.Of(e.Failure), Pages = e.ReadablePages }),

            ({ } s, RelocatingEvent.ObjectMovedIn e) => RelocatingChanges.Of(e, stored, stamp).Aggregate(
                Ordered(s, e.Past.Aggregate(s, (told, past) =>
                    Apply(told, past.Happened, RelocatingChanges.Stored(past, stored), past.Stamp)!)),
                (changing, change) => SheetChanges.Apply(changing, change, stored.Position)),

            ({ } s, _) when SheetChanges.Of(happened, stored, stamp) is { } changes =>
                changes.Aggregate(s, (changing, change) => SheetChanges.Apply(changing, change, stored.Position)),

            _ => throw new UnreachableException($"{happened.GetType().Name} cannot follow here."),
        };
    }

    private static readonly IReadOnlyDictionary<string, string> NoFields = new Dictionary<string, string>();

    // What came at one position stands in the order of its own times, as the tables are asked for it.
    private static CaseFileSheet Ordered(CaseFileSheet before, CaseFileSheet after) => after with
    {
        Matters =
        [
            .. after.Matters.Take(before.Matters.Count),
            .. after.Matters.Skip(before.Matters.Count)
                .OrderBy(row => row.OpenedAt).ThenBy(row => row.Id.ToString(), StringComparer.Ordinal),
        ],
        Documents =
        [
            .. after.Documents.Take(before.Documents.Count),
            .. after.Documents.Skip(before.Documents.Count)
                .OrderBy(row => row.FiledAt).ThenBy(row => row.Id.ToString(), StringComparer.Ordinal),
        ],
    };

    private static CaseFileSheet OnFile(CaseFileSheet sheet, Func<CaseFileRow, CaseFileRow> change) =>
        sheet with { CaseFile = change(sheet.CaseFile) with { Revision = sheet.CaseFile.Revision + 1 } };

    private static CaseFileSheet OnMatter(
        CaseFileSheet sheet, MatterId id, Func<MatterRow, MatterRow> change) => sheet with
        {
            Matters = [.. sheet.Matters.Select(
            matter => matter.Id == id.Value ? change(matter) with { Revision = matter.Revision + 1 } : matter)],
        };

    private static CaseFileSheet OnDocument(
        CaseFileSheet sheet, DocumentId id, Func<DocumentRow, DocumentRow> change) => sheet with
        {
            Documents = [.. sheet.Documents.Select(document =>
            document.Id == id.Value ? change(document) with { Revision = document.Revision + 1 } : document)],
        };

    private static CaseFileSheet OnVersion(
        CaseFileSheet sheet, DocumentId id, int number, Func<VersionRow, VersionRow> change) => sheet with
        {
            Versions = [.. sheet.Versions.Select(
            version => version.Document == id.Value && version.Version == number ? change(version) : version)],
        };

    private static CaseFileSheet Filed(
        CaseFileSheet sheet, MatterId matter, DocumentId document, DocumentKind kind, ValueList<FieldChange> fields,
        DocumentContent content, StoredEvent stored, Stamp stamp) => sheet with
        {
            Documents = [.. sheet.Documents,
                new(document.Value, matter.Value, 1, StoredWord.Of(kind), With(NoFields, fields),
                    stored.RecordedAt.ToTime(), "active", [])],
            Versions = Versions(sheet, Version(document, 1, content, null, stored, stamp)),
        };

    private static VersionRow Version(
        DocumentId document, int number, DocumentContent content, string? comment, StoredEvent stored,
        Stamp stamp) => new(
        document.Value, number, content.Object.Value, stored.Key.Value, content.Type.Name, content.SizeBytes,
        content.Sha256.ToString(), content.OriginalName, comment, stored.RecordedAt.ToTime(), stamp.Actor.Person.Value,
        "waiting", null, null, null, null);

    // In the order in which the tables are asked for them. PostgreSQL compares UUIDs byte by byte, as their text does.
    private static IReadOnlyList<VersionRow> Versions(CaseFileSheet sheet, VersionRow added) =>
        [.. sheet.Versions.Append(added).OrderBy(version => version.Document.ToString(), StringComparer.Ordinal)
            .ThenBy(version => version.Version)];

    private static IReadOnlyDictionary<string, string> With(
        IReadOnlyDictionary<string, string> fields, ValueList<FieldChange> changes)
    {
        var changed = new Dictionary<string, string>(fields);
        foreach (var (field, _, value) in changes)
            if (value is null)
                changed.Remove(field);
            else
                changed[field] = value;
        return changed;
    }
}
