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

    /// <summary>
    /// Starts a cluster again that has ended by itself, until told to stop: on this machine nobody else would. Tells
    /// the
    /// name of each cluster it brought back, or of one that did not start; then it is tried again at the next look.
    /// </summary>
    public async Task WatchAsync(DataFolder folder, Action<string, bool> tell, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(WatchEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(cancel))
            {
                await BringBackAsync(Main, MainIn(folder), tell);
                await BringBackAsync(Keys, KeysIn(folder), tell);
            }
        }
        catch (OperationCanceledException)
        {
            // Being told to stop is the ordinary end of a watch.
        }
    }

    public Task StopAsync()
    {
        NpgsqlConnection.ClearAllPools();
        return Task.WhenAll(Main.StopAsync(CancellationToken.None), Keys.StopAsync(CancellationToken.None));
    }

    private static async Task BringBackAsync(
        EmbeddedPostgres cluster, EmbeddedPostgresOptions options, Action<string, bool> tell)
    {
        if (cluster.ProcessId is not null)
            return;
        try
        {
            await EmbeddedPostgres.StartAsync(options, CancellationToken.None);
            tell(options.Name, true);
        }
        catch (EmbeddedPostgresException)
        {
            tell(options.Name, false);
        }
    }

    private static readonly TimeSpan WatchEvery = TimeSpan.FromSeconds(1);

    private static EmbeddedPostgresOptions MainIn(DataFolder folder) =>
        new() { DataFolder = folder.Main, Name = "main" };

    // Few rows, read through a cache: a small cluster is enough.
    private static EmbeddedPostgresOptions KeysIn(DataFolder folder) =>
        new() { DataFolder = folder.Keys, Name = "keys", MaxConnections = 200, CacheMegabytes = 32 };
}
