using System.Diagnostics;
using System.Text.Json.Nodes;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Deleting;
using Records.Core.Ports;
using static Records.Core.CaseFiles.Deleting.DeletingEvent;

namespace Records.Storage.Views;

/// <summary>What deleting changes on the sheet: every object that went stands there as deleted.</summary>
internal static class DeletingChanges
{
    public static IReadOnlyList<SheetChange> Of(DeletingEvent happened, StoredEvent stored) => happened switch
    {
        DeletionMarked e => [new SheetChange.Mark(e.Of, SheetChanges.Marked("deletion", new
        {
            At = stored.RecordedAt.ToTime(),
            By = e.By.Value,
            Checker = e.Checker.Value,
            e.Reason,
        }))],
        DeletionWithdrawn e => [new SheetChange.Mark(e.Of, SheetChanges.Unmarked("deletion"))],
        ObjectDeleted e =>
        [
            .. Gone(e).Select(of => new SheetChange.Mark(of, MarksOf(e, stored), "deleted")),
            new SheetChange.Forget([.. Gone(e).Select(of => of.Id ?? stored.Stream.Value)]),
        ],
        _ => throw new UnreachableException($"{happened.GetType().Name} is not known."),
    };

    private static IEnumerable<ObjectRef> Gone(ObjectDeleted e) =>
        (e.Of.Kind is ObjectKind.CaseFile ? (ObjectRef[])[e.Of] : [])
        .Concat(e.Matters.Select(ObjectRef.Of))
        .Concat(e.Contents.Select(content => ObjectRef.Of(content.Document)).Distinct());

    private static JsonObject MarksOf(ObjectDeleted e, StoredEvent stored)
    {
        var marks = SheetChanges.Marked("deleted", new
        {
            At = stored.RecordedAt.ToTime(),
            MarkedBy = e.MarkedBy.Value,
            ConfirmedBy = e.ConfirmedBy.Value,
            e.Reason,
            e.Of,
        });
        marks["deletion"] = null;
        return marks;
    }
}
