using System.Diagnostics;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Inspections;
using Records.Core.People;
using Records.Core.Ports;
using static Records.Core.CaseFiles.Inspections.InspectionEvent;

namespace Records.Storage.Views;

/// <summary>What inspections change on the sheet: they lie beside the case file.</summary>
internal static class InspectionChanges
{
    public static IReadOnlyList<SheetChange> Of(InspectionEvent happened, StoredEvent stored, Stamp stamp) =>
        happened switch
        {
            InspectionGiven e =>
            [
                new SheetChange.Mark(ObjectRef.CaseFile, []),
                new SheetChange.Put("inspection", e.Inspection.Value, ObjectRef.CaseFile, SheetChanges.Data(new
                {
                    e.Recipient,
                    e.Reason,
                    e.LegalGround,
                    e.Selection,
                    e.WithSheets,
                    e.Versions,
                    e.Withheld,
                    Content = EditingChanges.Content(e.Content, stored),
                    At = stored.RecordedAt.ToTime(),
                    By = stamp.Actor.Person.Value,
                })),
            ],
            _ => throw new UnreachableException($"{happened.GetType().Name} is not known."),
        };
}
