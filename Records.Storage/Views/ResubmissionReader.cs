using Npgsql;
using NpgsqlTypes;
using Records.Core.People;

namespace Records.Storage.Views;

/// <summary>Resubmissions that are due, across all case files the caller may see.</summary>
public static class ResubmissionReader
{
    extension(ViewReader views)
    {
        /// <summary>
        /// The earliest first. Of nobody in particular: those for the caller, for whom the caller represents, and for
        /// the caller's unit. What stands on something cancelled or deleted, or below it, does not come back.
        /// </summary>
        public Task<Viewed<IReadOnlyList<ResubmissionRow>>> ResubmissionsAsync(
            ResubmissionQuery query, Actor actor, CancellationToken cancel) =>
            views.InSnapshotAsync(actor, async (connection, visible) =>
        {
            // The case file says who may see it: there is one row to change when that changes.
            const string sql = """
                select r.case_file, f.reference,
                       coalesce(d.fields ->> 'subject', m.fields ->> 'subject', f.fields ->> 'subject', ''),
                       r.id, r.owner_kind, r.owner, coalesce(d.revision, m.revision, f.revision),
                       r.due, r.person, r.unit, r.reason, r.set_at, r.set_by, r.position
                  from resubmission r
                  join case_file f on f.id = r.case_file
                  left join document d on d.case_file = r.case_file and r.owner_kind = 'document' and d.id = r.owner
                  left join matter m on m.case_file = r.case_file and r.owner_kind = 'matter' and m.id = r.owner
                  left join matter above on above.case_file = r.case_file and above.id = coalesce(d.matter, m.parent)
                  left join matter upper on upper.case_file = r.case_file and upper.id = above.parent
                 where f.access_class = any($1)
                   and r.due <= $2
                   and (r.person = any($3) or r.unit = any($3))
                   and not array['cancelled', 'deleted']
                        && array_remove(array[f.state, m.state, d.state, above.state, upper.state], null)
                   and ($4::date is null or (r.due, r.position) > ($4, $5))
                 order by r.due, r.position
                 limit $6
                """;
            Guid[] addressees = query.Addressee is { } one
                ? [one]
                : [actor.Person.Value, actor.OnBehalfOf?.Value ?? actor.Person.Value, actor.Unit.Value];
            var command = ViewReader.Command(connection, sql, visible, query.Until, addressees,
                ViewStatements.Typed(NpgsqlDbType.Date, query.After?.Due),
                ViewStatements.Typed(NpgsqlDbType.Bigint, query.After?.Position), query.Limit);
            return await ViewReader.ListAsync(command, RowOf, cancel);
        }, cancel);
    }

    private static ResubmissionRow RowOf(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetGuid(3), row.GetString(4), row.Value<Guid>(5),
        row.GetInt32(6), row.GetFieldValue<DateOnly>(7), row.Value<Guid>(8), row.Value<Guid>(9), row.GetString(10),
        row.Time(11), row.GetGuid(12), row.GetInt64(13));
}

/// <summary>Which resubmissions to list.</summary>
/// <param name="Until">The last day of interest; today for what is due.</param>
/// <param name="Addressee">A person or a unit; null for the caller's own.</param>
/// <param name="After">Day and position of the last one seen; null for the first page.</param>
public sealed record ResubmissionQuery(
    DateOnly Until, Guid? Addressee, (DateOnly Due, long Position)? After, int Limit);

/// <summary>An open resubmission with what it stands on.</summary>
/// <param name="Subject">Of the document, matter or file it stands on.</param>
/// <param name="OwnerKind">case-file, matter or document.</param>
/// <param name="Owner">The matter or document; null for the file itself.</param>
/// <param name="OwnerRevision">What a change of it names as seen.</param>
public sealed record ResubmissionRow(
    Guid CaseFile, string Reference, string Subject, Guid Id, string OwnerKind, Guid? Owner, int OwnerRevision,
    DateOnly Due, Guid? Person, Guid? Unit, string Reason, DateTimeOffset SetAt, Guid SetBy, long Position);
