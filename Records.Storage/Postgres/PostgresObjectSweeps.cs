using Npgsql;
using Records.Core.Ports;

namespace Records.Storage.Postgres;

/// <summary>How far one tenant's sweeps have come, in its database.</summary>
public sealed class PostgresObjectSweeps(NpgsqlDataSource database, TimeProvider clock) : IObjectSweeps
{
    public async Task<bool> TakeTurnAsync(TimeSpan every, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().ToUniversalTime();
        await using var command = Command(
            "update object_sweep set swept_at = $1 where swept_at <= $2", now, now - every);
        return await command.ExecuteNonQueryAsync(cancel) == 1;
    }

    public async Task GiveBackTurnAsync(TimeSpan pause, CancellationToken cancel)
    {
        await using var command = Command(
            "update object_sweep set swept_at = $1", clock.GetUtcNow().ToUniversalTime() - IObjectSweeps.Every + pause);
        await command.ExecuteNonQueryAsync(cancel);
    }

    public async Task<Position> ClaimedUpToAsync(CancellationToken cancel)
    {
        await using var command = Command("select position from object_sweep");
        return new((long)(await command.ExecuteScalarAsync(cancel))!);
    }

    public async Task RememberAsync(Position claimedUpTo, CancellationToken cancel)
    {
        await using var command = Command(
            "update object_sweep set position = greatest(position, $1)", claimedUpTo.Value);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private NpgsqlCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = database.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }
}
