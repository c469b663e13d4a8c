using System.Diagnostics;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.PuttingAway;
using static Records.Core.CaseFiles.PuttingAway.PuttingAwayEvent;

namespace Records.Storage.Views;

/// <summary>What putting away changes on the sheet.</summary>
internal static class PuttingAwayChanges
{
    public static IReadOnlyList<SheetChange> Of(PuttingAwayEvent happened) => happened switch
    {
        DocumentPutAway e => [new SheetChange.Mark(
            ObjectRef.Of(e.Document), SheetChanges.Marked("putAway", new { e.On, e.Until }), "put-away")],
        DocumentTakenUp e => [new SheetChange.Mark(
            ObjectRef.Of(e.Document), SheetChanges.Unmarked("putAway"), "active")],
        _ => throw new UnreachableException($"{happened.GetType().Name} is not known."),
    };
}
