using System.Diagnostics;
using Npgsql;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Participants;
using Records.Core.Ports;
using static Records.Core.CaseFiles.Participants.ParticipantEvent;
using static Records.Storage.Views.ViewStatements;

namespace Records.Storage.Views;

/// <summary>The rows by which participants are found across all files.</summary>
internal static class ParticipantStatements
{
    public static IEnumerable<NpgsqlBatchCommand> For(ParticipantEvent happened, StoredEvent stored) => happened switch
    {
        ParticipantAdded e => [Put(stored, e.Of, e.Id, e.Participant)],
        ParticipantChanged e => [Put(stored, e.Of, e.Id, e.New)],
        ParticipantRemoved e =>
            [Sql("delete from participant where case_file = $1 and id = $2", stored.Stream.Value, e.Id.Value)],
        ParticipantsTakenOver e =>
            e.Participants.Select(one => Put(stored, ObjectRef.Of(e.Document), one.Id, one.Participant)),
        _ => throw new UnreachableException($"{happened.GetType().Name} is not known."),
    };

    private static NpgsqlBatchCommand Put(StoredEvent stored, ObjectRef of, ParticipantId id, Participant said) =>
        Sql("""
            insert into participant (case_file, id, owner, words)
            values ($1, $2, $3, to_tsvector('simple', normalize($4)))
                on conflict on constraint participant_pkey do update set words = excluded.words
            """, stored.Stream.Value, id.Value, of.Id ?? stored.Stream.Value, NameWords.Of(said.Name));
}
