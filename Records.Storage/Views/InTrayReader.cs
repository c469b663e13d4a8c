using Npgsql;
using NpgsqlTypes;
using Records.Core.People;

namespace Records.Storage.Views;

/// <summary>What lies in the in-trays the caller may see.</summary>
public static class InTrayReader
{
    // Where it went is told to whoever may see the file it went to.
    private const string Columns = """
        select t.id, t.revision, t.state, t.source, t.received_at, t.unit, t.person, t.fields, t.object, t.key,
               t.media_type, t.size_bytes, t.sha256, t.original_name, t.reason, f.id,
               case when f.id is not null then t.document end, t.put_at, t.put_by, t.position
          from in_tray t
          left join case_file f on f.id = t.case_file and f.access_class = any($1)
        """;

    extension(ViewReader views)
    {
        /// <summary>
        /// The oldest first. Of no unit in particular: that of the caller, without what lies with one of the
        /// colleagues alone.
        /// </summary>
        public Task<Viewed<IReadOnlyList<InTrayRow>>> InTrayAsync(
            InTrayQuery query, Actor actor, CancellationToken cancel) => views.InSnapshotAsync(actor, async (connection, visible) =>
        {
            const string sql = Columns + """

                 where t.access_class = any($1)
                   and t.unit = $2
                   and ($3::uuid[] is null or t.person is null or t.person = any($3))
                   and t.state = $4
                   and ($5::bigint is null or t.position > $5)
                 order by t.position
                 limit $6
                """;
            Guid[]? mine = query.Unit is null
                ? [actor.Person.Value, actor.OnBehalfOf?.Value ?? actor.Person.Value]
                : null;
            var command = ViewReader.Command(connection, sql, visible, query.Unit ?? actor.Unit.Value,
                ViewStatements.Typed(NpgsqlDbType.Array | NpgsqlDbType.Uuid, mine), query.State,
                ViewStatements.Typed(NpgsqlDbType.Bigint, query.After), query.Limit);
            return await ViewReader.ListAsync(command, RowOf, cancel);
        }, cancel);

        /// <summary>One entry, or null where the caller sees none.</summary>
        public Task<Viewed<InTrayRow?>> InTrayEntryAsync(
            Guid id, Actor actor, CancellationToken cancel) => views.InSnapshotAsync(actor, async (connection, visible) =>
        {
            var command = ViewReader.Command(
                connection, Columns + " where t.access_class = any($1) and t.id = $2", visible, id);
            return await ViewReader.ListAsync(command, RowOf, cancel) is [var found] ? found : null;
        }, cancel);
    }

    private static InTrayRow RowOf(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetInt32(1), row.GetString(2), row.GetString(3), row.Time(4), row.GetGuid(5),
        row.Value<Guid>(6), FieldsJson.Read(row.GetString(7)), row.GetGuid(8), row.GetGuid(9), row.GetString(10),
        row.GetInt64(11), Convert.ToHexStringLower(row.GetFieldValue<byte[]>(12)), row.GetString(13), row.Text(14),
        row.Value<Guid>(15), row.Value<Guid>(16), row.Time(17), row.GetGuid(18), row.GetInt64(19));
}

/// <summary>Which entries to list.</summary>
/// <param name="Unit">Everything of this unit; null for the caller's own tray.</param>
/// <param name="State">waiting, registered or rejected.</param>
/// <param name="After">The position of the last one seen; null for the first page.</param>
public sealed record InTrayQuery(Guid? Unit, string State, long? After, int Limit);

/// <summary>An entry of the in-tray.</summary>
/// <param name="Reason">Why it was turned away, or put here from another tray.</param>
/// <param name="CaseFile">Where it was registered, for who may see that file.</param>
public sealed record InTrayRow(
    Guid Id, int Revision, string State, string Source, DateTimeOffset ReceivedAt, Guid Unit, Guid? Person,
    IReadOnlyDictionary<string, string> Fields, Guid Object, Guid Key, string MediaType, long SizeBytes, string Sha256,
    string OriginalName, string? Reason, Guid? CaseFile, Guid? Document, DateTimeOffset PutAt, Guid PutBy,
    long Position);
