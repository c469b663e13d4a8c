using Npgsql;
using Records.Storage.Embedded;
using Records.Storage.Posix;
using Records.Storage.Postgres;
using Xunit;

namespace Records.Tests.Storage;

public sealed class StartupChecksTests : Suite<StartupChecksTests>, ISuite
{
    public static Test Tests => TestList("checks at the start",
        TestCase("find nothing to say about our own cluster", async () =>
        {
            await using var database = (await TestDatabase.NewAsync()).Open();
            Assert.Empty(await StartupChecks.FindUnsafeAsync(database, Cancel));
        }),

        TestSlow("name a setting that was made unsafe, and a cluster without checksums", async () =>
        {
            var folder = Directory.CreateTempSubdirectory("records-unsafe-").FullName;
            if (Libc.IsRoot)
                File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
            var cluster = await EmbeddedPostgres.StartAsync(Options(folder), Cancel);
            try
            {
                await cluster.StopAsync(Cancel);
                var tools = PostgresTools.Find(null, await ServiceUser.FindAsync(Options(folder).ServiceUsers, Cancel));
                await tools.DemandAsync("pg_checksums", ["--disable", "-D", Path.Combine(folder, "data")], Cancel);
                cluster = await EmbeddedPostgres.StartAsync(Options(folder), Cancel);

                await using var database = NpgsqlDataSource.Create(cluster.ConnectionString("postgres"));
                foreach (var sql in MakeUnsafe)
                {
                    await using var command = database.CreateCommand(sql);
                    await command.ExecuteNonQueryAsync(Cancel);
                }

                await Patience.UntilAsync(async () => await ShowAsync(database, "fsync") != "on");
                database.Clear();
                var unsafeSettings = await StartupChecks.FindUnsafeAsync(database, Cancel);
                Assert.Equal(4, unsafeSettings.Count);
                Assert.All(unsafeSettings.Zip(MadeUnsafe), pair => Assert.Contains(
                    $"Die Einstellung {pair.Second} steht", pair.First));
            }
            finally
            {
                await cluster.AbandonAsync(CancellationToken.None);
                Directory.Delete(folder, recursive: true);
            }
        }),

        TestEach("refuse a value that is not known to be safe",
            [
                ("server_version_num", "140012"), ("data_checksums", "off"), ("fsync", "off"),
                ("full_page_writes", "off"),
                ("synchronous_commit", "off"), ("synchronous_commit", "remote_write"), ("wal_level", "minimal"),
            ],
            bad => Assert.Contains(bad.Item1, Assert.Single(
                StartupChecks.Judge(new Dictionary<string, string>(Safe) { [bad.Item1] = bad.Item2 })))),

        TestCase("refuse a server that does not say", () =>
            Assert.Equal(6, StartupChecks.Judge(new Dictionary<string, string>()).Count())));

    private static readonly Dictionary<string, string> Safe = new()
    {
        ["server_version_num"] = "150018",
        ["data_checksums"] = "on",
        ["fsync"] = "on",
        ["full_page_writes"] = "on",
        ["synchronous_commit"] = "on",
        ["wal_level"] = "replica",
    };

    private static readonly string[] MakeUnsafe =
    [
        "alter system set fsync = off", "alter system set full_page_writes = off",
        "alter system set synchronous_commit = local", "select pg_reload_conf()",
    ];

    private static readonly string[] MadeUnsafe = ["data_checksums", "fsync", "full_page_writes", "synchronous_commit"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static EmbeddedPostgresOptions Options(string folder) => new()
    {
        DataFolder = folder,
        Name = "unsafe",
        ServiceUsers = ["records", "postgres"],
        CacheMegabytes = 16,
        MaxConnections = 20,
    };

    private static async Task<string?> ShowAsync(NpgsqlDataSource database, string name)
    {
        await using var command = database.CreateCommand($"show {name}");
        return (string?)await command.ExecuteScalarAsync(Cancel);
    }
}
