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
    private readonly List<NpgsqlDataSource> added = [];

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

    /// <summary>Where the cluster lies: the disk that is measured.</summary>
    public string Folder => folder;

    /// <summary>How the owner of everything reaches a database of the cluster, which need not exist yet.</summary>
    public string ConnectionStringOf(string database) => cluster.ConnectionString(database);

    /// <summary>Makes an empty database and says how its owner reaches it.</summary>
    public async Task<string> AddDatabaseAsync(string name)
    {
        await cluster.CreateDatabaseAsync(name, CancellationToken.None);
        return ConnectionStringOf(name);
    }

    /// <summary>Makes the database of another tenant.</summary>
    public async Task<TenantDatabase> AddTenantAsync(string name)
    {
        var tenant = new TenantId(Guid.NewGuid());
        await Migrator.MigrateTenantAsync(await AddDatabaseAsync(name), tenant, CancellationToken.None);
        return new(tenant, ConnectionsTo(name));
    }

    /// <summary>Makes a database for keys; in production it lies in another cluster.</summary>
    public async Task<NpgsqlDataSource> AddKeysAsync()
    {
        await Migrator.MigrateKeysAsync(await AddDatabaseAsync("keys"), CancellationToken.None);
        return ConnectionsTo("keys");
    }

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
        foreach (var connections in added.Append(Database))
            await connections.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        await cluster.StopAsync(CancellationToken.None);
        Directory.Delete(folder, recursive: true);
    }

    private NpgsqlDataSource ConnectionsTo(string name)
    {
        added.Add(Connections.Open(cluster.ConnectionString(name, Roles.Server)));
        return added[^1];
    }
}

/// <summary>A tenant and the connections to its database, pooled as in production.</summary>
internal sealed record TenantDatabase(TenantId Tenant, NpgsqlDataSource Connections);
