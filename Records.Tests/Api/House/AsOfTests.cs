using System.Text.Json.Nodes;
using Xunit;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

public sealed class AsOfTests : Suite<AsOfTests>, ISuite
{
    public static Test Tests => TestList("R56 a case file as of a moment",
        TestCase("is what it was after each of its events", async () =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
            (await file.Clerk.PatchAsync(file.Path, "\"1\"", Subject("Neubau Feuerwache"))).Expect(200);
            (await file.Clerk.PutAsync($"{file.Matter}/lock", "\"1\"", Nothing)).Expect(200);

            var history = (await file.Clerk.GetAsync($"{file.Path}/history?limit=500")).Items;
            var renamed = history.Single(item => (string)item!["type"]! == "case-file-described/1")!;
            foreach (var happened in history)
            {
                var past = (await AsOfAsync(file, file.Clerk, happened!)).Expect(200).Body;
                Assert.Equal((long)happened!["position"]!, (long)past["position"]!);
                Assert.Equal(
                    (long)happened["version"]! < (long)renamed["version"]! ? "Bauantrag" : "Neubau Feuerwache",
                    (string)past["fields"]!["subject"]!);
                // What may be done is said of today only.
                Assert.Null(past["_links"]);
            }

            var now = (await file.Clerk.GetAsync(file.Path)).Body;
            Assert.NotNull(now["matters"]![0]!["marks"]!["lock"]);
        }),
        TestCase("before its opening is none", async () =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
            (await file.Clerk.GetAsync($"{file.Path}?asOf=2020-01-01T00:00:00Z")).Expect(404, "unknown-case-file");
        }),
        TestCase("is shown by the rights of today", async () =>
        {
            var house = await TestHouse.SharedAsync();
            var file = await HouseFile.NewAsync(house);
            var first = (await file.Clerk.GetAsync($"{file.Path}/history")).Items[0]!;
            (await AsOfAsync(file, await house.SignInAsync("musterstadt", "clerk2"), first))
                .Expect(404, "unknown-case-file");
            (await AsOfAsync(file, await house.SignInAsync("musterstadt", "auditor"), first)).Expect(200);
        }));

    private static Task<HouseAnswer> AsOfAsync(HouseFile file, HouseApp app, JsonNode happened) =>
        app.GetAsync($"{file.Path}?asOf={Uri.EscapeDataString((string)happened["recordedAt"]!)}");
}
