using System.Text.Json.Nodes;
using Records.Api.Commands;
using Records.Api.Narration;
using Records.Storage.Postgres;
using Xunit;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

/// <summary>Every query table can be dropped and made anew from the events, and holds the same rows.</summary>
public sealed class RebuildTests : Suite<RebuildTests>, ISuite
{
    private static readonly string[] Tables =
    [
        "case_file", "matter", "document", "document_version", "part", "participant", "resubmission", "worklist",
        "in_tray", "passage", "access_class", "parked"
    ];

    public static Test Tests => TestList("records rebuild",
        TestCase("gives the same rows again", async () =>
        {
            await using var house = await TestHouse.StartAsync();
            var file = await HouseFile.NewAsync(house);
            (await file.Clerk.PostAsync($"{file.Matter}/resubmissions", Resubmission())).Expect(201);
            (await file.Clerk.PostAsync($"{file.Document}/routes", RoutingCases.Routing())).Expect(201);
            (await file.Clerk.PostAsync($"{file.Matter}/participants", StructureRoutes.Somebody)).Expect(201);
            (await file.Clerk.PostAsync($"{file.Matter}/registrations",
                new JsonObject { ["entry"] = await file.Clerk.PutInTrayAsync() })).Expect(201);
            var given = await HouseFile.NewAsync(house);
            (await given.Registrar.PutAsync($"{given.Path}/place", "\"1\"", new JsonObject
            {
                ["entry"] = given.Entry,
                ["unit"] = "10000000-0000-4000-8000-000000000032",
                ["reason"] = "Zuständigkeit hat gewechselt",
            })).Expect(200);
            // What is still waiting to be read would change a row between the two looks.
            await file.Clerk.WhenAllIsReadAsync();
            var before = await RowsAsync(file);

            Assert.Equal(0, await RebuildAsync(house));

            Assert.Equal(before, await RowsAsync(file));
            (await file.Clerk.GetAsync(file.Path)).Expect(200);
        }),
        TestCase("is refused while another one is at work on the tables, and changes nothing", async () =>
        {
            await using var house = await TestHouse.StartAsync();
            var town = house.Towns["musterstadt"];
            await using var connections = town.Database.Open();
            var leases = new PostgresLeases(connections);
            var other = (await leases.TakeAsync("view-rebuild", TimeSpan.FromHours(1), Cancel))!;
            await town.Database.AsServerAsync("create schema view_next");

            var refused = await Assert.ThrowsAsync<OperatorException>(() => RebuildAsync(house));
            Assert.Contains("being rebuilt already", refused.Message, StringComparison.Ordinal);
            Assert.Equal(
                0L, await town.Database.AsServerAsync("select count(*) from pg_tables where schemaname = 'view_next'"));

            await leases.GiveBackAsync(other, Cancel);
            Assert.Equal(0, await RebuildAsync(house));
        }),
        TestCase("goes on while others write, and loses none of it", async () =>
        {
            await using var house = await TestHouse.StartAsync();
            var file = await HouseFile.NewAsync(house);
            var writing = Enumerable.Range(0, 30).Select(_ => file.Clerk.OpenMatterAsync(file.Path)).ToList();

            Assert.Equal(0, await RebuildAsync(house));

            await Task.WhenAll(writing);
            var found = (await file.Clerk.GetAsync(file.Path, ("Minimum-Position", $"{file.Clerk.Town.Written}")))
                .Expect(200);
            Assert.Equal(31, found.Body["matters"]!.AsArray().Count);
        }));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<int> RebuildAsync(TestHouse house)
    {
        using var said = new StringWriter();
        return await RebuildVerb.RebuildAsync(
            house.Settings.Tenants.Single(tenant => tenant.Name == "musterstadt"),
            new JsonNarrator(said, TimeProvider.System), Cancel);
    }

    private static async Task<List<string>> RowsAsync(HouseFile file)
    {
        var rows = new List<string>();
        foreach (var table in Tables)
            rows.Add($"{table}: {await file.Clerk.Town.Database.AsAdministratorAsync($"select string_agg(t::text, E'\\n' order by t::text) from view.{table} t")}");
        return rows;
    }
}
