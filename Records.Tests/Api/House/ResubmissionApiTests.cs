using System.Text.Json.Nodes;
using Xunit;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

public sealed class ResubmissionApiTests : Suite<ResubmissionApiTests>, ISuite
{
    public static Test Tests => TestList("resubmissions",
        TestCase("R25 set, seen by whom it is for when it is due, moved, done", LifeAsync),
        TestCase("R25 for a unit are seen in the unit, and nowhere else", UnitAsync),
        TestCase("R25 for nobody who is there are refused", async () =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
            foreach (var (who, code, pointer) in new[]
            {
                (new JsonObject { ["person"] = $"{Guid.NewGuid()}" }, "unknown-person", "/for/person"),
                (new JsonObject { ["unit"] = $"{Guid.NewGuid()}" }, "unknown-unit", "/for/unit"),
                ([], "addressee-unclear", "/for"),
            })
            {
                var wish = Resubmission();
                wish["for"] = who;
                (await file.Clerk.PostAsync($"{file.Matter}/resubmissions", wish)).Expect(422, code, pointer);
            }
            (await file.Clerk.PostAsync($"{file.Matter}/resubmissions", Resubmission("2020-01-01")))
                .Expect(422, "date-in-the-past", "/on");
        }),
        TestCase("R25 dropped it comes back to nobody", async () =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
            var set = (await file.Clerk.PostAsync($"{file.Document}/resubmissions", Resubmission())).Expect(201);
            (await file.Clerk.DeleteAsync($"{file.Path}/resubmissions/{set.Id}", set.ETag)).Expect(200);
            Assert.Empty(await OfAsync(file, "resubmissions?until=2060-01-01&limit=500"));
            (await file.Clerk.GetAsync($"{file.Path}/resubmissions/{set.Id}")).Expect(404, "unknown-resubmission");
            Assert.Contains("resubmission-dropped/1", await file.Clerk.EventsAsync(file.Path));
        }),
        TestCase("R26 closing needs a word for each that is open, and does it all in one", ClosingAsync),
        TestCase("R25 go page by page, the earliest first", PagesAsync));

    private static async Task LifeAsync()
    {
        var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
        var day = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(3);
        var set = (await file.Clerk.PostAsync($"{file.Matter}/resubmissions", Resubmission($"{day:yyyy-MM-dd}")))
            .Expect(201);
        Assert.Equal("\"2\"", set.ETag);
        Assert.Equal("Rücklauf prüfen", (string)(await file.Clerk.GetAsync(set.Header("Location")!))
            .Expect(200).Body["reason"]!);
        Assert.Single((await file.Clerk.GetAsync(file.Matter)).Body["resubmissions"]!.AsArray());

        Assert.Empty(await OfAsync(file, "resubmissions?limit=500"));
        var coming = Assert.Single(await OfAsync(file, $"resubmissions?until={day:yyyy-MM-dd}&limit=500"));
        Assert.Equal((set.Id, "matter", false, 2, "Anhörung"), ((string)coming["id"]!, (string)coming["kind"]!,
            (bool)coming["isDue"]!, (int)coming["revision"]!, (string)coming["subject"]!));
        Assert.Equal(file.Matter, ((string)coming["_links"]!["object"]!["href"]!)["/t/musterstadt/v1/".Length..]);

        var place = $"{file.Path}/resubmissions/{set.Id}";
        (await file.Clerk.PatchAsync(place, "\"1\"", new JsonObject { ["on"] = "2050-02-01" }))
            .Expect(412, "revision-stale");
        (await file.Clerk.PatchAsync(place, "\"2\"", new JsonObject { ["on"] = "2050-02-01" })).Expect(200);
        Assert.Empty(await OfAsync(file, $"resubmissions?until={day:yyyy-MM-dd}&limit=500"));
        Assert.Single(await OfAsync(file, "resubmissions?until=2050-02-01&limit=500"));

        (await file.Clerk.PutAsync($"{place}/completion", await file.Clerk.ETagAsync(place), Nothing)).Expect(200);
        Assert.Empty(await OfAsync(file, "resubmissions?until=2050-02-01&limit=500"));
        Assert.Equal(
            ["resubmission-set/1", "resubmission-moved/1", "resubmission-completed/1"],
            (await file.Clerk.EventsAsync(file.Path))
                .Where(type => type.StartsWith("resub", StringComparison.Ordinal)));
    }

    private static async Task UnitAsync()
    {
        var house = await TestHouse.SharedAsync();
        var file = await HouseFile.NewAsync(house);
        var units = file.Clerk.Town.Settings.Units.ToDictionary(unit => unit.Name, unit => unit.Id.Value);
        foreach (var unit in new[] { "Bauamt", "Ordnungsamt" })
        {
            var wish = Resubmission();
            wish["for"] = new JsonObject { ["unit"] = $"{units[unit]}" };
            (await file.Clerk.PostAsync($"{file.Path}/resubmissions", wish)).Expect(201);
        }

        const string All = "resubmissions?until=2060-01-01&limit=500";
        var mine = Assert.Single(await OfAsync(file, All));
        Assert.Equal($"{units["Bauamt"]}", (string)mine["for"]!["unit"]!);
        Assert.Single(await OfAsync(file, $"{All}&addressee={units["Ordnungsamt"]}"));
        // Who may not see the file is told of nothing in it, whoever it is for.
        var stranger = await house.SignInAsync("musterstadt", "clerk2");
        Assert.Empty(Of(file, (await stranger.GetAsync(All)).Expect(200)));
        Assert.Empty(Of(file, (await stranger.GetAsync($"{All}&addressee={units["Ordnungsamt"]}")).Expect(200)));
    }

    private static async Task ClosingAsync()
    {
        var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
        var (first, second) = (
            (await file.Clerk.PostAsync($"{file.Matter}/resubmissions", Resubmission())).Expect(201).Id,
            (await file.Clerk.PostAsync($"{file.Document}/resubmissions", Resubmission())).Expect(201).Id);

        var refused = (await file.Clerk.PutAsync($"{file.Matter}/closing", "\"2\"", Nothing))
            .Expect(409, "open-resubmissions");
        Assert.Contains(first, (string)refused.Body["detail"]!, StringComparison.Ordinal);
        Assert.Contains(second, (string)refused.Body["detail"]!, StringComparison.Ordinal);
        Assert.True((await file.Clerk.GetAsync(file.Matter)).Offers("close"));

        (await file.Clerk.PutAsync($"{file.Matter}/closing", "\"2\"", Choices((first, "move", null))))
            .Expect(400, "invalid-json");
        (await file.Clerk.PutAsync($"{file.Matter}/closing", "\"2\"",
            Choices((first, "move", "2050-03-01"), (second, "drop", null)))).Expect(200);
        Assert.Equal(
            ["resubmission-moved/1", "resubmission-dropped/1", "matter-closed/1"],
            (await file.Clerk.EventsAsync(file.Path))[^3..]);

        (await file.Registrar.PutAsync($"{file.Path}/closing", "\"1\"", Nothing)).Expect(409, "open-resubmissions");
        (await file.Registrar.PutAsync($"{file.Path}/closing", "\"1\"", Choices((first, "keep", null)))).Expect(200);
        Assert.Equal(first, (string)Assert.Single(
            await OfAsync(file, "resubmissions?until=2050-03-01&limit=500"))["id"]!);
    }

    private static async Task PagesAsync()
    {
        var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
        // A day of its own in the far future, so that nobody else's come between.
        foreach (var day in new[] { "2071-01-03", "2071-01-01", "2071-01-02", "2071-01-01" })
            (await file.Clerk.PostAsync($"{file.Path}/resubmissions", Resubmission(day))).Expect(201);

        var (seen, next) = (new List<string>(), default(string));
        await Patience.UntilAsync(async () =>
        {
            var page = (await file.Clerk.GetAsync(
                $"resubmissions?until=2071-01-03&limit=3{(next is null ? "" : $"&cursor={next}")}")).Expect(200);
            seen.AddRange(Of(file, page).Select(item => (string)item["on"]!));
            next = (string?)page.Body["next"];
            return next is null;
        }, what: "the pages end");
        Assert.Equal(["2071-01-01", "2071-01-01", "2071-01-02", "2071-01-03"], seen);
    }

    private static JsonObject Choices(params (string Resubmission, string Choice, string? On)[] choices) => new()
    {
        ["resubmissions"] = new JsonArray([.. choices.Select(choice =>
        {
            var said = new JsonObject { ["resubmission"] = choice.Resubmission, ["choice"] = choice.Choice };
            if (choice.On is not null)
                said["on"] = choice.On;
            return said;
        })]),
    };

    private static async Task<List<JsonNode>> OfAsync(HouseFile file, string path) =>
        Of(file, (await file.Clerk.GetAsync(path)).Expect(200));

    // Other tests write in the same house.
    private static List<JsonNode> Of(HouseFile file, HouseAnswer answer) =>
        [.. answer.Items.Where(item => (string)item!["caseFile"]! == file.Id).Select(item => item!)];
}
