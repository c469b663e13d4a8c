using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;
using Records.Storage.Embedded;
using Records.Storage.Posix;
using Xunit;

namespace Records.Tests.Storage;

public sealed class EmbeddedPostgresTests : Suite<EmbeddedPostgresTests>, ISuite
{
    public static Test Tests => Slow(TestList("embedded PostgreSQL",
        TestCase("is made once, stopped, and started again with what it held", () => In(async place =>
        {
            var first = await place.StartAsync();
            Assert.False(first.Adopted);
            await first.CreateDatabaseAsync("town", Cancel);
            await first.CreateDatabaseAsync("town", Cancel);
            await AskAsync(first.ConnectionString("town"), "create table kept ()");
            await first.StopAsync(Cancel);
            Assert.Null(first.ProcessId);

            var second = await place.StartAsync();
            Assert.Equal(0L, await AskAsync(second.ConnectionString("town"), "select count(*) from kept"));
        })),

        TestCase("is adopted by whoever starts it while it runs", () => In(async place =>
        {
            var first = await place.StartAsync();
            var others = await Task.WhenAll(place.StartAsync(), place.StartAsync());

            Assert.All(others, other => Assert.True(other.Adopted));
            Assert.All(others, other => Assert.Equal(first.ProcessId, other.ProcessId));
        })),

        TestCase("starts again after it was killed, its connections still open", () => In(async place =>
        {
            var first = await place.StartAsync();
            await using var open = NpgsqlDataSource.Create(first.ConnectionString("postgres"));
            await using var connection = await open.OpenConnectionAsync(Cancel);
            using var postmaster = Process.GetProcessById(first.ProcessId!.Value);
            postmaster.Kill();

            var second = await place.StartAsync();
            Assert.False(second.Adopted);
            Assert.Equal(1, await AskAsync(second.ConnectionString("postgres"), "select 1"));
        })),

        TestCase("starts although another program has the number of its last postmaster", () => In(async place =>
        {
            var first = await place.StartAsync();
            var sign = Path.Combine(place.Folder, "data", "postmaster.pid");
            var lines = await File.ReadAllLinesAsync(sign, Cancel);
            await first.StopAsync(Cancel);
            await File.WriteAllLinesAsync(sign, [$"{Environment.ProcessId}", .. lines[1..]], Cancel);

            Assert.False((await place.StartAsync()).Adopted);
        })),

        TestCase("is made anew when making it was interrupted", () => In(async place =>
        {
            Directory.CreateDirectory(Path.Combine(place.Folder, "data.unfinished", "base"));

            Assert.NotNull((await place.StartAsync()).ProcessId);
        })),

        TestCase("finds a short place for its socket when the folder's path is too long", () => In(async place =>
        {
            var cluster = await place.StartAsync(Path.Combine("deep", new string('x', 120)));

            Assert.Equal(1, await AskAsync(cluster.ConnectionString("postgres"), "select 1"));
            await cluster.StopAsync(Cancel);
            Directory.Delete(
                new NpgsqlConnectionStringBuilder(cluster.ConnectionString("postgres")).Host!, recursive: true);
        })),

        TestCase("listens to no network and lets nobody else near its socket", () => In(async place =>
        {
            var cluster = await place.StartAsync();

            Assert.Equal("", await AskAsync(cluster.ConnectionString("postgres"), "show listen_addresses"));
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                File.GetUnixFileMode(Path.Combine(place.Folder, "socket")));
        })),

        TestCase("says so when PostgreSQL is not installed", () => In(place =>
            Assert.ThrowsAsync<PostgresMissingException>(() =>
                EmbeddedPostgres.StartAsync(place.Options with { Binaries = place.Folder }, Cancel))))));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task In(Func<Place, Task> test)
    {
        var place = new Place(Directory.CreateTempSubdirectory("records-cluster-").FullName);
        if (Libc.IsRoot)
            File.SetUnixFileMode(place.Folder, (UnixFileMode)0b111_101_101);
        try
        {
            await test(place);
        }
        finally
        {
            foreach (var cluster in place.Started)
                await cluster.AbandonAsync(CancellationToken.None);
            Directory.Delete(place.Folder, recursive: true);
        }
    }

    private static async Task<object?> AskAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancel);
    }

    private sealed record Place(string Folder)
    {
        public ConcurrentBag<EmbeddedPostgres> Started { get; } = [];

        public EmbeddedPostgresOptions Options { get; } = new()
        {
            DataFolder = Folder,
            Name = "test",
            ServiceUsers = ["records", "postgres"],
            CacheMegabytes = 16,
            MaxConnections = 20,
        };

        public async Task<EmbeddedPostgres> StartAsync(string below = "")
        {
            var cluster = await EmbeddedPostgres.StartAsync(
                Options with { DataFolder = Path.Combine(Folder, below) }, Cancel);
            Started.Add(cluster);
            return cluster;
        }
    }
}
