using System.Collections.Concurrent;
using Npgsql;
using Records.Core.Ports;
using Records.Storage.Postgres;
using Records.Tests.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(TestDatabase.Clusters))]

namespace Records.Tests.Testing;

/// <summary>
/// A fresh, migrated database for one test: <c>var database = await TestDatabase.NewAsync();</c>. The tests start a
/// private PostgreSQL for it and remove it at the end; <c>RECORDS_TEST_DB</c> and <c>RECORDS_TEST_KEYS</c> name
/// another.
/// </summary>
/// <param name="Tenant">Whose database it is.</param>
/// <param name="Administrator">Connection string of the superuser, who may do what only an attacker would.</param>
/// <param name="Server">Connection string of the serving program: the rights it has in production.</param>
public sealed record TestDatabase(TenantId Tenant, string Administrator, string Server)
{
    private static readonly TestCluster Main = new("main", "RECORDS_TEST_DB");
    private static readonly TestCluster Keys = new("keys", "RECORDS_TEST_KEYS");
    private static readonly ConcurrentBag<IAsyncDisposable> Users = [];

    /// <summary>A tenant's database in the main cluster.</summary>
    public static async Task<TestDatabase> NewAsync()
    {
        var database = await NewEmptyAsync();
        await Migrator.MigrateTenantAsync(database.Administrator, database.Tenant, CancellationToken.None);
        return database;
    }

    /// <summary>A tenant's key database, in the other cluster.</summary>
    public static async Task<TestDatabase> NewKeysAsync()
    {
        var (administrator, server) = await Keys.NewDatabaseAsync();
        await Migrator.MigrateKeysAsync(administrator, CancellationToken.None);
        return new(new(Guid.NewGuid()), administrator, server);
    }

    /// <summary>A database in the main cluster with nothing in it, not even the schema.</summary>
    public static async Task<TestDatabase> NewEmptyAsync()
    {
        var (administrator, server) = await Main.NewDatabaseAsync();
        return new(new(Guid.NewGuid()), administrator, server);
    }

    /// <summary>The connections of the serving program, pooled as in production.</summary>
    public NpgsqlDataSource Open() => Connections.Open(Server);

    /// <summary>Runs a statement as the administrator and returns the first value of its first row.</summary>
    public Task<object?> AsAdministratorAsync(string sql) => AskAsync(Administrator, sql);

    /// <summary>Runs a statement with the rights of the serving program.</summary>
    public Task<object?> AsServerAsync(string sql) => AskAsync(Server, sql);

    private static async Task<object?> AskAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>What must be let go at the end of the run, before its databases are.</summary>
    public static void LetGoFirst(IAsyncDisposable user) => Users.Add(user);

    /// <summary>Stops what the tests have started, when the last of them has run.</summary>
    public sealed class Clusters : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            foreach (var user in Users)
                await user.DisposeAsync();
            NpgsqlConnection.ClearAllPools();
            await Main.StopAsync();
            await Keys.StopAsync();
        }
    }
}
