using Npgsql;
using Records.Core.Ports;
using Records.Storage.Embedded;
using Records.Storage.Postgres;

namespace Records.Bench;

/// <summary>A throw-away PostgreSQL with one tenant's database, gone when it is disposed of.</summary>
internal sealed class PrivateCluster : IAsyncDisposable
{
    private readonly string folder;
    private readonly EmbeddedPostgres cluster;

    private PrivateCluster(string folder, EmbeddedPostgres cluster, TenantId tenant)
    {
        (this.folder, this.cluster, Tenant) = (folder, cluster, tenant);
        Administrator = cluster.ConnectionString("bench");
        Server = cluster.ConnectionString("bench", Roles.Server);
        Database = Connections.Open(Server);
    }

    public TenantId Tenant { get; }

    /// <summary>The connections of the serving program, pooled as in production.</summary>
    public NpgsqlDataSource Database { get; }

    /// <summary>The connection string behind them.</summary>
    public string Server { get; }

    /// <summary>The connection string of the owner of the database, who may make tables.</summary>
    public string Administrator { get; }

    /// <summary>Processor seconds of all its processes so far, those that have ended too.</summary>
    public double CpuSeconds()
    {
        var postmaster = cluster.ProcessId ?? throw new InvalidOperationException("PostgreSQL has ended.");
        return Directory.GetDirectories("/proc").Select(Path.GetFileName)
            .Where(name => name!.All(char.IsAsciiDigit))
            .Sum(name => ProcessorTime.Of(name!) is var (parent, own, waitedFor)
                && (parent == postmaster || name == $"{postmaster}")
                    ? own + (parent == postmaster ? 0 : waitedFor)
                    : 0);
    }

    public static async Task<PrivateCluster> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("records-bench-").FullName;
        if (Environment.IsPrivilegedProcess)
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        var cluster = await EmbeddedPostgres.StartAsync(
            new()
            {
                DataFolder = Path.Combine(folder, "main"),
                Name = "bench",
                ServiceUsers = ["records", "postgres"],
            },
            CancellationToken.None);
        var tenant = new TenantId(Guid.NewGuid());
        await cluster.CreateDatabaseAsync("bench", CancellationToken.None);
        await Migrator.MigrateTenantAsync(cluster.ConnectionString("bench"), tenant, CancellationToken.None);
        return new(folder, cluster, tenant);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        await cluster.StopAsync(CancellationToken.None);
        Directory.Delete(folder, recursive: true);
    }
}
