using Npgsql;
using Records.Core.Ports;
using Records.Storage.Postgres;

namespace Records.Storage.Views;

/// <summary>
/// Writes the query tables that stand in the data source's search path. A stream with an unreadable event is parked:
/// its rows stand still, the others go on.
/// </summary>
public sealed class PostgresViewStore(NpgsqlDataSource views) : IViewStore
{
    public async Task<Position> PositionAsync(CancellationToken cancel)
    {
        await using var command = views.CreateCommand("select position from progress");
        return new((long)(await command.ExecuteScalarAsync(cancel))!);
    }

    public async Task<bool> ApplyAsync(
        Lease lease, Position expected, IReadOnlyList<ViewedEvent> events, CancellationToken cancel)
    {
        try
        {
            return await ApplyInPartsAsync(lease, expected, [events], cancel);
        }
        catch (PostgresException e) when (IsFaultOfOne(e))
        {
            // Which one it was, the database does not tell; one after the other they do.
            return await ApplyInPartsAsync(lease, expected, [.. events.Chunk(1)], cancel);
        }
    }

    private async Task<bool> ApplyInPartsAsync(
        Lease lease, Position expected, IReadOnlyList<IReadOnlyList<ViewedEvent>> parts, CancellationToken cancel)
    {
        await using var connection = await views.OpenConnectionAsync(cancel);
        await using var work = await connection.BeginTransactionAsync(cancel);
        await PostgresLeases.DemandAsync(connection, lease, cancel);

        await using (var move = new NpgsqlCommand("update progress set position = $2 where position = $1", connection)
        {
            Parameters = { new() { Value = expected.Value }, new() { Value = parts[^1][^1].Stored.Position.Value } },
        })
        {
            if (await move.ExecuteNonQueryAsync(cancel) == 0)
                return false;
        }

        var parked = await ParkedAsync(connection, cancel);
        await GoByIndexAsync(connection, cancel);
        foreach (var part in parts)
            await ApplyPartAsync(connection, part, parked, cancel);
        await work.CommitAsync(cancel);
        return true;
    }

    private static async Task ApplyPartAsync(
        NpgsqlConnection connection, IReadOnlyList<ViewedEvent> events, HashSet<Guid> parked, CancellationToken cancel)
    {
        var writes = new ViewBatch();
        foreach (var viewed in events.Where(e => !parked.Contains(e.Stored.Stream.Value)))
        {
            if (viewed is { Event: null, Fault: { } fault })
            {
                parked.Add(viewed.Stored.Stream.Value);
                writes.Add(Park(viewed, fault));
                continue;
            }

            foreach (var write in WritesOf(viewed))
                writes.Add(write);
        }

        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in writes.Statements())
            batch.BatchCommands.Add(statement);
        try
        {
            if (batch.BatchCommands.Count > 0)
                await batch.ExecuteNonQueryAsync(cancel);
        }
        catch (PostgresException e) when (events is [{ Stored.Position: var position }] && IsFaultOfOne(e))
        {
            throw new EventNotShownException(position, e);
        }
    }

    // Nothing but the event goes into this, so nothing else can be at fault.
    private static List<ViewWrite> WritesOf(ViewedEvent viewed)
    {
        try
        {
            return [.. ViewStatements.For(viewed)];
        }
        catch (Exception e)
        {
            throw new EventNotShownException(viewed.Stored.Position, e);
        }
    }

    // Class 22: a value no table holds; 23: against what stands there; 54: too large for an index or a column.
    private static bool IsFaultOfOne(PostgresException e) => e.SqlState[..2] is "22" or "23" or "54";

    // While the tables are small it would be quicker to read all of them; but a plan is kept for long, and they grow.
    private static async Task GoByIndexAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select set_config(name, 'off', true)
              from unnest(array['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin', 'jit']) name
            """, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<HashSet<Guid>> ParkedAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var parked = new HashSet<Guid>();
        await using var command = new NpgsqlCommand("select stream from parked", connection);
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
            parked.Add(row.GetGuid(0));
        return parked;
    }

    private static ViewWrite.Alone Park(ViewedEvent viewed, string fault) => ViewStatements.Alone(
        viewed.Stored, "insert into parked (stream, position, fault) values ($1, $2, $3)",
        viewed.Stored.Position.Value, fault);
}
