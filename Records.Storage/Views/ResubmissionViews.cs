using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Resubmissions;
using Records.Core.People;
using Records.Core.Ports;
using Records.Storage.Json;
using static Records.Core.CaseFiles.Resubmissions.ResubmissionEvent;
using static Records.Storage.Views.ViewStatements;

namespace Records.Storage.Views;

/// <summary>Open resubmissions: on the sheet of their case file, and across all files by day and addressee.</summary>
internal static class ResubmissionViews
{
    private const string Kind = "resubmission";

    public static IReadOnlyList<SheetChange> Changes(ResubmissionEvent happened, StoredEvent stored, Stamp stamp) =>
        happened switch
        {
            ResubmissionSet e =>
            [
                Touched(e.Of),
                new SheetChange.Put(Kind, e.Resubmission.Value, e.Of, SheetChanges.Data(new
                {
                    e.On,
                    For = Shown(e.For),
                    e.Reason,
                    SetAt = stored.RecordedAt.ToTime(),
                    SetBy = stamp.Actor.Person.Value,
                })),
            ],
            ResubmissionMoved e =>
            [
                Touched(e.Of),
                new SheetChange.Put(Kind, e.Resubmission.Value, e.Of, SheetChanges.Data(new
                {
                    On = e.NewOn,
                    For = Shown(e.NewFor),
                })),
            ],
            ResubmissionCompleted e => [Touched(e.Of), new SheetChange.Drop(Kind, e.Resubmission.Value)],
            ResubmissionDropped e => [Touched(e.Of), new SheetChange.Drop(Kind, e.Resubmission.Value)],
            _ => throw new UnreachableException($"{happened.GetType().Name} is not known."),
        };

    /// <summary>The row by which it is found across all files.</summary>
    public static NpgsqlBatchCommand Row(ResubmissionEvent happened, StoredEvent stored, Stamp stamp) => happened switch
    {
        ResubmissionSet e => Sql("""
            insert into resubmission (case_file, id, owner_kind, owner, due, person, unit, reason, set_at, set_by,
                position)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """, stored.Stream.Value, e.Resubmission.Value, StoredWord.Of(e.Of.Kind), Uuid(e.Of.Id), e.On,
            Uuid(e.For.Person?.Value), Uuid(e.For.Unit?.Value), e.Reason, stored.RecordedAt.UnixMicros,
            stamp.Actor.Person.Value, stored.Position.Value),
        ResubmissionMoved e => Sql("""
            update resubmission set due = $3, person = $4, unit = $5 where case_file = $1 and id = $2
            """, stored.Stream.Value, e.Resubmission.Value, e.NewOn, Uuid(e.NewFor.Person?.Value),
            Uuid(e.NewFor.Unit?.Value)),
        ResubmissionCompleted e => Gone(stored, e.Resubmission),
        ResubmissionDropped e => Gone(stored, e.Resubmission),
        _ => throw new UnreachableException($"{happened.GetType().Name} is not known."),
    };

    private static NpgsqlBatchCommand Gone(StoredEvent stored, ResubmissionId id) =>
        Sql("delete from resubmission where case_file = $1 and id = $2", stored.Stream.Value, id.Value);

    private static SheetChange Touched(ObjectRef of) => new SheetChange.Mark(of, []);
    private static object Shown(Addressee who) => new { Person = who.Person?.Value, Unit = who.Unit?.Value };
}
