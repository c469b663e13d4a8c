using Npgsql;
using Records.Api.Configuration;

namespace Records.Api.Health;

/// <summary>Whether a tenant's two databases answer.</summary>
internal static class DatabaseChecks
{
    public static IEnumerable<HealthCheck> Of(TenantSettings tenant) =>
    [
        new($"database {tenant.Name}", cancel => AnswersAsync(tenant.Database, cancel)),
        new($"key database {tenant.Name}", cancel => AnswersAsync(tenant.KeyDatabase, cancel)),
    ];

    private static async Task AnswersAsync(string database, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand("select 1", connection);
        await command.ExecuteScalarAsync(cancel);
    }
}
