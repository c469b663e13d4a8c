using Npgsql;
using Records.Core.Ports;
using Records.Storage.Postgres;

namespace Records.Storage.Views;

/// <summary>
/// Looks whether there is anything to do for a tenant nobody works with: by one connection for one question, so that
/// none is left behind.
/// </summary>
public sealed class BacklogReader(string connectionString, TimeProvider clock)
{
    public async Task<Backlog> ReadAsync(CancellationToken cancel)
    {
        const string sql = """
            select head.size - 1 - progress.position,
                   (select recorded_at from event where position = progress.position + 1),
                   (select count(*) from view.text_waiting),
                   exists (select from view.text_waiting where due <= now()),
                   exists (select from upload where uploaded_at < $1)
                       or exists (select from object_sweep where swept_at <= $2),
                   (select count(*) from view.parked)
              from log_head head
             cross join view.progress progress
            """;

        await using var connection = Connections.Alone(connectionString);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters =
            {
                new() { Value = clock.GetUtcNow() - Upload.Life - Upload.Grace },
                new() { Value = clock.GetUtcNow() - IObjectSweeps.Every },
            },
        };
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return new(
            row.GetInt64(0), row.IsDBNull(1) ? null : new Moment(row.GetInt64(1)), row.GetInt64(2),
            row.GetInt64(5), row.GetInt64(0) > 0 || row.GetBoolean(3) || row.GetBoolean(4));
    }
}

/// <summary>What has been left undone at a tenant.</summary>
/// <param name="Events">How many events the query tables do not show.</param>
/// <param name="Oldest">When the oldest of them was recorded; null when there is none.</param>
/// <param name="Texts">How many documents wait to be read, those included that are not due again yet.</param>
/// <param name="Parked">How many streams the query tables leave out, because an event cannot be read.</param>
/// <param name="IsDue">There is something to do now.</param>
public sealed record Backlog(long Events, Moment? Oldest, long Texts, long Parked, bool IsDue);
