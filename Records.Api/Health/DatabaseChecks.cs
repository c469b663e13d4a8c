using Npgsql;
using Records.Api.Configuration;
using Records.Storage.Postgres;

namespace Records.Api.Health;

/// <summary>
/// Whether the databases of the tenants answer. Each is asked by a connection of its own, which is closed again: to be
/// asked must not keep a resting tenant's connections open. A server is asked a few questions at a time.
/// </summary>
internal static class DatabaseChecks
{
    private const int AtATime = 4;

    public static IEnumerable<HealthCheck> Of(IEnumerable<TenantSettings> tenants)
    {
        var turns = new Dictionary<string, SemaphoreSlim>();
        foreach (var tenant in tenants)
        {
            yield return Check($"database {tenant.Name}", tenant.Database);
            yield return Check($"key database {tenant.Name}", tenant.KeyDatabase);
        }

        HealthCheck Check(string name, string database)
        {
            var settings = new NpgsqlConnectionStringBuilder(database);
            var server = $"{settings.Host}:{settings.Port}";
            if (!turns.TryGetValue(server, out var turn))
                turns.Add(server, turn = new(AtATime));
            return new(name, cancel => AnswersAsync(database, turn, cancel));
        }
    }

    private static async Task AnswersAsync(string database, SemaphoreSlim turn, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            await using var connection = Connections.Alone(database);
            await connection.OpenAsync(cancel);
            await using var command = new NpgsqlCommand("select 1", connection);
            await command.ExecuteScalarAsync(cancel);
        }
        finally
        {
            turn.Release();
        }
    }
}
