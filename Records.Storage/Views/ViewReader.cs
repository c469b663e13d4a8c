using System.Data;
using Npgsql;
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

    /// <summary>
    /// The case file with all its matters, documents and versions, or null where the caller sees none.
    /// </summary>
    public Task<Viewed<CaseFileSheet?>> CaseFileAsync(
        Guid id, Actor actor, CancellationToken cancel) => InSnapshotAsync(actor, async (connection, visible) =>
    {
        const string file = """
            select id, revision, reference, entry, rule_from, transfer_years, retention_years, disposal, unit, fields,
                   state, opened_at, closed_on, transfer_ends, retention_ends, position, marks, opening, opened_by
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

        await using var batch = new NpgsqlBatch(connection);
        foreach (var sql in (string[])[file, matters, documents, versions, parts])
            batch.BatchCommands.Add(new(sql) { Parameters = { new() { Value = id }, new() { Value = visible } } });
        await using var row = await batch.ExecuteReaderAsync(cancel);
        return await RowsAsync(row, CaseFileOf, cancel) is [var found]
            ? new CaseFileSheet(
                found,
                await RowsAsync(row, MatterOf, cancel),
                await RowsAsync(row, DocumentOf, cancel),
                await RowsAsync(row, VersionOf, cancel),
                await RowsAsync(row, PartOf, cancel))
            : null;
    }, cancel);

    /// <summary>
    /// One version with where its bytes lie, and the state its document stands in; null where the caller sees none.
    /// </summary>
    public Task<Viewed<(VersionRow Row, string DocumentState)?>> VersionAsync(
        Guid caseFile, Guid document, int version, Actor actor,
        CancellationToken cancel) => InSnapshotAsync(actor, async (connection, visible) =>
    {
        const string sql = """
            select v.document, v.version, v.object, v.key, v.media_type, v.size_bytes, v.sha256, v.original_name,
                   v.comment, v.added_at, v.added_by, v.text_state, v.text_object, v.text_bytes, v.pages, v.confidence,
                   d.state
              from document_version v
              join document d on d.case_file = v.case_file and d.id = v.document
             where v.case_file = $1 and v.document = $2 and v.version = $3 and v.access_class = any($4)
            """;
        return await ListAsync(
            Command(connection, sql, caseFile, document, version, visible),
            row => (VersionOf(row), row.GetString(16)), cancel) is [var found]
            ? found
            : default((VersionRow, string)?);
    }, cancel);

    /// <summary>One part of a document, or null where the caller sees none.</summary>
    public Task<Viewed<PartRow?>> PartAsync(
        Guid caseFile, Guid document, string kind, Guid id, Actor actor,
        CancellationToken cancel) => InSnapshotAsync(actor, async (connection, visible) =>
    {
        const string sql = """
            select kind, id, owner_kind, owner, data, position
              from part
             where case_file = $1 and kind = $2 and id = $3 and owner = $4 and access_class = any($5)
            """;
        return await ListAsync(Command(connection, sql, caseFile, kind, id, document, visible), PartOf, cancel)
            is [var found] ? found : null;
    }, cancel);

    /// <param name="ask">Told the access classes the caller may see, as the numbers of the rows.</param>
    internal async Task<Viewed<T>> InSnapshotAsync<T>(
        Actor actor, Func<NpgsqlConnection, int[], Task<T>> ask, CancellationToken cancel)
    {
        await using var connection = await views.OpenConnectionAsync(cancel);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        long position;
        int[] visible;
        // A filter that is not used must cost nothing: each question is planned for the values it brings.
        await using (var begin = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("select position, set_config('plan_cache_mode', 'force_custom_plan', true) from progress"),
                new(AccessClasses.All),
            },
        })
        await using (var row = await begin.ExecuteReaderAsync(cancel))
        {
            await row.ReadAsync(cancel);
            position = row.GetInt64(0);
            await row.NextResultAsync(cancel);
            visible = await AccessClasses.VisibleToAsync(actor, row, cancel);
        }
        var found = await ask(connection, visible);
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

    internal static async Task<IReadOnlyList<T>> ListAsync<T>(
        NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancel)
    {
        await using (command)
        {
            await using var row = await command.ExecuteReaderAsync(cancel);
            return await RowsAsync(row, read, cancel);
        }
    }

    // The rows of this question; the reader then stands before those of the next.
    private static async Task<IReadOnlyList<T>> RowsAsync<T>(
        NpgsqlDataReader row, Func<NpgsqlDataReader, T> read, CancellationToken cancel)
    {
        var list = new List<T>();
        while (await row.ReadAsync(cancel))
            list.Add(read(row));
        await row.NextResultAsync(cancel);
        return list;
    }

    internal static CaseFileRow CaseFileOf(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetInt32(1), row.GetString(2), row.GetGuid(3), row.Value<Guid>(4), row.GetInt32(5),
        row.Value<int>(6), row.GetString(7),
        row.GetGuid(8), FieldsJson.Read(row.GetString(9)), row.GetString(10), row.Time(11),
        row.Value<DateOnly>(12), row.Value<DateOnly>(13), row.Value<DateOnly>(14), row.GetInt64(15),
        FieldsJson.Object(row.GetString(16)), FieldsJson.Object(row.GetString(17)), row.GetGuid(18));

    private static MatterRow MatterOf(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetInt32(1), row.GetInt32(2), FieldsJson.Read(row.GetString(3)),
        row.GetString(4), row.Time(5),
        row.Value<DateOnly>(6), row.Value<DateOnly>(7), row.Value<DateOnly>(8), FieldsJson.Object(row.GetString(9)),
        row.Value<Guid>(10), row.GetString(11));

    private static DocumentRow DocumentOf(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetInt32(2), row.GetString(3), FieldsJson.Read(row.GetString(4)),
        row.Time(5), row.GetString(6), FieldsJson.Object(row.GetString(7)));

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
