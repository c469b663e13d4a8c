using Xunit;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

/// <summary>The inner structure of a case file through the running server: one way through each act.</summary>
public sealed class StructureTests : Suite<StructureTests>, ISuite
{
    public static Test Tests => TestList("the structure of a case file",
        TestCase("R9 sub-matters are numbered, shown as a tree and closed before what holds them", SubMattersAsync),
        TestCase("R13 a register sheet divides matters and goes when it is empty", SheetsAsync),
        TestCase("R11 participants are named, changed, taken over by what is filed, and removed", ParticipantsAsync));

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

    private static async Task<HouseFile> NewFileAsync() => await HouseFile.NewAsync(await TestHouse.SharedAsync());
}
