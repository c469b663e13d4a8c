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
        TestCase("R40 a document moved to another file is read, found and worked on there and no more here", async () =>
        {
            var house = await TestHouse.SharedAsync();
            var (file, other) = (await HouseFile.NewAsync(house), await HouseFile.NewAsync(house));
            var word = $"Wort{Guid.NewGuid():N}";
            (await file.Clerk.PatchAsync(file.Document, "\"1\"", Subject(word))).Expect(200);
            var moment = Uri.EscapeDataString($"{DateTimeOffset.UtcNow:O}");
            var body = new JsonObject { ["caseFile"] = other.Id, ["matter"] = other.Matter.Split('/')[^1] };
            var moved = (await file.Clerk.PutAsync($"{file.Document}/case-file", "\"2\"", body)).Expect(200);
            var there = $"{other.Path}/documents/{moved.Id}";
            Assert.Equal(("\"3\"", file.Document.Split('/')[^1]), (moved.ETag, moved.Id));

            var shown = (await file.Clerk.GetAsync(there)).Expect(200).Body;
            Assert.Equal(file.Id, (string)Assert.Single(shown["movedIn"]!.AsArray())!["caseFile"]!);
            Assert.Equal("Guten Tag", (await file.Clerk.GetAsync($"{there}/versions/1/content")).Expect(200).Text);
            (await file.Clerk.PatchAsync(there, "\"3\"", Subject($"{word} weiter"))).Expect(200);
            var hits = (await file.Clerk.SearchAsync(word)).Items;
            Assert.NotEmpty(hits);
            Assert.All(hits, hit => Assert.Equal(other.Id, (string)hit!["caseFile"]!));

            foreach (var tail in (string[])["", "/versions/1/content", "/versions/1/text"])
            {
                var old = (await file.Clerk.GetAsync(file.Document + tail)).Expect(410, "moved-to-another-file");
                Assert.Equal($"/t/musterstadt/v1/{there}{tail}", (string)old.Body["movedTo"]!);
            }
            (await file.Clerk.PatchAsync(file.Document, "\"3\"", Subject("x"))).Expect(410, "moved-to-another-file");
            Assert.Equal(other.Id, (string)Assert.Single(
                (await file.Clerk.GetAsync(file.Path)).Expect(200).Body["movedOut"]!.AsArray())!["caseFile"]!);
            Assert.Empty((await file.Clerk.GetAsync(file.Matter)).Body["documents"]!.AsArray());
            Assert.Single((await file.Clerk.GetAsync($"{file.Path}?asOf={moment}")).Expect(200)
                .Body["matters"]![0]!["documents"]!.AsArray());
            foreach (var (path, action) in (IEnumerable<(string, string)>)
                [(file.Path, "in andere Akte umgeschrieben"), (other.Path, "aus anderer Akte übernommen")])
                Assert.Contains((await file.Clerk.GetAsync($"{path}/history")).Expect(200).Items, item =>
                    (string)item!["action"]! == action);
        }),
        TestCase("R40 a moved matter takes all in it along and gets a number there", async () =>
        {
            var house = await TestHouse.SharedAsync();
            var (file, other) = (await HouseFile.NewAsync(house), await HouseFile.NewAsync(house));
            var below = (await file.Clerk.PostAsync($"{file.Matter}/matters", Subject("Teil"))).Expect(201).Id;
            var moved = (await file.Clerk.PutAsync(
                $"{file.Matter}/case-file", "\"1\"", new JsonObject { ["caseFile"] = other.Id })).Expect(200);
            var shown = (await file.Clerk.GetAsync($"{other.Path}/matters/{moved.Id}")).Expect(200).Body;
            Assert.Equal(2, (int)shown["number"]!);
            Assert.EndsWith("-02", (string)shown["reference"]!, StringComparison.Ordinal);
            Assert.Equal(below, (string)Assert.Single(shown["subMatters"]!.AsArray())!["id"]!);
            var document = (string)Assert.Single(shown["documents"]!.AsArray())!["id"]!;
            Assert.Equal("Guten Tag", (await file.Clerk.GetAsync(
                $"{other.Path}/documents/{document}/versions/1/content")).Expect(200).Text);
            Assert.Empty((await file.Clerk.GetAsync(file.Path)).Body["matters"]!.AsArray());
            Assert.Equal($"/t/musterstadt/v1/{other.Path}/matters/{moved.Id}", (string)
                (await file.Clerk.GetAsync(file.Matter)).Expect(410, "moved-to-another-file").Body["movedTo"]!);
        }),
        TestCase("R40 both files must be seen, and who sees one only learns no more than that it is gone", async () =>
        {
            var house = await TestHouse.SharedAsync();
            var (file, other) = (await HouseFile.NewAsync(house), await HouseFile.NewAsync(house));
            (await other.Registrar.PutAsync($"{other.Path}/place", "\"1\"", new JsonObject
            {
                ["unit"] = OrderOffice,
                ["reason"] = "Zuständigkeit hat gewechselt",
            })).Expect(200);
            var body = new JsonObject { ["caseFile"] = other.Id, ["matter"] = other.Matter.Split('/')[^1] };
            (await file.Clerk.PutAsync($"{file.Document}/case-file", "\"1\"", body)).Expect(404, "unknown-case-file");
            (await file.Clerk.PutAsync($"{file.Document}/case-file", "\"1\"", new JsonObject
            {
                ["caseFile"] = file.Id,
                ["matter"] = file.Matter.Split('/')[^1],
            })).Expect(422, "same-case-file");
            (await file.Registrar.PutAsync($"{file.Document}/case-file", "\"1\"", body)).Expect(200);
            var old = (await file.Clerk.GetAsync(file.Document)).Expect(410, "moved-to-another-file");
            Assert.Null(old.Body["movedTo"]);
        }),
        TestCase("R40 a reference from a third file is taken back where its other end lies now", async () =>
        {
            var house = await TestHouse.SharedAsync();
            var (file, other) = (await HouseFile.NewAsync(house), await HouseFile.NewAsync(house));
            var third = await HouseFile.NewAsync(house);
            var reference = (await third.Clerk.PostAsync($"{third.Matter}/references", new JsonObject
            {
                ["caseFile"] = file.Id,
                ["document"] = file.Document.Split('/')[^1],
            })).Expect(201).Id;
            var there = $"{other.Path}/documents/" + (await file.Clerk.PutAsync(
                $"{file.Document}/case-file", "\"1\"", new JsonObject
                {
                    ["caseFile"] = other.Id,
                    ["matter"] = other.Matter.Split('/')[^1],
                })).Expect(200).Id;
            Assert.Equal(third.Id, (string)Assert.Single(
                (await file.Clerk.GetAsync(there)).Expect(200).Body["references"]!.AsArray())!["caseFile"]!);
            (await third.Clerk.DeleteAsync($"{third.Matter}/references/{reference}", "\"2\"")).Expect(200);
            Assert.Empty((await file.Clerk.GetAsync(there)).Expect(200).Body["references"]!.AsArray());
        }),
        TestCase("R41 merged matters refer to the new one and back, and keep their place in the file", async () =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
            var (old, body) = (file.Matter.Split('/')[^1], await RouteCase.MergingAsync(file));
            var made = (await file.Registrar.PostAsync($"{file.Path}/matters/merging", body)).Expect(201);

            var shown = (await file.Clerk.GetAsync($"{file.Path}/matters/{made.Id}")).Expect(200).Body;
            Assert.Contains(old, shown["marks"]!["mergedFrom"]!["matters"]!.AsArray().Select(id => (string)id!));
            Assert.Single(shown["documents"]!.AsArray());
            Assert.Contains(shown["references"]!.AsArray(), said =>
                ((string)said!["relation"]!, (string)said["object"]!) == ("merged-from", old));
            var source = (await file.Clerk.GetAsync(file.Matter)).Expect(200).Body;
            Assert.Equal(("cancelled", made.Id),
                ((string)source["state"]!, (string)source["marks"]!["mergedInto"]!["matter"]!));
            Assert.Empty(source["documents"]!.AsArray());
            Assert.Equal(("merged-into", made.Id), Assert.Single(source["references"]!.AsArray()) is { } back
                ? ((string)back["relation"]!, (string)back["object"]!)
                : default);
            (await file.Clerk.PatchAsync(file.Document, "\"2\"", Subject("weiter"))).Expect(200);
        }));

    private const string OrderOffice = "10000000-0000-4000-8000-000000000032";
}
