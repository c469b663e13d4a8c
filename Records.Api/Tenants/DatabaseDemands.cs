using Npgsql;
using Records.Api.Commands;
using Records.Api.Configuration;
using Records.Core.Ports;
using Records.Storage.Postgres;

namespace Records.Api.Tenants;

/// <summary>What a tenant's databases must be before anything is written to them.</summary>
internal static class DatabaseDemands
{
    /// <summary>
    /// Throws <see cref="OperatorException"/> with a sentence for each thing that is missing or unsafe.
    /// </summary>
    public static async Task DemandAsync(
        TenantSettings tenant, NpgsqlDataSource database, NpgsqlDataSource keyDatabase, CancellationToken cancel)
    {
        List<string> problems = [];
        foreach (var (key, source) in new[] { ("Database", database), ("KeyDatabase", keyDatabase) })
            problems.AddRange((await FindAsync(tenant, key, source, cancel))
                .Select(problem => $"{key} of tenant {tenant.Name}: {problem}"));
        if (problems.Count > 0)
            throw new OperatorException(string.Join('\n', problems));
    }

    private static async Task<IReadOnlyList<string>> FindAsync(
        TenantSettings tenant, string key, NpgsqlDataSource source, CancellationToken cancel)
    {
        try
        {
            return await StartupChecks.FindUnsafeAsync(source, cancel) is { Count: > 0 } problems ? problems
                : key == "Database" ? await OwnerAsync(tenant.Id, source, cancel)
                : [];
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return ["Das Schema fehlt oder ist veraltet. Abhilfe: ops/records migrate"];
        }
        catch (NpgsqlException e)
        {
            // Not the message of the library: it may name users and hosts that do not belong into every log.
            return ["Die Datenbank ist nicht erreichbar "
                + $"({(e as PostgresException)?.SqlState ?? e.InnerException?.GetType().Name ?? "keine Verbindung"})."];
        }
    }

    private static async Task<IReadOnlyList<string>> OwnerAsync(
        TenantId tenant, NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("select tenant from log_head");
        return await command.ExecuteScalarAsync(cancel) is Guid owner && owner == tenant.Value
            ? []
            : ["Die Datenbank gehört einem anderen Mandanten."];
    }
}
