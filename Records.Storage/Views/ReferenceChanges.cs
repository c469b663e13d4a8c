using System.Diagnostics;
using System.Text.Json.Nodes;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.References;
using Records.Storage.Json;
using static Records.Core.CaseFiles.References.ReferenceEvent;

namespace Records.Storage.Views;

/// <summary>What events about references change on the sheet of their case file.</summary>
internal static class ReferenceChanges
{
    /// <summary>The kind of part that one end of a reference is.</summary>
    internal const string Part = "reference";

    public static IReadOnlyList<SheetChange> Of(ReferenceEvent happened) => happened switch
    {
        ReferenceAdded e => [new SheetChange.Mark(e.Of, []), Put(e.Of, e.Id, e.Reference)],
        ReferenceRemoved e => [new SheetChange.Mark(e.Of, []), new SheetChange.Drop(Part, e.Id.Value)],
        ReferenceNoted e => [Put(e.Of, e.Id, e.Reference)],
        ReferenceDropped e => [new SheetChange.Drop(Part, e.Id.Value)],
        _ => throw new UnreachableException($"{happened.GetType().Name} is not known."),
    };

    private static SheetChange.Put Put(ObjectRef of, ReferenceId id, Reference said) => new(
        Part, id.Value, of, new JsonObject
        {
            ["relation"] = StoredWord.Of(said.Relation),
            ["caseFile"] = said.Target.File?.Value.ToString(),
            ["kind"] = said.Target.Object is { } to ? StoredWord.Of(to.Kind) : null,
            ["object"] = said.Target.Object?.Id?.ToString(),
            ["foreign"] = said.Target.Foreign?.ToString(),
            ["text"] = said.Target.Text,
            ["remark"] = said.Remark,
        });
}
