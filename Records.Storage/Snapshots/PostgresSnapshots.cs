using Npgsql;
using Records.Core.History;
using Records.Core.Ports;

namespace Records.Storage.Snapshots;

/// <summary>One tenant's snapshots, in a table beside its history. May be emptied at any time.</summary>
public sealed class PostgresSnapshots(NpgsqlDataSource database) : ISnapshots
{
    public async Task<Snapshot?> FindAsync(StreamId stream, CancellationToken cancel)
    {
        const string sql = """
            select snapshot.version, event.chain, snapshot.form, snapshot.key_id, snapshot.body
              from snapshot
              left join event on event.stream = snapshot.stream and event.version = snapshot.version
             where snapshot.stream = $1
            """;

        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = stream.Value });
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel)
            ? new(
                new(row.GetInt64(0)),
                await row.IsDBNullAsync(1, cancel) ? default : Digest.FromBytes(row.GetFieldValue<byte[]>(1)),
                Digest.FromBytes(row.GetFieldValue<byte[]>(2)),
                new(row.GetGuid(3)),
                row.GetFieldValue<byte[]>(4))
            : null;
    }

    public async Task KeepAsync(StreamId stream, Snapshot snapshot, CancellationToken cancel)
    {
        const string sql = """
            insert into snapshot (stream, version, form, key_id, body) values ($1, $2, $3, $4, $5)
                on conflict (stream) do update
               set version = excluded.version, form = excluded.form, key_id = excluded.key_id, body = excluded.body
            """;

        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = stream.Value });
        command.Parameters.Add(new() { Value = snapshot.Version.Value });
        command.Parameters.Add(new() { Value = snapshot.Form.ToBytes() });
        command.Parameters.Add(new() { Value = snapshot.Key.Value });
        command.Parameters.Add(new() { Value = snapshot.Body });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
