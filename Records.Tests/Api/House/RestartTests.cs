using System.Text.Json.Nodes;
using Xunit;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

public sealed class RestartTests : Suite<RestartTests>, ISuite
{
    public static Test Tests => TestList("a house that stops and starts again",
        TestCase("has everything, answers the first request and goes on where it stood", async () =>
        {
            await using var house = await TestHouse.StartAsync();
            var file = await HouseFile.NewAsync(house);
            var (sheet, history) =
                (Timeless(await file.Clerk.GetAsync(file.Path)),
                    (await file.Clerk.GetAsync($"{file.Path}/history")).Text);
            var upload = await file.Clerk.UploadAsync(file.Path, [1, 2, 3]);
            var key = ("Idempotency-Key", (string?)"\"vorher\"");
            var before = (await file.Clerk.PostAsync("case-files", Opening(file.Leaf), key)).Expect(201);

            await house.StopAsync();
            await house.StartAgainAsync();

            Assert.Equal(sheet, Timeless(await file.Clerk.GetAsync(file.Path)));
            Assert.StartsWith(
                history[..^20], (await file.Clerk.GetAsync($"{file.Path}/history")).Text, StringComparison.Ordinal);
            Assert.Equal(
                "Guten Tag"u8.ToArray(),
                (await file.Clerk.GetAsync($"{file.Document}/versions/1/content")).Expect(200).Bytes);
            Assert.Equal(
                before.Text, (await file.Clerk.PostAsync("case-files", Opening(file.Leaf), key)).Expect(201).Text);
            Assert.True((await file.Clerk.PostAsync($"{file.Matter}/documents", Filing(upload)))
                .Expect(201).Position > before.Position);
            Assert.EndsWith(
                "/0003",
                (string)(await file.Clerk.PostAsync("case-files", Opening(file.Leaf))).Expect(201).Body["reference"]!,
                StringComparison.Ordinal);
        }),
        TestSlow("lets go of everything: nothing half written is left on the disk", async () =>
        {
            await using var house = await TestHouse.StartAsync();
            var file = await HouseFile.NewAsync(house);
            await house.StopAsync();
            foreach (var town in house.Towns.Values)
                Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(town.ObjectFolder, "unfinished")));
            await house.StartAgainAsync();
        }),
        TestSlow("is not ready while a database is away, and works again when it is back", AwayAsync));

    private static async Task AwayAsync()
    {
        await using var house = await TestHouse.StartAsync();
        var file = await HouseFile.NewAsync(house);
        Assert.Equal(200, await ReadyAsync(house));
        foreach (var database in new[] { file.Clerk.Town.Database, file.Clerk.Town.Keys })
        {
            var name = new Npgsql.NpgsqlConnectionStringBuilder(database.Administrator).Database;
            var from = new TestDatabase(
                database.Tenant,
                new Npgsql.NpgsqlConnectionStringBuilder(database.Administrator)
                {
                    Database = "postgres"
                }.ConnectionString, "");
            await from.AsAdministratorAsync($"alter database {name} allow_connections false");
            await from.AsAdministratorAsync(
                $"select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = '{name}'");

            Assert.Equal(503, await ReadyAsync(house));
            if (database == file.Clerk.Town.Database)
                Assert.NotNull((await file.Clerk.PatchAsync(file.Path, "\"1\"", Subject("verloren"))).Expect(503)
                    .Header("Retry-After"));

            await from.AsAdministratorAsync($"alter database {name} allow_connections true");
            Assert.Equal(200, await ReadyAsync(house));
        }
        (await file.Clerk.PatchAsync(file.Path, "\"1\"", Subject("wieder da"))).Expect(200);
        Assert.Equal(
            "wieder da",
            (string?)(await file.Clerk.GetAsync(file.Path, ("Prefer", "wait=30")))
                .Expect(200).Body["fields"]!["subject"]);
        await file.Clerk.OpenFileAsync(file.Leaf);
    }

    private static async Task<int> ReadyAsync(TestHouse house)
    {
        using var answer = await house.Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return (int)answer.StatusCode;
    }

    // What the robot reads and where the log stands may move at any time.
    private static string Timeless(HouseAnswer answer)
    {
        var body = answer.Expect(200).Body.AsObject();
        body.Remove("position");
        foreach (var version in body["matters"]!.AsArray().SelectMany(matter => matter!["documents"]!.AsArray())
            .SelectMany(document => document!["versions"]!.AsArray()))
            version!.AsObject().Remove("text");
        return body.ToJsonString();
    }
}
