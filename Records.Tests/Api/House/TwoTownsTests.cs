using Xunit;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

public sealed class TwoTownsTests : Suite<TwoTownsTests>, ISuite
{
    private static readonly string[] NoTowns = ["altdorf", "Musterstadt", "..", "musterstadt%2F..%2Fneudorf"];

    public static Test Tests => TestList("two towns in one process",
        TestEach("an id of one says nothing at the other",
            HouseRoute.All.Where(route => route.IsOfCaseFile), async route =>
            {
                var house = await TestHouse.SharedAsync();
                var (file, other) = (await HouseFile.NewAsync(house), await HouseFile.NewAsync(house, "neudorf"));
                var mixed = file with { Clerk = other.Clerk, Registrar = other.Registrar };
                (await mixed.AskAsync(
                    other.AppFor(route), route,
                    await other.BodyAsync(route) is { } body ? HouseApp.Json(body.ToJsonString()) : null)).Expect(404);
            }),
        TestCase("lists, searches and file plans have nothing in common", async () =>
        {
            var house = await TestHouse.SharedAsync();
            var (here, there) = (await HouseFile.NewAsync(house), await HouseFile.NewAsync(house, "neudorf"));
            Assert.Empty(await IdsAsync(here, "case-files?limit=500", "id") is var ours
                ? ours.Intersect(await IdsAsync(there, "case-files?limit=500", "id")) : []);
            Assert.Empty(
                (await IdsAsync(here, "file-plan/entries", "id"))
                    .Intersect(await IdsAsync(there, "file-plan/entries", "id")));
            var (found, foundThere) =
                ((await here.Registrar.SearchAsync("Bauantrag")).Items,
                    (await there.Registrar.SearchAsync("Bauantrag")).Items);
            Assert.NotEmpty(foundThere);
            Assert.Empty(
                found.Select(hit => (string)hit!["caseFile"]!)
                    .Intersect(foundThere.Select(hit => (string)hit!["caseFile"]!)));
        }),
        TestCase("an upload of one is none of the other", async () =>
        {
            var house = await TestHouse.SharedAsync();
            var (here, there) = (await HouseFile.NewAsync(house), await HouseFile.NewAsync(house, "neudorf"));
            var upload = await here.Clerk.UploadAsync(here.Path, [1]);
            (await there.Clerk.PostAsync($"{there.Matter}/documents", Filing(upload))).Expect(422, "unknown-upload");
        }),
        TestCase("the same key means something else in each", async () =>
        {
            var house = await TestHouse.SharedAsync();
            var (here, there) = (await HouseFile.NewAsync(house), await HouseFile.NewAsync(house, "neudorf"));
            var key = ("Idempotency-Key", (string?)$"\"{Guid.NewGuid()}\"");
            var first = (await here.Clerk.PostAsync("case-files", Opening(here.Leaf), key)).Expect(201);
            var second = (await there.Clerk.PostAsync("case-files", Opening(there.Leaf), key)).Expect(201);
            Assert.NotEqual(first.Id, second.Id);
            Assert.False(second.IsReplayed);
        }),
        TestCase("a town nobody knows is answered without asking who calls", async () =>
        {
            var house = await TestHouse.SharedAsync();
            var clerk = await house.SignInAsync("musterstadt", "clerk");
            foreach (var town in NoTowns)
                Assert.Equal(404, (await clerk.GetAsync($"/t/{town}/v1/case-files")).Status);
        }));

    private static async Task<IEnumerable<string>> IdsAsync(HouseFile file, string path, string name) =>
        (await file.Registrar.GetAsync(path)).Expect(200).Items.Select(item => (string)item![name]!);
}
