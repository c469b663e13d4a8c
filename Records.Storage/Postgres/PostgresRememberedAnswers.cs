using Npgsql;
using Records.Core.Ports;

namespace Records.Storage.Postgres;

/// <summary>The answers of one tenant, in its database.</summary>
public sealed class PostgresRememberedAnswers(NpgsqlDataSource database) : IRememberedAnswers
{
    public async Task<int> ForgetAsync(Lease lease, Moment before, int most, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var work = await connection.BeginTransactionAsync(cancel);
        await PostgresLeases.DemandAsync(connection, lease, cancel);
        await using var command = new NpgsqlCommand("""
            delete from remembered_answer
             where (caller, key) in (
                       select caller, key
                         from remembered_answer
                        where recorded_at < $1
                        order by recorded_at
                        limit $2)
            """, connection)
        {
            Parameters = { new() { Value = before.UnixMicros }, new() { Value = most } },
        };
        var forgotten = await command.ExecuteNonQueryAsync(cancel);
        await work.CommitAsync(cancel);
        return forgotten;
    }
}
