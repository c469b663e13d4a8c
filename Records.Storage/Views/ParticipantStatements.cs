using System.Diagnostics;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Participants;
using Records.Core.Ports;
using static Records.Core.CaseFiles.Participants.ParticipantEvent;

namespace Records.Storage.Views;

/// <summary>The rows by which participants are found across all files.</summary>
internal static class ParticipantStatements
{
    private static readonly RowsStatement Row = new("owner uuid, name text", """
        insert into participant (case_file, id, owner, words)
        select given.file, given.id, given.owner, to_tsvector('simple', normalize(given.name))
          from given
            on conflict on constraint participant_pkey do update set words = excluded.words
        """);

    private static readonly RowsStatement Gone = new("", """
        delete from participant using given where participant.case_file = given.file and participant.id = given.id
        """);

    public static IEnumerable<ViewWrite> For(ParticipantEvent happened, StoredEvent stored) => happened switch
    {
        ParticipantAdded e => [Put(stored, e.Of, e.Id, e.Participant)],
        ParticipantChanged e => [Put(stored, e.Of, e.Id, e.New)],
        ParticipantRemoved e =>
            [Gone.Of(stored, e.Id.Value)],
        ParticipantsTakenOver e =>
            e.Participants.Select(one => Put(stored, ObjectRef.Of(e.Document), one.Id, one.Participant)),
        _ => throw new UnreachableException($"{happened.GetType().Name} is not known."),
    };

    private static ViewWrite Put(StoredEvent stored, ObjectRef of, ParticipantId id, Participant said) =>
        Row.Of(stored, id.Value, of.Id ?? stored.Stream.Value, NameWords.Of(said.Name));
}
