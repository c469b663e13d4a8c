using Npgsql;
using NpgsqlTypes;
using Records.Core.People;
using static Records.Storage.Views.ViewStatements;

namespace Records.Storage.Views;

/// <summary>Steps of routes that wait for somebody, across all case files the caller may see.</summary>
public static class WorklistReader
{
    extension(ViewReader views)
    {
        /// <summary>What is due first first. What is cancelled waits for nobody.</summary>
        public Task<Viewed<IReadOnlyList<WorklistRow>>> WorklistAsync(
            WorklistQuery query, Actor actor, CancellationToken cancel) => views.InSnapshotAsync(actor, async (connection, visible) =>
        {
            const string sql = """
                select w.case_file, f.reference, coalesce(f.fields ->> 'subject', ''), w.owner_kind, w.owner,
                       coalesce(d.fields ->> 'subject', m.fields ->> 'subject', ''), w.route, w.step, w.number, w.kind,
                       w.person, w.unit, w.role, w.due, w.due_day, w.order_text, w.since, w.position
                  from worklist w
                  join case_file f on f.id = w.case_file
                  left join document d on w.owner_kind = 'document' and d.case_file = w.case_file and d.id = w.owner
                  join matter m on m.case_file = w.case_file and m.id = coalesce(d.matter, w.owner)
                 where f.access_class = any($1)
                   and (w.person = any($2) or (w.unit = $3 and (w.role is null or w.role = any($4))))
                   and ($5::date is null or w.due < $5)
                   and ($6::text is null or w.kind = $6)
                   and ($7::integer is null or (w.due_day, w.position, w.number) > ($7, $8, $9))
                   and 'cancelled' not in (f.state, m.state, coalesce(d.state, ''))
                 order by w.due_day, w.position, w.number
                 limit $10
                """;
            var command = ViewReader.Command(
                connection, sql, visible, query.People.ToArray(), query.Unit, query.Roles.ToArray(),
                Typed(NpgsqlDbType.Date, query.DueBefore), Typed(NpgsqlDbType.Text, query.Kind),
                Typed(NpgsqlDbType.Integer, query.After?.DueDay), Typed(NpgsqlDbType.Bigint, query.After?.Position),
                Typed(NpgsqlDbType.Integer, query.After?.Number), query.Limit);
            return await ViewReader.ListAsync(command, RowOf, cancel);
        }, cancel);
    }

    private static WorklistRow RowOf(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetGuid(4), row.GetString(5),
        row.GetGuid(6), row.GetGuid(7), row.GetInt32(8), row.GetString(9), row.Value<Guid>(10), row.Value<Guid>(11),
        row.Text(12), row.Value<DateOnly>(13), row.GetInt32(14), row.Text(15), row.Time(16), row.GetInt64(17));
}

/// <summary>Whose steps to list: the person's own, those of whom they represent, and those of the unit.</summary>
/// <param name="Roles">The roles the person has, as stored words; a step may be for one of them only.</param>
/// <param name="DueBefore">Only what is due before this day.</param>
/// <param name="After">Due day, position and number of the last one seen; null for the first page.</param>
public sealed record WorklistQuery(
    IReadOnlyList<Guid> People, Guid Unit, IReadOnlyList<string> Roles, DateOnly? DueBefore, string? Kind,
    (int DueDay, long Position, int Number)? After, int Limit);

/// <summary>A step that waits, with what it is about.</summary>
/// <param name="OwnerKind">matter or document.</param>
/// <param name="Since">When its turn came.</param>
public sealed record WorklistRow(
    Guid CaseFile, string Reference, string CaseFileSubject, string OwnerKind, Guid Owner, string Subject, Guid Route,
    Guid Step, int Number, string Kind, Guid? Person, Guid? Unit, string? Role, DateOnly? Due, int DueDay,
    string? Text, DateTimeOffset Since, long Position);
