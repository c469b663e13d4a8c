using Npgsql;
using Records.Storage.Embedded;

namespace Records.Api.Embedded;

/// <summary>The two private PostgreSQL clusters of an embedded installation.</summary>
internal sealed record EmbeddedClusters(EmbeddedPostgres Main, EmbeddedPostgres Keys)
{
    /// <summary>
    /// Starts both, or adopts those still running. Not to be interrupted half-way: a cluster that is being made or is
    /// coming up
    /// is waited for, which takes seconds, and can then be stopped in good order.
    /// </summary>
    public static async Task<EmbeddedClusters> StartAsync(DataFolder folder)
    {
        var main = EmbeddedPostgres.StartAsync(MainIn(folder), CancellationToken.None);
        var keys = EmbeddedPostgres.StartAsync(KeysIn(folder), CancellationToken.None);
        try
        {
            await Task.WhenAll(main, keys);
        }
        catch
        {
            foreach (var started in new[] { main, keys }.Where(cluster => cluster.IsCompletedSuccessfully))
                await (await started).StopAsync(CancellationToken.None);
            throw;
        }

        return new(await main, await keys);
    }

    /// <summary>Whether the tenant has had keys before.</summary>
    public async Task<bool> HasKeysOfAsync(string database, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(Keys.ConnectionString("postgres"));
        await connection.OpenAsync(cancel);
        await using var find = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection);
        find.Parameters.Add(new() { Value = database });
        return await find.ExecuteScalarAsync(cancel) is not null;
    }

    public Task StopAsync()
    {
        NpgsqlConnection.ClearAllPools();
        return Task.WhenAll(Main.StopAsync(CancellationToken.None), Keys.StopAsync(CancellationToken.None));
    }

    private static EmbeddedPostgresOptions MainIn(DataFolder folder) =>
        new() { DataFolder = folder.Main, Name = "main" };

    // Few rows, read through a cache: a small cluster is enough.
    private static EmbeddedPostgresOptions KeysIn(DataFolder folder) =>
        new() { DataFolder = folder.Keys, Name = "keys", MaxConnections = 50, CacheMegabytes = 32 };
}
