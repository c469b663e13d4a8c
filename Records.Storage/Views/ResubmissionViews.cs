using System.Diagnostics;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Resubmissions;
using Records.Core.People;
using Records.Core.Ports;
using Records.Storage.Json;
using static Records.Core.CaseFiles.Resubmissions.ResubmissionEvent;

namespace Records.Storage.Views;

/// <summary>Open resubmissions: on the sheet of their case file, and across all files by day and addressee.</summary>
internal static class ResubmissionViews
{
    private const string Kind = "resubmission";

    private static readonly RowsStatement Set = new(
        "owner_kind text, owner uuid, due date, person uuid, unit uuid, reason text, set_at bigint, set_by uuid, "
        + "position bigint", """
        insert into resubmission (case_file, id, owner_kind, owner, due, person, unit, reason, set_at, set_by,
            position)
        select * from given
        """);

    private static readonly RowsStatement Moved = new("due date, person uuid, unit uuid", """
        update resubmission set due = given.due, person = given.person, unit = given.unit
          from given
         where resubmission.case_file = given.file and resubmission.id = given.id
        """);

    private static readonly RowsStatement Gone = new("", """
        delete from resubmission using given
         where resubmission.case_file = given.file and resubmission.id = given.id
        """);

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
    public static ViewWrite Row(ResubmissionEvent happened, StoredEvent stored, Stamp stamp) => happened switch
    {
        ResubmissionSet e => Set.Of(
            stored, e.Resubmission.Value, StoredWord.Of(e.Of.Kind), e.Of.Id, e.On, e.For.Person?.Value,
            e.For.Unit?.Value, e.Reason, stored.RecordedAt.UnixMicros, stamp.Actor.Person.Value,
            stored.Position.Value),
        ResubmissionMoved e =>
            Moved.Of(stored, e.Resubmission.Value, e.NewOn, e.NewFor.Person?.Value, e.NewFor.Unit?.Value),
        ResubmissionCompleted e => Gone.Of(stored, e.Resubmission.Value),
        ResubmissionDropped e => Gone.Of(stored, e.Resubmission.Value),
        _ => throw new UnreachableException($"{happened.GetType().Name} is not known."),
    };

    private static SheetChange Touched(ObjectRef of) => new SheetChange.Mark(of, []);
    private static object Shown(Addressee who) => new { Person = who.Person?.Value, Unit = who.Unit?.Value };
}
