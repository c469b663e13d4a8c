using System.Text.Json.Nodes;
using Xunit;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

public sealed class MovingTests : Suite<MovingTests>, ISuite
{
    public static Test Tests => TestList("re-filing over HTTP",
        TestCase("R39 a file re-filed under another entry goes by both references", async () =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
            var before = (await file.Clerk.GetAsync(file.Path)).Expect(200);
            var (old, moment) = ((string)before.Body["reference"]!, Uri.EscapeDataString($"{DateTimeOffset.UtcNow:O}"));
            var answer = (await file.Registrar.PutAsync($"{file.Path}/place", before.ETag, new JsonObject
            {
                ["entry"] = file.Entry,
                ["reason"] = "falsch abgelegt",
            })).Expect(200);
            var reference = (string)answer.Body["reference"]!;
            Assert.NotEqual(old, reference);

            var now = (await file.Clerk.GetAsync(file.Path)).Expect(200).Body;
            Assert.Equal((reference, file.Entry), ((string)now["reference"]!, (string)now["entry"]!));
            Assert.Equal(old, (string)Assert.Single(now["formerReferences"]!.AsArray())!["reference"]!);
            foreach (var name in new[] { old, reference })
            {
                var listed = await file.Clerk.GetAsync($"case-files?reference={Uri.EscapeDataString(name)}");
                Assert.Equal(file.Id, (string)Assert.Single(listed.Items)!["id"]!);
                Assert.Contains((await file.Clerk.SearchAsync($"\"{name}\"")).Items, hit =>
                    (string)hit!["kind"]! == "case-file" && (string)hit["caseFile"]! == file.Id);
            }
            var past = (await file.Clerk.GetAsync($"{file.Path}?asOf={moment}")).Expect(200).Body;
            Assert.Equal(old, (string)past["reference"]!);
            Assert.Empty(past["formerReferences"]!.AsArray());
        }),
        TestCase("R39 a file of another unit is that unit's, with all in it, and gone for the old one", async () =>
        {
            var house = await TestHouse.SharedAsync();
            var file = await HouseFile.NewAsync(house);
            var word = $"Wort{Guid.NewGuid():N}";
            (await file.Clerk.PatchAsync(file.Document, "\"1\"", Subject(word))).Expect(200);
            var theirs = await house.SignInAsync("musterstadt", "clerk2");
            (await theirs.GetAsync(file.Path)).Expect(404, "unknown-case-file");
            (await file.Registrar.PutAsync($"{file.Path}/place", "\"1\"", new JsonObject
            {
                ["unit"] = OrderOffice,
                ["reason"] = "Zuständigkeit hat gewechselt",
            })).Expect(200);

            (await file.Clerk.GetAsync(file.Path)).Expect(404, "unknown-case-file");
            (await file.Clerk.PatchAsync(file.Document, "\"2\"", Subject("x"))).Expect(404, "unknown-case-file");
            Assert.Empty((await file.Clerk.SearchAsync(word)).Items);
            Assert.Single((await theirs.SearchAsync(word)).Items);
            (await theirs.GetAsync($"{file.Document}/versions/1/content")).Expect(200);
            (await theirs.PatchAsync(file.Document, "\"2\"", Subject("weiter"))).Expect(200);
        }),
        TestCase("R39 a unit or an entry nobody knows is refused", async () =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
            foreach (var (name, status, code) in ((string, int, string)[])
                [("unit", 422, "unknown-unit"), ("entry", 404, "unknown-entry")])
                (await file.Registrar.PutAsync($"{file.Path}/place", "\"1\"", new JsonObject
                {
                    [name] = $"{Guid.NewGuid()}",
                    ["reason"] = "x",
                })).Expect(status, code);
        }),
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

    private const string OrderOffice = "10000000-0000-4000-8000-000000000032";
}
