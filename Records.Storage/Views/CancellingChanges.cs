using System.Diagnostics;
using Records.Core.CaseFiles.Cancelling;
using Records.Core.People;
using Records.Core.Ports;
using static Records.Core.CaseFiles.Cancelling.CancellingEvent;

namespace Records.Storage.Views;

/// <summary>
/// What cancelling changes on the sheet: the object itself. What lies in it is shown as cancelled by whoever answers.
/// </summary>
internal static class CancellingChanges
{
    public static IReadOnlyList<SheetChange> Of(CancellingEvent happened, StoredEvent stored, Stamp stamp) =>
        happened switch
        {
            ObjectCancelled e => [new SheetChange.Mark(e.Of, SheetChanges.Marked("cancellation", new
            {
                At = stored.RecordedAt.ToTime(),
                By = stamp.Actor.Person.Value,
                e.Reason,
                e.Of,
            }), "cancelled")],
            CancellationUndone e => [new SheetChange.Mark(e.Of, SheetChanges.Unmarked("cancellation"), "active")],
            _ => throw new UnreachableException($"{happened.GetType().Name} is not known."),
        };
}
