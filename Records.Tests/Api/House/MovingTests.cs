using System.Text.Json.Nodes;
using Xunit;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

public sealed class MovingTests : Suite<MovingTests>, ISuite
{
    public static Test Tests => TestList("re-filing over HTTP",
        TestCase("R40 a moved document is found and shown in its new matter", async () =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
            var word = $"Wort{Guid.NewGuid():N}";
            (await file.Clerk.PatchAsync(file.Document, "\"1\"", Subject(word))).Expect(200);
            var other = (await file.Clerk.OpenMatterAsync(file.Path, "Andere")).Split('/')[^1];
            (await file.Clerk.PutAsync($"{file.Document}/matter", "\"2\"", new JsonObject { ["matter"] = other }))
                .Expect(200);

            Assert.Equal(other, (string)(await file.Clerk.GetAsync(file.Document)).Body["matter"]!);
            Assert.Empty((await file.Clerk.GetAsync(file.Matter)).Body["documents"]!.AsArray());
            Assert.Equal(other, (string)Assert.Single((await file.Clerk.SearchAsync(word)).Items)!["matter"]!);
        }),
        TestCase("R41 merged matters refer to the new one and back, and keep their place in the file", async () =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
            var (old, body) = (file.Matter.Split('/')[^1], await RouteCase.MergingAsync(file));
            var made = (await file.Registrar.PostAsync($"{file.Path}/matters/merging", body)).Expect(201);

            var shown = (await file.Clerk.GetAsync($"{file.Path}/matters/{made.Id}")).Expect(200).Body;
            Assert.Contains(old, shown["marks"]!["mergedFrom"]!["matters"]!.AsArray().Select(id => (string)id!));
            Assert.Single(shown["documents"]!.AsArray());
            var source = (await file.Clerk.GetAsync(file.Matter)).Expect(200).Body;
            Assert.Equal(("cancelled", made.Id),
                ((string)source["state"]!, (string)source["marks"]!["mergedInto"]!["matter"]!));
            Assert.Empty(source["documents"]!.AsArray());
            (await file.Clerk.PatchAsync(file.Document, "\"2\"", Subject("weiter"))).Expect(200);
        }));
}
