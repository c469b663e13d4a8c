using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Participants;
using Records.Core.CaseFiles.References;
using Records.Core.CaseFiles.Registers;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Storage.Json;
using static Records.Core.CaseFiles.Participants.ParticipantEvent;
using static Records.Core.CaseFiles.References.ReferenceEvent;
using static Records.Core.CaseFiles.Registers.RegisterEvent;

namespace Records.Api.CaseFiles;

/// <summary>What happened to the inner structure of a case file, in the words of the history.</summary>
internal static class StructureNarration
{
    public static EventNarration Of(RegisterEvent happened) => happened switch
    {
        SheetAdded e => OnFile("Registerblatt angelegt", [new("sheet", null, e.Title)]),
        SheetRenamed e => OnFile("Registerblatt umbenannt", [new("sheet", e.Old, e.New)]),
        SheetDeleted e => OnFile("Registerblatt gelöscht", [new("sheet", e.Sheet.Value.ToString(), null)]),
        MatterPutOnSheet e => EventNarration.On("auf Registerblatt gelegt", ObjectRef.Of(e.Matter),
            [new("sheet", e.Old?.Value.ToString(), e.Sheet.Value.ToString())]),
        MatterTakenOffSheet e => EventNarration.On("vom Registerblatt genommen", ObjectRef.Of(e.Matter),
            [new("sheet", e.Old.Value.ToString(), null)]),
        _ => throw new System.Diagnostics.UnreachableException($"{happened.GetType().Name} has no words."),
    };

    public static EventNarration Of(ParticipantEvent happened) => happened switch
    {
        ParticipantAdded e => EventNarration.On("Beteiligter hinzugefügt", e.Of, Changes(null, e.Participant)),
        ParticipantChanged e => EventNarration.On("Beteiligter geändert", e.Of, Changes(e.Old, e.New)),
        ParticipantRemoved e => EventNarration.On("Beteiligter entfernt", e.Of, Changes(e.Old, null)),
        ParticipantsTakenOver e => EventNarration.On("Beteiligte übernommen", ObjectRef.Of(e.Document),
            [.. e.Participants.SelectMany(one => Changes(null, one.Participant))]),
        _ => throw new System.Diagnostics.UnreachableException($"{happened.GetType().Name} has no words."),
    };

    public static EventNarration Of(ReferenceEvent happened) => happened switch
    {
        ReferenceAdded e => EventNarration.On("Verweis angelegt", e.Of, Changes(null, e.Reference)),
        ReferenceRemoved e => EventNarration.On("Verweis zurückgenommen", e.Of, Changes(e.Old, null)),
        ReferenceNoted e => EventNarration.On("Verweis von anderer Stelle", e.Of, Changes(null, e.Reference)),
        ReferenceDropped e =>
            EventNarration.On("Verweis von anderer Stelle zurückgenommen", e.Of, Changes(e.Old, null)),
        _ => throw new System.Diagnostics.UnreachableException($"{happened.GetType().Name} has no words."),
    };

    private static ValueList<FieldChange> Changes(Reference? before, Reference? after) =>
        [.. Said(before, after).Where(change => change.Old != change.New)];

    private static IEnumerable<FieldChange> Said(Reference? before, Reference? after) =>
    [
        new("relation", Word(before?.Relation), Word(after?.Relation)),
        new("caseFile", before?.Target.File?.Value.ToString(), after?.Target.File?.Value.ToString()),
        new("kind", Word(before?.Target.Object?.Kind), Word(after?.Target.Object?.Kind)),
        new("object", before?.Target.Object?.Id?.ToString(), after?.Target.Object?.Id?.ToString()),
        new("foreign", before?.Target.Foreign?.ToString(), after?.Target.Foreign?.ToString()),
        new("text", before?.Target.Text, after?.Target.Text),
        new("remark", before?.Remark, after?.Remark),
    ];

    private static EventNarration OnFile(string action, ValueList<FieldChange> changes) =>
        EventNarration.On(action, ObjectRef.CaseFile, changes);

    private static ValueList<FieldChange> Changes(Participant? before, Participant? after) =>
        [.. Said(before, after).Where(change => change.Old != change.New)];

    private static IEnumerable<FieldChange> Said(Participant? before, Participant? after) =>
    [
        new("kind", Word(before?.Kind), Word(after?.Kind)),
        new("name", before?.Name, after?.Name),
        new("role", Word(before?.Role), Word(after?.Role)),
        new("roleLabel", before?.RoleLabel, after?.RoleLabel),
        new("address", before?.Address, after?.Address),
        new("email", before?.Email, after?.Email),
        new("phone", before?.Phone, after?.Phone),
    ];

    private static string? Word<TEnum>(TEnum? value) where TEnum : struct, Enum =>
        value is { } known ? StoredWord.Of(known) : null;
}
