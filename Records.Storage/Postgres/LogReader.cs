using System.Runtime.CompilerServices;
using Npgsql;
using Records.Core.History;
using Records.Core.Ports;
using Records.Core.Sealing;

namespace Records.Storage.Postgres;

/// <summary>
/// Reads the history page by page; no connection is held while the reader thinks, however long that is. A missing event
/// is never passed over: the page throws <see cref="DamagedEventException"/>.
/// </summary>
internal sealed class LogReader(NpgsqlDataSource database)
{
    /// <summary>The most events and bytes that one page brings into memory.</summary>
    private const int PageEvents = 500;
    private const int MostEvents = 10_000;
    private const long PageBytes = 32 * 1024 * 1024;

    private const string Columns =
        "position, stream, version, event_id, recorded_at, type, form, key_id, commitment, metadata, body_hash, body, "
        + "chain, leaf";

    public async IAsyncEnumerable<StoredEvent> StreamAsync(
        StreamId stream, StreamVersion after, [EnumeratorCancellation] CancellationToken cancel)
    {
        var coming = StreamPageAsync(stream, after, cancel);
        try
        {
            for (var isLast = false; !isLast;)
            {
                (var page, isLast) = await coming;
                // The next page is on its way while somebody thinks about this one.
                if (!isLast)
                    coming = StreamPageAsync(stream, page[^1].Version, cancel);
                foreach (var stored in page)
                {
                    after = after.Plus(1);
                    yield return stored.Version == after
                        ? stored
                        : throw Damaged(stored, "the event before it in the stream is missing");
                }
            }
        }
        finally
        {
            // Who stops in the middle leaves no question behind.
            await ((Task)coming).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async Task<IReadOnlyList<StoredEvent>> AllAsync(Position after, int limit, CancellationToken cancel)
    {
        const string sql = $"select {Columns} from event where position > $1 order by position limit $2";

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = after.Value });
        command.Parameters.Add(new() { Value = (long)Math.Min(limit, MostEvents) });
        var (page, _) = await PageAsync(command, cancel);
        for (var i = 0; i < page.Count; i++)
        {
            if (page[i].Position.Value != after.Value + i + 1)
                throw Damaged(page[i], "the event before it in the log is missing");
        }

        return page;
    }

    public async Task<Position> HeadAsync(CancellationToken cancel)
    {
        await using var command = database.CreateCommand("select size from log_head");
        return new((long)(await command.ExecuteScalarAsync(cancel) ?? 0L) - 1);
    }

    public async Task<StreamId?> FindClaimAsync(string kind, string value, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("select stream from claim where kind = $1 and value = $2");
        command.Parameters.Add(new() { Value = kind });
        command.Parameters.Add(new() { Value = value });
        return await command.ExecuteScalarAsync(cancel) is Guid stream ? new StreamId(stream) : null;
    }

    public async Task<IReadOnlyList<Claim>> ReadClaimsAsync(
        string kind, string after, int limit, CancellationToken cancel)
    {
        const string sql = """
            select value, stream, series, number
              from claim
             where kind = $1 and value > $2
             order by kind, value
             limit $3
            """;

        var claims = new List<Claim>();
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = kind });
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = limit });
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
            claims.Add(new(
                kind, row.GetString(0), new(row.GetGuid(1)),
                await row.IsDBNullAsync(2, cancel) ? null : row.GetString(2), row.GetInt64(3)));
        return claims;
    }

    public async Task<long> HighestNumberAsync(string series, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            "select coalesce(max(number), 0) from claim where series = $1");
        command.Parameters.Add(new() { Value = series });
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    public async Task<RememberedAnswer?> FindAnswerAsync(AnswerKey key, CancellationToken cancel)
    {
        const string sql = """
            select caller, key, fingerprint, status, body
              from remembered_answer
             where caller = $1 and key = $2
            """;

        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = key.Caller });
        command.Parameters.Add(new() { Value = key.Key });
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? ToAnswer(row) : null;
    }

    /// <summary>Caller, key, fingerprint, status and body, in this order.</summary>
    public static RememberedAnswer ToAnswer(NpgsqlDataReader row) => new(
        new(row.GetString(0), row.GetString(1)),
        Digest.FromBytes(row.GetFieldValue<byte[]>(2)),
        row.GetInt32(3),
        row.GetString(4));

    private async Task<(List<StoredEvent> Page, bool IsLast)> StreamPageAsync(
        StreamId stream, StreamVersion after, CancellationToken cancel)
    {
        const string sql = $"select {Columns} from event where stream = $1 and version > $2 order by version limit $3";

        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = stream.Value });
        command.Parameters.Add(new() { Value = after.Value });
        command.Parameters.Add(new() { Value = (long)PageEvents });
        var (page, isWhole) = await PageAsync(command, cancel);
        return (page, isWhole && page.Count < PageEvents);
    }

    /// <summary>The rows, and whether they are all there were: not when they filled the page.</summary>
    private static async Task<(List<StoredEvent> Page, bool IsWhole)> PageAsync(
        NpgsqlCommand command, CancellationToken cancel)
    {
        var (page, bytes) = (new List<StoredEvent>(), 0L);
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (bytes < PageBytes && await row.ReadAsync(cancel))
        {
            var stored = ToEvent(row);
            bytes += stored.Metadata.Length + (stored.Body?.Length ?? 0);
            page.Add(stored);
        }

        return (page, bytes < PageBytes);
    }

    private static StoredEvent ToEvent(NpgsqlDataReader row) => new(
        new(row.GetInt64(0)),
        new(row.GetGuid(1)),
        new(row.GetInt64(2)),
        new(row.GetGuid(3)),
        new(row.GetInt64(4)),
        new(row.GetString(5), row.GetInt32(6)),
        new(row.GetGuid(7)),
        Digest.FromBytes(row.GetFieldValue<byte[]>(8)),
        row.GetFieldValue<byte[]>(9),
        Digest.FromBytes(row.GetFieldValue<byte[]>(10)),
        ToBody(row),
        Digest.FromBytes(row.GetFieldValue<byte[]>(12)),
        Digest.FromBytes(row.GetFieldValue<byte[]>(13)));

    // The type is spelled out: a null among arrays would become an empty body instead of an erased one.
    private static ReadOnlyMemory<byte>? ToBody(NpgsqlDataReader row) =>
        row.IsDBNull(11) ? default(ReadOnlyMemory<byte>?) : row.GetFieldValue<byte[]>(11);

    private static DamagedEventException Damaged(StoredEvent stored, string check) =>
        new(stored.Position, stored.Stream, stored.Version, check);
}
