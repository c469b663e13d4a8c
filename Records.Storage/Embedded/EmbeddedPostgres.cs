using System.Buffers;
using System.Text;
using Npgsql;
using Records.Storage.Posix;

namespace Records.Storage.Embedded;

/// <summary>
/// A private PostgreSQL cluster for a single machine: own folder, own socket, no network, nothing shared with
/// the clusters of the distribution. It outlives the program that started it; the next start adopts it.
/// </summary>
public sealed class EmbeddedPostgres
{
    /// <summary>The superuser of the cluster: makes databases and runs migrations, never serves.</summary>
    public const string Administrator = "records_admin";

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly ClusterFolder folder;
    private readonly PostgresTools tools;
    private readonly string sockets;

    private EmbeddedPostgres(ClusterFolder folder, PostgresTools tools, string sockets)
    {
        this.folder = folder;
        this.tools = tools;
        this.sockets = sockets;
    }

    /// <summary>True when the cluster ran already, left over from a program that could not stop it.</summary>
    public bool Adopted { get; private set; }

    /// <summary>The process id of the running postmaster, or null when it does not run.</summary>
    public int? ProcessId => folder.FindPostmaster();

    /// <summary>
    /// Makes the cluster when there is none, starts it when it does not run, adopts it when it does. Throws
    /// <see cref="PostgresMissingException"/> when PostgreSQL is not installed, <see cref="EmbeddedPostgresException"/>
    /// with what PostgreSQL said when it does not start.
    /// </summary>
    public static async Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresOptions options, CancellationToken cancel)
    {
        var user = await ServiceUser.FindAsync(options.ServiceUsers, cancel);
        var tools = PostgresTools.Find(options.Binaries, user);
        var folder = new ClusterFolder(Path.GetFullPath(options.DataFolder), user);
        folder.Prepare();
        await using var one = await TakeLockAsync(folder.Lock, cancel);

        if (!folder.IsMade)
            await MakeAsync(folder, tools, cancel);
        var cluster = new EmbeddedPostgres(folder, tools, await folder.SocketsAsync(cancel));
        await cluster.BringUpAsync(options, cancel);
        return cluster;
    }

    /// <summary>How to reach a database of the cluster, as the administrator or another login.</summary>
    public string ConnectionString(string database, string user = Administrator) =>
        new NpgsqlConnectionStringBuilder { Host = sockets, Database = database, Username = user }.ConnectionString;

    /// <summary>
    /// Makes an empty database unless it exists. The name has lower-case letters, digits and underscores.
    /// </summary>
    public async Task CreateDatabaseAsync(string name, CancellationToken cancel)
    {
        if (name.Length is 0 or > 63 || name.AsSpan().ContainsAnyExcept(NameCharacters))
            throw new ArgumentException($"'{name}' is no name for a database.", nameof(name));

        await using var connection = await ConnectAsync(cancel);
        await using var find = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection);
        find.Parameters.Add(new() { Value = name });
        if (await find.ExecuteScalarAsync(cancel) is not null)
            return;

        await using var create = new NpgsqlCommand($"create database \"{name}\"", connection);
        await create.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>
    /// Ends all connections and stops the cluster in good order. Nothing happens when it does not run.
    /// </summary>
    public Task StopAsync(CancellationToken cancel) => StopAsync("fast", cancel);

    /// <summary>Stops the cluster without writing anything more: for one that is deleted next.</summary>
    internal Task AbandonAsync(CancellationToken cancel) => StopAsync("immediate", cancel);

    private async Task StopAsync(string mode, CancellationToken cancel)
    {
        await using var one = await TakeLockAsync(folder.Lock, cancel);
        if (folder.FindPostmaster() is not null)
            await tools.DemandAsync("pg_ctl", ["stop", "-D", folder.Data, "-m", mode, "-w", "-t", "60"], cancel);
    }

    // Made under another name and renamed when it is complete: a cluster that was half made is made again.
    private static async Task MakeAsync(ClusterFolder folder, PostgresTools tools, CancellationToken cancel)
    {
        if (Directory.Exists(folder.Unfinished))
            Directory.Delete(folder.Unfinished, recursive: true);
        await tools.DemandAsync("initdb",
            [
                "-D", folder.Unfinished, "-U", Administrator, "-A", "trust",
                "--data-checksums", "-E", "UTF8", "--locale=C.UTF-8", "--no-instructions",
            ],
            cancel);

        Write(folder, Path.Combine(folder.Unfinished, "pg_hba.conf"), ClusterSettings.Access);
        var settings = Path.Combine(folder.Unfinished, "postgresql.conf");
        Write(folder, settings,
            $"{await File.ReadAllTextAsync(settings, cancel)}\ninclude '{ClusterSettings.FileName}'\n");
        folder.Finish();
    }

    // After the postmaster was killed its last children may live on for a moment and hold the shared memory.
    private static async Task LaunchAsync(ClusterFolder folder, PostgresTools tools, CancellationToken cancel)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            folder.ForgetPostmaster();
            var start = await tools.RunAsync(
                "pg_ctl", ["start", "-D", folder.Data, "-l", folder.StartLog, "-w", "-t", "60", "-s"], cancel);
            if (start.ExitCode == 0)
                return;
            if (TimeProvider.System.GetElapsedTime(since) > TimeSpan.FromSeconds(10))
                throw new EmbeddedPostgresException(
                    $"PostgreSQL startet nicht: {start.Said} Näheres in {folder.StartLog}.");
            await Task.Delay(Pause, cancel);
        }
    }

    // One that is adopted may still be busy with its recovery, or about to die of what killed it a moment ago.
    private async Task BringUpAsync(EmbeddedPostgresOptions options, CancellationToken cancel)
    {
        Adopted = true;
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (folder.FindPostmaster() is null)
            {
                Adopted = false;
                var settings = Path.Combine(folder.Data, ClusterSettings.FileName);
                Write(folder, settings, ClusterSettings.Of(options, sockets));
                await LaunchAsync(folder, tools, cancel);
            }

            try
            {
                await using var connection = await ConnectAsync(cancel);
                return;
            }
            catch (NpgsqlException e) when (e.IsTransient && TimeProvider.System.GetElapsedTime(since) < Patience)
            {
                await Task.Delay(Pause, cancel);
            }
        }
    }

    private async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancel)
    {
        var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        try
        {
            await connection.OpenAsync(cancel);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task<FileStream> TakeLockAsync(string path, CancellationToken cancel)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (TimeProvider.System.GetElapsedTime(since) < Patience)
            {
                await Task.Delay(Pause, cancel);
            }
        }
    }

    private static void Write(ClusterFolder folder, string path, string text)
    {
        // A power cut must not leave a cluster with the settings of somebody else, open to the network.
        Durable.Replace(path, Encoding.UTF8.GetBytes(text));
        folder.HandOver(path);
    }
}
