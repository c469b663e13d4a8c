using System.Diagnostics;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Moving;
using Records.Core.Ports;
using static Records.Core.CaseFiles.Moving.MovingEvent;

namespace Records.Storage.Views;

/// <summary>What re-filing within a case file changes on the sheet, with references both ways.</summary>
internal static class MovingChanges
{
    public static IReadOnlyList<SheetChange> Of(MovingEvent happened, StoredEvent stored) => happened switch
    {
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
