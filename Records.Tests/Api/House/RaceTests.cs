using System.Text.Json.Nodes;
using Xunit;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

public sealed class RaceTests : Suite<RaceTests>, ISuite
{
    public static Test Tests => TestList("races",
        TestCase("forty openings under one entry give forty references without a gap", () =>
            OpeningsAsync(twin: false)),
        TestSlow("so do openings at two servers", () => OpeningsAsync(twin: true)),
        TestSlow("no file ever lies above another entry", LeavesAsync),
        TestCase("of twenty who saw the same revision one wins", async () =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
            var answers = await Task.WhenAll(
                Enumerable.Range(0, 20)
                    .Select(i => file.Clerk.PatchAsync(file.Path, "\"1\"", Subject($"Fassung {i}"))));
            Assert.Single(answers, answer => answer.Status == 200);
            Assert.Equal(19, answers.Count(answer => answer.Code == "revision-stale"));
        }),
        TestSlow("of twenty at two servers who saw the same revision one wins", TwoServersDescribeAsync),
        TestSlow("matters opened at two servers are numbered without a gap", TwoServersNumberAsync),
        TestCase("a server that slept through a reopening closes what is open again", SleptAsync),
        TestCase("what one server wrote, the other answers with", ReadAtTheOtherAsync),
        TestSlow("more wishes than wait at once are turned away or done, and none is lost", BusyAsync));

    private static async Task OpeningsAsync(bool twin)
    {
        var house = await TestHouse.SharedAsync();
        await using var second = twin ? await house.StartTwinAsync() : null;
        var (clerk, registrar) =
            (await house.SignInAsync("musterstadt", "clerk"), await house.SignInAsync("musterstadt", "registrar"));
        var there = second is null ? clerk : new HouseApp(second.Http, clerk.Town, clerk.Token);
        var entry = await registrar.AddEntryAsync();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? clerk : there).PostAsync("case-files", Opening(entry))));

        var numbers = answers.Select(answer => ((string)answer.Expect(201).Body["reference"]!).Split('/')[^1])
            .Order(StringComparer.Ordinal);
        Assert.Equal(Enumerable.Range(1, 40).Select(number => $"{number:0000}"), numbers);
        Assert.Equal(40, (await clerk.GetAsync($"case-files?entry={entry}&limit=500")).Items.Count);
    }

    private static async Task LeavesAsync()
    {
        var house = await TestHouse.SharedAsync();
        await using var second = await house.StartTwinAsync();
        var (clerk, registrar) =
            (await house.SignInAsync("musterstadt", "clerk"), await house.SignInAsync("musterstadt", "registrar"));
        var there = new HouseApp(second.Http, clerk.Town, registrar.Token);
        for (var round = 0; round < 5; round++)
        {
            var entry = await registrar.AddEntryAsync();
            var child =
                new JsonObject { ["notation"] = clerk.Town.NextNotation(), ["title"] = "Unten", ["parent"] = entry };
            var adding = there.PostAsync("file-plan/entries", child);
            var openings =
                await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => clerk.PostAsync("case-files", Opening(entry))));
            var added = await adding;

            Assert.True(added.Status == 201 || added.Code == "entry-holds-files", added.Text);
            Assert.All(openings, opening =>
                Assert.True(opening.Status == 201 || opening.Code == "not-a-leaf", opening.Text));
            Assert.Equal(added.Status == 201, openings.All(opening => opening.Status != 201));
        }
    }

    private static async Task TwoServersDescribeAsync()
    {
        var house = await TestHouse.SharedAsync();
        await using var second = await house.StartTwinAsync();
        var file = await HouseFile.NewAsync(house);
        var there = new HouseApp(second.Http, file.Clerk.Town, file.Clerk.Token);
        for (var revision = 1; revision <= 5; revision++)
        {
            var seen = $"\"{revision}\"";
            var answers = await Task.WhenAll(
                Enumerable.Range(0, 20).Select(i =>
                    (i % 2 == 0 ? file.Clerk : there).PatchAsync(file.Path, seen, Subject($"Fassung {revision}.{i}"))));
            Assert.Single(answers, answer => answer.Status == 200);
            Assert.Equal(19, answers.Count(answer => answer.Code == "revision-stale"));
        }
    }

    private static async Task TwoServersNumberAsync()
    {
        var house = await TestHouse.SharedAsync();
        await using var second = await house.StartTwinAsync();
        var file = await HouseFile.NewAsync(house);
        var there = new HouseApp(second.Http, file.Clerk.Town, file.Clerk.Token);
        var answers = await Task.WhenAll(Enumerable.Range(0, 40)
            .Select(i => (i % 2 == 0 ? file.Clerk : there).PostAsync($"{file.Path}/matters", Subject($"Vorgang {i}"))));
        var made = answers.Where(answer => answer.Status == 201).ToList();
        Assert.All(answers, answer => Assert.True(answer.Status == 201 || answer.Code == "busy", answer.Text));
        Assert.Equal(Enumerable.Range(2, made.Count), made.Select(answer => (int)answer.Body["number"]!).Order());
    }

    // Each server remembers; "it is closed already" from memory would leave the matter open and say it is closed.
    private static async Task SleptAsync()
    {
        var house = await TestHouse.SharedAsync();
        await using var second = await house.StartTwinAsync();
        var file = await HouseFile.NewAsync(house);
        var there = new HouseApp(second.Http, file.Clerk.Town, file.Clerk.Token);
        (await file.Clerk.PutAsync($"{file.Matter}/closing", "\"1\"", Nothing)).Expect(200);
        (await there.DeleteAsync($"{file.Matter}/closing", "\"2\"")).Expect(200);
        Assert.Equal("\"4\"", (await file.Clerk.PutAsync($"{file.Matter}/closing", "\"3\"", Nothing)).Expect(200).ETag);
        Assert.Equal("closed", (string?)(await there.GetAsync(file.Matter)).Body["state"]);
    }

    private static async Task ReadAtTheOtherAsync()
    {
        var house = await TestHouse.SharedAsync();
        await using var second = await house.StartTwinAsync();
        var file = await HouseFile.NewAsync(house);
        var there = new HouseApp(second.Http, file.Clerk.Town, file.Clerk.Token);
        var key = ("Idempotency-Key", (string?)$"\"{Guid.NewGuid()}\"");
        var made = (await file.Clerk.PostAsync($"{file.Path}/matters", Subject("hier"), key)).Expect(201);
        Assert.Equal(made.Text, (await there.PostAsync($"{file.Path}/matters", Subject("hier"), key)).Expect(201).Text);
        Assert.Equal(2, (await there.GetAsync(file.Path)).Expect(200).Body["matters"]!.AsArray().Count);
        Assert.Equal(
            "Guten Tag"u8.ToArray(), (await there.GetAsync($"{file.Document}/versions/1/content")).Expect(200).Bytes);
    }

    private static async Task BusyAsync()
    {
        await using var house = await TestHouse.StartAsync();
        var file = await HouseFile.NewAsync(house);
        var before = (await file.Registrar.GetAsync("file-plan/entries")).Items.Count;
        var answers = await Task.WhenAll(Enumerable.Range(0, 400).Select(_ => file.Registrar.PostAsync(
            "file-plan/entries",
            new JsonObject { ["notation"] = file.Clerk.Town.NextNotation(), ["title"] = "Viele" })));
        Assert.All(answers, answer =>
            Assert.True(
                answer.Status == 201 || (answer.Code == "busy" && answer.Header("Retry-After") is not null),
                answer.Text));
        var after = (await file.Registrar.GetAsync("file-plan/entries")).Items.Count;
        Assert.True(after - before >= answers.Count(answer => answer.Status == 201));
    }
}
