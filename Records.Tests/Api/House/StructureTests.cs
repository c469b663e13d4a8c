using System.Text.Json.Nodes;
using Xunit;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

/// <summary>The inner structure of a case file through the running server: one way through each act.</summary>
public sealed class StructureTests : Suite<StructureTests>, ISuite
{
    public static Test Tests => TestList("the structure of a case file",
        TestCase("R9 sub-matters are numbered, shown as a tree and closed before what holds them", SubMattersAsync),
        TestCase("R13 a register sheet divides matters and goes when it is empty", SheetsAsync),
        TestCase("R11 participants are named, changed, taken over by what is filed, and removed", ParticipantsAsync),
        TestCase("a reference within a file has both ends until it is taken back", WithinAsync),
        TestCase("a reference to another file stands in both, and goes from both", BetweenAsync),
        TestCase("a reference needs both files to be seen", HiddenAsync),
        TestCase("R14 an answer is linked to what it answers and addressed to who wrote", AnswerAsync),
        TestCase("R10 levels and medium come from above, and the highest level from below", LevelsAsync),
        TestCase("R15 a copy in the same file has the same bytes and is sealed anew", () => CopyAsync(false)),
        TestCase("R15 a copy in another file has the same bytes and is sealed anew", () => CopyAsync(true)),
        TestCase("R15 a copy that may not be filed changes neither file", NoCopyAsync));

    private static async Task SubMattersAsync()
    {
        var file = await NewFileAsync();
        var opened = (await file.Clerk.PostAsync($"{file.Matter}/matters", Subject("Teil"))).Expect(201);
        Assert.EndsWith("-01.01", (string)opened.Body["reference"]!, StringComparison.Ordinal);
        var sub = $"{file.Path}/matters/{opened.Id}";

        var tree = (await file.Clerk.GetAsync(file.Path, ("Minimum-Position", $"{opened.Position}"))).Expect(200).Body;
        var matter = Assert.Single(tree["matters"]!.AsArray())!;
        Assert.Equal($"{tree["reference"]}-01", (string)matter["reference"]!);
        var below = Assert.Single(matter["subMatters"]!.AsArray())!;
        Assert.Equal((opened.Id, (string)matter["id"]!), ((string)below["id"]!, (string)below["parent"]!));

        (await file.Clerk.PostAsync($"{sub}/matters", Subject("zu tief"))).Expect(409, "too-deep");
        (await file.Clerk.PutAsync($"{file.Matter}/closing", "\"1\"", Nothing)).Expect(409, "open-matters");
        (await file.Clerk.PutAsync($"{sub}/closing", "\"1\"", Nothing)).Expect(200);
        (await file.Clerk.PutAsync($"{file.Matter}/closing", "\"1\"", Nothing)).Expect(200);
    }

    private static async Task SheetsAsync()
    {
        var file = await NewFileAsync();
        await StructureRoutes.AddSheetAsync(file);
        var fileSeen = file.Seen;
        var put = await StructureRoutes.PutOnSheetAsync(file);
        var sheet = file.Ids["sheet"];

        var shown = (await file.Clerk.GetAsync(file.Path, ("Minimum-Position", $"{put.Position}"))).Expect(200).Body;
        Assert.Equal("Genehmigungen", (string)Assert.Single(shown["sheets"]!.AsArray())!["title"]!);
        Assert.Equal(sheet, (string)shown["matters"]![0]!["marks"]!["sheet"]!);

        (await file.Clerk.DeleteAsync($"{file.Path}/sheets/{sheet}", fileSeen)).Expect(409, "sheet-not-empty");
        (await file.Clerk.DeleteAsync($"{file.Matter}/sheet", put.ETag)).Expect(200);
        var gone = (await file.Clerk.DeleteAsync($"{file.Path}/sheets/{sheet}", fileSeen)).Expect(200);
        shown = (await file.Clerk.GetAsync(file.Path, ("Minimum-Position", $"{gone.Position}"))).Expect(200).Body;
        Assert.Empty(shown["sheets"]!.AsArray());
        Assert.Null(shown["matters"]![0]!["marks"]!["sheet"]);
        Assert.Contains("register-sheet-deleted/1", await file.Clerk.EventsAsync(file.Path));
    }

    private static async Task ParticipantsAsync()
    {
        var file = await NewFileAsync();
        var added = (await file.Clerk.PostAsync($"{file.Matter}/participants", StructureRoutes.Somebody)).Expect(201);
        var document = await file.Clerk.FileAsync(file.Path, file.Matter, [.. "Guten Tag"u8]);
        var moved = StructureRoutes.Somebody;
        moved["address"] = "Am Markt 1\n70000 Musterstadt";
        var place = $"{file.Matter}/participants/{added.Id}";
        var changed = (await file.Clerk.PutAsync(place, added.ETag, moved)).Expect(200);

        var shown = await file.Clerk.GetAsync(file.Matter, ("Minimum-Position", $"{changed.Position}"));
        var named = Assert.Single(shown.Expect(200).Body["participants"]!.AsArray())!;
        Assert.Equal((added.Id, "Am Markt 1\n70000 Musterstadt"), ((string)named["id"]!, (string)named["address"]!));
        var taken = Assert.Single((await file.Clerk.GetAsync(document)).Expect(200).Body["participants"]!.AsArray())!;
        Assert.Equal("Erika Berg", (string)taken["name"]!);
        Assert.Null(taken["address"]);
        Assert.NotEqual(added.Id, (string)taken["id"]!);

        var gone = (await file.Clerk.DeleteAsync(place, changed.ETag)).Expect(200);
        shown = await file.Clerk.GetAsync(file.Matter, ("Minimum-Position", $"{gone.Position}"));
        Assert.Empty(shown.Expect(200).Body["participants"]!.AsArray());
        var history = (await file.Clerk.GetAsync($"{file.Path}/history?limit=500")).Expect(200).Items;
        var removal = history.Single(item => (string)item!["type"]! == "participant-removed/1")!["changes"]!.AsArray();
        Assert.Contains(removal, change => (string)change!["old"]! == "Erika Berg");
    }

    private static async Task WithinAsync()
    {
        var file = await NewFileAsync();
        var document = file.Document.Split('/')[^1];
        var added = (await file.Clerk.PostAsync(
            $"{file.Matter}/references", new JsonObject { ["document"] = document, ["remark"] = "dazu" })).Expect(201);
        Assert.Equal(document, (string)(await ReferenceOfAsync(file, file.Matter, added.Position))["object"]!);
        Assert.Equal("matter", (string)(await ReferenceOfAsync(file, file.Document, added.Position))["kind"]!);

        var gone = (await file.Clerk.DeleteAsync($"{file.Matter}/references/{added.Id}", added.ETag)).Expect(200);
        foreach (var place in new[] { file.Matter, file.Document })
            Assert.Empty((await ReferencesOfAsync(file, place, gone.Position)));
    }

    private static async Task BetweenAsync()
    {
        var (file, other) = (await NewFileAsync(), await NewFileAsync());
        var added = (await file.Clerk.PostAsync($"{file.Matter}/references", new JsonObject
        {
            ["caseFile"] = other.Id,
            ["document"] = other.Document.Split('/')[^1],
        }, ("Idempotency-Key", "\"verweis\""))).Expect(201);
        Assert.Equal(other.Id, (string)(await ReferenceOfAsync(file, file.Matter, added.Position))["caseFile"]!);
        Assert.Equal(file.Id, (string)(await ReferenceOfAsync(other, other.Document, added.Position))["caseFile"]!);
        Assert.Contains("reference-added/1", await file.Clerk.EventsAsync(file.Path));
        Assert.Contains("reference-noted/1", await file.Clerk.EventsAsync(other.Path));

        var gone = (await file.Clerk.DeleteAsync($"{file.Matter}/references/{added.Id}", added.ETag)).Expect(200);
        Assert.Empty(await ReferencesOfAsync(file, file.Matter, gone.Position));
        Assert.Empty(await ReferencesOfAsync(other, other.Document, gone.Position));
    }

    private static async Task HiddenAsync()
    {
        var file = await NewFileAsync();
        var unit = file.Clerk.Town.Settings.Units.First(unit => unit.Name == "Ordnungsamt").Id.Value;
        var opening = Opening(file.Leaf);
        opening["unit"] = $"{unit}";
        var hidden = (await file.Registrar.PostAsync("case-files", opening)).Expect(201).Id;
        var body = new JsonObject { ["caseFile"] = hidden };
        (await file.Clerk.PostAsync($"{file.Path}/references", body)).Expect(404, "unknown-case-file");
        Assert.DoesNotContain("reference-added/1", await file.Clerk.EventsAsync(file.Path));
        (await file.Registrar.PostAsync($"{file.Path}/references", body)).Expect(201);
        (await file.Clerk.PostAsync(
            $"{file.Matter}/copies",
            new JsonObject { ["caseFile"] = hidden, ["document"] = $"{Guid.NewGuid()}" }))
            .Expect(404, "unknown-case-file");
    }

    private static async Task AnswerAsync()
    {
        var file = await NewFileAsync();
        (await file.Clerk.PostAsync($"{file.Document}/participants", StructureRoutes.Somebody)).Expect(201);
        var reply = await StructureRoutes.OutgoingAsync(file);
        var seen = await file.Clerk.ETagAsync(reply);
        (await file.Clerk.PutAsync($"{file.Document}/incoming", "\"2\"", Incoming($"{Guid.NewGuid()}")))
            .Expect(409, "not-outgoing");
        (await file.Clerk.PutAsync($"{reply}/incoming", seen, Incoming($"{Guid.NewGuid()}")))
            .Expect(409, "no-incoming-document");

        var linked = (await file.Clerk.PutAsync(
            $"{reply}/incoming", seen, Incoming(file.Document.Split('/')[^1]))).Expect(200);
        Assert.Equal("answers", (string)(await ReferenceOfAsync(file, reply, linked.Position))["relation"]!);
        Assert.Equal(
            "answered-by", (string)(await ReferenceOfAsync(file, file.Document, linked.Position))["relation"]!);
        var addressee = Assert.Single((await file.Clerk.GetAsync(reply)).Body["participants"]!.AsArray())!;
        Assert.Equal(("Erika Berg", "addressee"), ((string)addressee["name"]!, (string)addressee["role"]!));
    }

    private static async Task LevelsAsync()
    {
        var file = await NewFileAsync();
        var said = (await file.Clerk.PatchAsync(file.Path, "\"1\"", Fields(
            ("medium", "hybrid"), ("location", "Keller, Regal 4"), ("secrecy", "restricted")))).Expect(200);
        said = (await file.Clerk.PatchAsync(file.Document, "\"1\"", Fields(("secrecy", "secret")))).Expect(200);

        var shown = (await file.Clerk.GetAsync(file.Path, ("Minimum-Position", $"{said.Position}"))).Expect(200).Body;
        Assert.Equal(("hybrid", "restricted", "secret"), Levels(shown));
        Assert.Equal(("hybrid", "restricted", "secret"), Levels(shown["matters"]![0]!));
        Assert.Equal(("hybrid", "secret", "secret"), Levels(shown["matters"]![0]!["documents"]![0]!));
        (await file.Clerk.PatchAsync(file.Path, "\"2\"", Fields(("location", null))))
            .Expect(422, "location-missing", "/fields/location");
        (await file.Clerk.PatchAsync(file.Path, "\"2\"", Fields(("secrecy", "geheim"))))
            .Expect(422, "field-not-a-choice", "/fields/secrecy");

        static (string?, string?, string?) Levels(JsonNode of) => (
            (string?)of["inherited"]!["medium"], (string?)of["inherited"]!["secrecy"],
            (string?)of["inherited"]!["highestSecrecy"]);
    }

    private static JsonObject Fields(params ReadOnlySpan<(string Name, string? Value)> fields)
    {
        var said = new JsonObject();
        foreach (var (name, value) in fields)
            said[name] = value;
        return new() { ["fields"] = said };
    }

    private static async Task CopyAsync(bool isElsewhere)
    {
        var house = await TestHouse.SharedAsync();
        var source = await HouseFile.NewAsync(house);
        var target = isElsewhere ? await HouseFile.NewAsync(house) : source;
        var (body, key) = (new JsonObject { ["document"] = source.Document.Split('/')[^1] }, $"\"{Guid.NewGuid()}\"");
        if (isElsewhere)
            body["caseFile"] = source.Id;
        var copied = (await target.Clerk.PostAsync($"{target.Matter}/copies", body, ("Idempotency-Key", key)))
            .Expect(201);
        Assert.Equal(copied.Id, (await target.Clerk.PostAsync(
            $"{target.Matter}/copies", body, ("Idempotency-Key", key))).Expect(201).Id);

        var copy = $"{target.Path}/documents/{copied.Id}";
        var shown = (await target.Clerk.GetAsync(copy, ("Minimum-Position", $"{copied.Position}"))).Expect(200).Body;
        var original = (await source.Clerk.GetAsync(source.Document)).Expect(200).Body;
        Assert.Equal((string)original["versions"]![0]!["sha256"]!, (string)shown["versions"]![0]!["sha256"]!);
        Assert.Equal("Guten Tag", (await target.Clerk.GetAsync($"{copy}/versions/1/content")).Expect(200).Text);
        Assert.Equal("copy-of", (string)shown["references"]![0]!["relation"]!);
        Assert.Equal("copied-to", (string)original["references"]![0]!["relation"]!);
        Assert.Equal(2L, await target.Clerk.Town.Database.AsAdministratorAsync(
            "select count(distinct object) from view.document_version where document in "
            + $"('{copied.Id}', '{source.Document.Split('/')[^1]}')"));
    }

    private static async Task NoCopyAsync()
    {
        var (file, source) = (await NewFileAsync(), await NewFileAsync());
        (await file.Clerk.PutAsync($"{file.Matter}/closing", "\"1\"", Nothing)).Expect(200);
        var body = new JsonObject { ["caseFile"] = source.Id, ["document"] = source.Document.Split('/')[^1] };
        (await file.Clerk.PostAsync($"{file.Matter}/copies", body)).Expect(409, "matter-not-active");
        body["version"] = 2;
        (await file.Clerk.PostAsync($"{file.Matter}/copies", body)).Expect(404, "unknown-version");
        Assert.DoesNotContain("reference-noted/1", await file.Clerk.EventsAsync(source.Path));
    }

    private static JsonObject Incoming(string id) => new() { ["incoming"] = id };

    private static async Task<JsonArray> ReferencesOfAsync(HouseFile file, string place, long position) =>
        (await file.Clerk.GetAsync(place, ("Minimum-Position", $"{position}"))).Expect(200)
            .Body["references"]!.AsArray();

    private static async Task<JsonNode> ReferenceOfAsync(HouseFile file, string place, long position) =>
        Assert.Single(await ReferencesOfAsync(file, place, position))!;

    private static async Task<HouseFile> NewFileAsync() => await HouseFile.NewAsync(await TestHouse.SharedAsync());
}
