using System.Diagnostics;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Moving;
using Records.Core.Ports;
using static Records.Core.CaseFiles.Moving.MovingEvent;

namespace Records.Storage.Views;

/// <summary>What re-filing changes on the sheet, with references both ways.</summary>
internal static class MovingChanges
{
    /// <summary>The kind of part that keeps a reference the file had before; the search reads it too.</summary>
    private const string FormerReference = "former-reference";

    public static IReadOnlyList<SheetChange> Of(MovingEvent happened, StoredEvent stored) => happened switch
    {
        CaseFileRefiled e =>
        [
            new SheetChange.Mark(ObjectRef.CaseFile, []),
            new SheetChange.Place(e.NewReference, e.NewEntry, e.NewRule, e.RuleFrom),
            new SheetChange.Put(FormerReference, stored.Id.Value, ObjectRef.CaseFile, SheetChanges.Data(new
            {
                Reference = e.OldReference.Value,
                Entry = e.OldEntry.Value,
                Until = stored.RecordedAt.ToTime(),
            })),
        ],
        CaseFileReassigned e =>
            [new SheetChange.Mark(ObjectRef.CaseFile, []), new SheetChange.LeadUnit(e.New)],
        DocumentMoved e => [new SheetChange.Refile(e.Document, e.To)],
        MattersMerged e =>
        [
            .. e.Documents.Select(document => new SheetChange.Refile(document, e.Into)),
            new SheetChange.Mark(ObjectRef.Of(e.Into), SheetChanges.Marked("mergedFrom", new
            {
                At = stored.RecordedAt.ToTime(),
                Matters = e.From.Select(matter => matter.Value),
            })),
            .. e.From.Select(matter => new SheetChange.Mark(ObjectRef.Of(matter), SheetChanges.Marked("mergedInto", new
            {
                At = stored.RecordedAt.ToTime(),
                Matter = e.Into.Value,
            }))),
        ],
        _ => throw new UnreachableException($"{happened.GetType().Name} is not known."),
    };
}
