using System.Diagnostics;
using System.Text.Json.Nodes;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Participants;
using Records.Storage.Json;
using static Records.Core.CaseFiles.Participants.ParticipantEvent;

namespace Records.Storage.Views;

/// <summary>What events about participants change on the sheet of their case file.</summary>
internal static class ParticipantChanges
{
    private const string Part = "participant";

    public static IReadOnlyList<SheetChange> Of(ParticipantEvent happened) => happened switch
    {
        ParticipantAdded e => [new SheetChange.Mark(e.Of, []), Put(e.Of, e.Id, e.Participant)],
        ParticipantChanged e => [new SheetChange.Mark(e.Of, []), Put(e.Of, e.Id, e.New)],
        ParticipantRemoved e => [new SheetChange.Mark(e.Of, []), new SheetChange.Drop(Part, e.Id.Value)],
        ParticipantsTakenOver e =>
            [.. e.Participants.Select(one => Put(ObjectRef.Of(e.Document), one.Id, one.Participant))],
        _ => throw new UnreachableException($"{happened.GetType().Name} is not known."),
    };

    // With what is not said as null, so that it goes where it was said before.
    private static SheetChange.Put Put(ObjectRef of, ParticipantId id, Participant said) => new(
        Part, id.Value, of, new JsonObject
        {
            ["kind"] = StoredWord.Of(said.Kind),
            ["name"] = said.Name,
            ["role"] = StoredWord.Of(said.Role),
            ["roleLabel"] = said.RoleLabel,
            ["address"] = said.Address,
            ["email"] = said.Email,
            ["phone"] = said.Phone,
        });
}
