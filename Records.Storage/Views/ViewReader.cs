using System.Data;
using Npgsql;
using NpgsqlTypes;
using Records.Core.People;
using Records.Core.Ports;

namespace Records.Storage.Views;

/// <summary>
/// Answers questions from the query tables. Each answer comes from one snapshot, holds only what the caller may see,
/// and
/// says which position of the log it reflects.
/// </summary>
public sealed class ViewReader(NpgsqlDataSource views)
{
    /// <summary>How far the tables have come, and how many documents wait for their text to be read.</summary>
    public async Task<(Position Shown, long TextsWaiting, long Parked)> ProgressAsync(CancellationToken cancel)
    {
        await using var command = views.CreateCommand(
            "select position, (select count(*) from text_waiting), (select count(*) from parked) from progress");
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return (new(row.GetInt64(0)), row.GetInt64(1), row.GetInt64(2));
    }

    /// <summary>Case files, the newest first.</summary>
    public Task<Viewed<IReadOnlyList<CaseFileRow>>> CaseFilesAsync(
        CaseFileQuery query, Actor actor, CancellationToken cancel) => InSnapshotAsync(async connection =>
    {
        const string sql = """
            select id, revision, reference, entry, rule_from, transfer_years, retention_years, disposal, unit, fields,
                   state, opened_at, closed_on, transfer_ends, retention_ends, position, marks,
                   opening
              from case_file
             where access_class = any($1)
               and ($2::uuid is null or entry = $2)
               and ($3::uuid is null or unit = $3)
               and ($4::text is null or state = $4)
               and ($5::text is null or starts_with(reference, $5) or exists (
                       select from part
                        where part.case_file = case_file.id and part.kind = 'former-reference'
                          and starts_with(part.data ->> 'reference', $5)))
               and ($6::bigint is null or position < $6)
             order by position desc
             limit $7
            """;
        var visible = await AccessClasses.VisibleToAsync(actor, connection, cancel);
        var command = Command(connection, sql, visible,
            Typed(NpgsqlDbType.Uuid, query.Entry), Typed(NpgsqlDbType.Uuid, query.Unit),
            Typed(NpgsqlDbType.Text, query.State),
            Typed(NpgsqlDbType.Text, query.ReferencePrefix), Typed(NpgsqlDbType.Bigint, query.Before), query.Limit);
        return await ListAsync(command, CaseFileOf, cancel);
    }, cancel);

    /// <summary>
    /// The case file with all its matters, documents and versions, or null where the caller sees none.
    /// </summary>
    public Task<Viewed<CaseFileSheet?>> CaseFileAsync(
        Guid id, Actor actor, CancellationToken cancel) => InSnapshotAsync(async connection =>
    {
        const string file = """
            select id, revision, reference, entry, rule_from, transfer_years, retention_years, disposal, unit, fields,
                   state, opened_at, closed_on, transfer_ends, retention_ends, position, marks,
                   opening
              from case_file where id = $1 and access_class = any($2)
            """;
        const string matters = """
            select id, revision, number, fields, state, opened_at, closed_on, transfer_ends, retention_ends,
                   marks, parent, reference
              from matter where case_file = $1 and access_class = any($2) order by position, opened_at, id
            """;
        const string documents = """
            select id, matter, revision, kind, fields, filed_at, state, marks
              from document where case_file = $1 and access_class = any($2) order by position, filed_at, id
            """;
        const string versions = """
            select document, version, object, key, media_type, size_bytes, sha256, original_name, comment, added_at,
                   added_by, text_state, text_object, text_bytes, pages, confidence
              from document_version where case_file = $1 and access_class = any($2) order by document, version
            """;
        const string parts = """
            select kind, id, owner_kind, owner, data, position
              from part where case_file = $1 and access_class = any($2) order by position, id
            """;

        var visible = await AccessClasses.VisibleToAsync(actor, connection, cancel);
        if (await ListAsync(Command(connection, file, id, visible), CaseFileOf, cancel) is not [var found])
            return null;
        return new CaseFileSheet(
            found,
            await ListAsync(Command(connection, matters, id, visible), MatterOf, cancel),
            await ListAsync(Command(connection, documents, id, visible), row => new DocumentRow(
                row.GetGuid(0), row.GetGuid(1), row.GetInt32(2), row.GetString(3), FieldsJson.Read(row.GetString(4)),
                row.Time(5), row.GetString(6), FieldsJson.Object(row.GetString(7))), cancel),
            await ListAsync(Command(connection, versions, id, visible), VersionOf, cancel),
            await ListAsync(Command(connection, parts, id, visible), PartOf, cancel));
    }, cancel);

    /// <summary>
    /// One version with where its bytes lie, and the state its document stands in; null where the caller sees none.
    /// </summary>
    public Task<Viewed<(VersionRow Row, string DocumentState)?>> VersionAsync(
        Guid caseFile, Guid document, int version, Actor actor,
        CancellationToken cancel) => InSnapshotAsync(async connection =>
    {
        const string sql = """
            select v.document, v.version, v.object, v.key, v.media_type, v.size_bytes, v.sha256, v.original_name,
                   v.comment, v.added_at, v.added_by, v.text_state, v.text_object, v.text_bytes, v.pages, v.confidence,
                   d.state
              from document_version v
              join document d on d.case_file = v.case_file and d.id = v.document
             where v.case_file = $1 and v.document = $2 and v.version = $3 and v.access_class = any($4)
            """;
        var visible = await AccessClasses.VisibleToAsync(actor, connection, cancel);
        return await ListAsync(
            Command(connection, sql, caseFile, document, version, visible),
            row => (VersionOf(row), row.GetString(16)), cancel) is [var found]
            ? found
            : default((VersionRow, string)?);
    }, cancel);

    /// <summary>One part of a document, or null where the caller sees none.</summary>
    public Task<Viewed<PartRow?>> PartAsync(
        Guid caseFile, Guid document, string kind, Guid id, Actor actor,
        CancellationToken cancel) => InSnapshotAsync(async connection =>
    {
        const string sql = """
            select kind, id, owner_kind, owner, data, position
              from part
             where case_file = $1 and kind = $2 and id = $3 and owner = $4 and access_class = any($5)
            """;
        var visible = await AccessClasses.VisibleToAsync(actor, connection, cancel);
        return await ListAsync(Command(connection, sql, caseFile, kind, id, document, visible), PartOf, cancel)
            is [var found] ? found : null;
    }, cancel);

    /// <summary>
    /// Where the words stand, the newest first: in metadata, where they are also found as they are spelt, or on a page.
    /// The text around the words is only cut for
    /// the rows that are answered.
    /// </summary>
    public Task<Viewed<IReadOnlyList<SearchHit>>> SearchAsync(
        SearchQuery query, Actor actor, CancellationToken cancel) => InSnapshotAsync(async connection =>
    {
        const string sql = """
            with asked as (
                select websearch_to_tsquery('german', $1) as words, websearch_to_tsquery('simple', $1) as spelling),
            found as (
                select p.*
                  from passage p, asked
                 where (p.words @@ asked.words or (p.kind <> 'page' and p.words @@ asked.spelling))
                   and p.access_class = any($2)
                   and ($3::bigint is null or (p.position, p.page) < ($3, $4))
                 order by p.position desc, p.page desc
                 limit $5)
            select found.case_file, f.reference, coalesce(f.fields ->> 'subject', ''), found.kind, found.object,
                   found.matter, found.version, found.page,
                   ts_headline('german', found.text, asked.words || asked.spelling,
                       'StartSel=' || U&'\E000' || ',StopSel=' || U&'\E001'
                           || ',MaxFragments=2,MinWords=8,MaxWords=24,FragmentDelimiter=" … "'),
                   found.position,
                   case when f.state = 'cancelled' or m.state = 'cancelled' then 'cancelled'
                        else coalesce(d.state, m.state, f.state)
                    end
              from found
              join case_file f on f.id = found.case_file
              left join matter m on m.case_file = found.case_file and m.id = found.matter
              left join document d on d.case_file = found.case_file and d.id = found.object, asked
             order by found.position desc, found.page desc
            """;
        var visible = await AccessClasses.VisibleToAsync(actor, connection, cancel);
        var command = Command(connection, sql, query.Text, visible,
            Typed(NpgsqlDbType.Bigint, query.Before?.Position),
            Typed(NpgsqlDbType.Integer, query.Before?.Page), query.Limit);
        return await ListAsync(command, row => new SearchHit(
            row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetGuid(4), row.Value<Guid>(5),
            row.GetInt32(6), row.GetInt32(7), row.GetString(8), row.GetInt64(9), row.GetString(10)), cancel);
    }, cancel);

    internal async Task<Viewed<T>> InSnapshotAsync<T>(Func<NpgsqlConnection, Task<T>> ask, CancellationToken cancel)
    {
        await using var connection = await views.OpenConnectionAsync(cancel);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        await using var at = new NpgsqlCommand("select position from progress", connection);
        var position = (long)(await at.ExecuteScalarAsync(cancel))!;
        var found = await ask(connection);
        await snapshot.CommitAsync(cancel);
        return new(found, position);
    }

    internal static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
        return command;
    }

    private static NpgsqlParameter Typed(NpgsqlDbType type, object? value) =>
        new() { NpgsqlDbType = type, Value = value ?? DBNull.Value };

    internal static async Task<IReadOnlyList<T>> ListAsync<T>(
        NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancel)
    {
        var list = new List<T>();
        await using (command)
        {
            await using var row = await command.ExecuteReaderAsync(cancel);
            while (await row.ReadAsync(cancel))
                list.Add(read(row));
        }
        return list;
    }

    private static CaseFileRow CaseFileOf(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetInt32(1), row.GetString(2), row.GetGuid(3), row.Value<Guid>(4), row.GetInt32(5),
        row.Value<int>(6), row.GetString(7),
        row.GetGuid(8), FieldsJson.Read(row.GetString(9)), row.GetString(10), row.Time(11),
        row.Value<DateOnly>(12), row.Value<DateOnly>(13), row.Value<DateOnly>(14), row.GetInt64(15),
        FieldsJson.Object(row.GetString(16)), FieldsJson.Object(row.GetString(17)));

    private static MatterRow MatterOf(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetInt32(1), row.GetInt32(2), FieldsJson.Read(row.GetString(3)),
        row.GetString(4), row.Time(5),
        row.Value<DateOnly>(6), row.Value<DateOnly>(7), row.Value<DateOnly>(8), FieldsJson.Object(row.GetString(9)),
        row.Value<Guid>(10), row.GetString(11));

    private static PartRow PartOf(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetGuid(1), row.GetString(2), row.Value<Guid>(3), FieldsJson.Object(row.GetString(4)),
        row.GetInt64(5));

    private static VersionRow VersionOf(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetInt32(1), row.GetGuid(2), row.GetGuid(3), row.GetString(4), row.GetInt64(5),
        Convert.ToHexStringLower(row.GetFieldValue<byte[]>(6)), row.GetString(7), row.Text(8), row.Time(9),
        row.GetGuid(10),
        row.GetString(11), row.Value<Guid>(12), row.Value<long>(13), row.Value<int>(14), row.Value<int>(15));
}

internal static class RowReading
{
    extension(NpgsqlDataReader row)
    {
        public T? Value<T>(int column) where T : struct => row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);
        public string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
        public DateTimeOffset Time(int column) => new Core.Ports.Moment(row.GetInt64(column)).ToTime();
    }
}
