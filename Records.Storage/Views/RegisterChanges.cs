using System.Diagnostics;
using System.Text.Json.Nodes;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Registers;
using static Records.Core.CaseFiles.Registers.RegisterEvent;

namespace Records.Storage.Views;

/// <summary>What events about register sheets change on the sheet of their case file.</summary>
internal static class RegisterChanges
{
    private const string Part = "register-sheet";

    public static IReadOnlyList<SheetChange> Of(RegisterEvent happened) => happened switch
    {
        SheetAdded e =>
        [
            new SheetChange.Mark(ObjectRef.CaseFile, []),
            new SheetChange.Put(Part, e.Sheet.Value, ObjectRef.CaseFile, new JsonObject { ["title"] = e.Title }),
        ],
        SheetRenamed e =>
        [
            new SheetChange.Mark(ObjectRef.CaseFile, []),
            new SheetChange.Put(Part, e.Sheet.Value, ObjectRef.CaseFile, new JsonObject { ["title"] = e.New }),
        ],
        SheetDeleted e =>
            [new SheetChange.Mark(ObjectRef.CaseFile, []), new SheetChange.Drop(Part, e.Sheet.Value)],
        MatterPutOnSheet e =>
            [new SheetChange.Mark(ObjectRef.Of(e.Matter), new JsonObject { ["sheet"] = e.Sheet.Value.ToString() })],
        MatterTakenOffSheet e => [new SheetChange.Mark(ObjectRef.Of(e.Matter), SheetChanges.Unmarked("sheet"))],
        _ => throw new UnreachableException($"{happened.GetType().Name} is not known."),
    };
}
