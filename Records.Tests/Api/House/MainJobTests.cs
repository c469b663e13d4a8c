using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Records.Tests.Text;
using Xunit;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

public sealed class MainJobTests : Suite<MainJobTests>, ISuite
{
    private static readonly byte[] Letter =
        Encoding.UTF8.GetBytes("Sehr geehrte Damen und Herren,\nanbei der Lageplan der Zwiebelturmgasse.\n");

    public static Test Tests => TestList("main job",
        TestCase("from the file plan to the closed file, everything is answered, listed, found and told",
            WholeJobAsync),
        TestSlow("a word in a scanned letter is found, and a robot read it", ScanAsync),
        TestList("a read waits for the position it asks for",
            TestEach("and says 504 with Retry-After when it is not reached in time",
                ["case-files", "resubmissions", "in-tray", "file-plan/entries", "{file}", "{matter}", "{document}",
                    "{document}/versions/1/content", "{document}/versions/1/text"], BeyondTheHeadAsync),
            TestEach("and refuses a position that is none",
                ["case-files", "{file}", "{document}/versions/1/content"], NoPositionAsync)),
        TestCase("a list goes on where the last page ended, without gap or repetition", PagesAsync),
        TestCase("a wish that is fulfilled already changes nothing and is answered all the same", AlreadySoAsync),
        TestCase("marks of the highlighter in a subject fake no hit", FakedHitAsync));

    private static async Task WholeJobAsync()
    {
        var house = await TestHouse.SharedAsync();
        var (clerk, registrar) =
            (await house.SignInAsync("musterstadt", "clerk"), await house.SignInAsync("musterstadt", "registrar"));
        var added = (await registrar.PostAsync("file-plan/entries", new JsonObject
        {
            ["notation"] = registrar.Town.NextNotation(),
            ["title"] = "Bauanträge",
            ["rule"] = new JsonObject { ["transferYears"] = 10, ["retentionYears"] = 30, ["disposal"] = "appraise" },
        })).Expect(201);

        var opened = (await clerk.PostAsync("case-files", Opening(added.Id, "Bauantrag Zwiebelturmgasse 7")))
            .Expect(201);
        Assert.Equal("\"1\"", opened.ETag);
        Assert.True(opened.Position > added.Position);
        Assert.Equal($"/t/musterstadt/v1/case-files/{opened.Id}", opened.Header("Location"));
        var file = $"case-files/{opened.Id}";
        var matter = await clerk.OpenMatterAsync(file);
        var document = await clerk.FileAsync(file, matter, Letter);

        await clerk.PatchAsync(document, "\"1\"", Subject("Lageplan"));
        var version = (await clerk.PostAsync($"{document}/versions", new JsonObject
        {
            ["upload"] = await clerk.UploadAsync(file, Encoding.UTF8.GetBytes("zweite Fassung")),
            ["comment"] = "neu gescannt",
        }, ("If-Match", "\"2\""))).Expect(201);
        Assert.Equal(2, (int)version.Body["number"]!);
        var before = (DateTimeOffset)(await clerk.GetAsync($"{file}/history?limit=500")).Items[^1]!["recordedAt"]!;

        (await clerk.PatchAsync(file, "\"1\"", Subject("Bauantrag Zwiebelturmgasse 7 a"))).Expect(200);
        (await clerk.PutAsync($"{matter}/closing", "\"1\"", Nothing)).Expect(200);
        (await registrar.PutAsync($"{file}/closing", "\"2\"", Nothing)).Expect(200);
        Assert.Equal("closed", (string?)(await clerk.GetAsync(file)).Body["state"]);
        (await registrar.DeleteAsync($"{file}/closing", "\"3\"")).Expect(200);
        (await clerk.DeleteAsync($"{matter}/closing", "\"2\"")).Expect(200);

        await AssertSeenAsync(clerk, opened.Id, file, document);
        await AssertToldAsync(clerk, file);
        var asOf =
            Uri.EscapeDataString(before.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture));
        var past = (await clerk.GetAsync($"{file}?asOf={asOf}")).Expect(200);
        Assert.Equal("Bauantrag Zwiebelturmgasse 7", (string?)past.Body["fields"]!["subject"]);
        Assert.Equal(2, past.Body["matters"]![0]!["documents"]![0]!["versions"]!.AsArray().Count);
        (await clerk.GetAsync($"{file}?asOf=2020-01-01T00:00:00Z")).Expect(404, "unknown-case-file");
    }

    private static async Task AssertSeenAsync(HouseApp clerk, string id, string file, string document)
    {
        var written = clerk.Town.Written;
        var seen = (await clerk.GetAsync(file)).Expect(200);
        Assert.Equal("\"4\"", seen.ETag);
        Assert.Equal("active", (string?)seen.Body["state"]);
        Assert.True(seen.Position >= written);
        Assert.Equal(
            (10, 30),
            ((int)seen.Body["retention"]!["transferYears"]!, (int)seen.Body["retention"]!["retentionYears"]!));
        Assert.Equal("\"3\"", (await clerk.GetAsync(document)).Expect(200).ETag);
        Assert.Contains((await clerk.GetAsync("case-files?limit=500")).Items, item => (string)item!["id"]! == id);
        Assert.Contains((await clerk.SearchAsync("Zwiebelturmgasse")).Items, hit =>
            (string)hit!["caseFile"]! == id && (string)hit["kind"]! == "case-file");
        Assert.Contains((await clerk.SearchAsync("Lageplan")).Items, hit =>
            (string)hit!["caseFile"]! == id && (string)hit["kind"]! == "document");
    }

    private static async Task AssertToldAsync(HouseApp clerk, string file)
    {
        var history = (await clerk.GetAsync($"{file}/history?limit=500")).Items;
        Assert.All(history, item => Assert.Matches("^[0-9a-f]{64}$", (string)item!["chain"]!));
        Assert.All(history, item => Assert.NotNull((string?)item!["by"]!["name"]));
        Assert.Equal(
            Enumerable.Range(0, history.Count).Select(n => (long)n), history.Select(item => (long)item!["version"]!));
        var described = Assert.Single(history, item => (string)item!["type"]! == "case-file-described/1");
        var change = Assert.Single(described!["changes"]!.AsArray());
        Assert.Equal(("subject", "Bauantrag Zwiebelturmgasse 7", "Bauantrag Zwiebelturmgasse 7 a"),
            ((string)change!["field"]!, (string)change["old"]!, (string)change["new"]!));
        Assert.Equal(("Sabine Berg", "Bauamt", "clerk", "person"),
            ((string)described["by"]!["name"]!, (string)described["by"]!["unitName"]!,
                (string)described["by"]!["role"]!, (string)described["by"]!["kind"]!));
    }

    private static async Task ScanAsync()
    {
        await Reading.SkipUnlessReadyAsync();
        var house = await TestHouse.SharedAsync();
        var clerk = await house.SignInAsync("musterstadt", "clerk");
        var file = await clerk.OpenFileAsync(await clerk.Town.EntryAsync(house));
        var document = await clerk.FileAsync(
            file, await clerk.OpenMatterAsync(file), Samples.Bytes("own/p01-01-scan.jpg"), "scan.jpg");

        var seen = await WhenReadAsync(clerk, document);
        Assert.Equal("recognised", (string?)seen.Body["versions"]![0]!["text"]!["state"]);
        var word = Samples.GroundTruth("p01-01").Split().First(word => word.Length > 12 && word.All(char.IsLetter));
        var hit = Assert.Single((await clerk.SearchAsync(word)).Items, hit =>
            $"{file}/documents/{hit!["object"]}" == document && (string)hit["kind"]! == "page");
        Assert.Contains(hit!["highlight"]!.AsArray(), piece => (bool)piece!["isHit"]!);
        Assert.Contains((await clerk.GetAsync($"{file}/history?limit=500")).Items, item =>
            (string)item!["by"]!["kind"]! == "robot");
        Assert.Contains(
            word, (await clerk.GetAsync($"{document}/versions/1/text")).Expect(200).Text, StringComparison.Ordinal);
    }

    // Each round waits for one more event of the town; the robot's comes in the end.
    private static async Task<HouseAnswer> WhenReadAsync(HouseApp clerk, string document)
    {
        for (var position = clerk.Town.Written; ; position++)
        {
            var seen = (await clerk.GetAsync(document, ("Minimum-Position", $"{position}"), ("Prefer", "wait=30")))
                .Expect(200);
            if ((string?)seen.Body["versions"]![0]!["text"]!["state"] != "waiting")
                return seen;
            position = Math.Max(position, seen.Position);
        }
    }

    private static async Task BeyondTheHeadAsync(string path)
    {
        var (clerk, places) = await PlacesAsync();
        var late = await clerk.GetAsync(places(path), ("Minimum-Position", "999999999999"), ("Prefer", "wait=0"));
        Assert.Equal("1", late.Expect(504, "position-not-reached").Header("Retry-After"));
    }

    private static async Task NoPositionAsync(string path)
    {
        var (clerk, places) = await PlacesAsync();
        foreach (var wrong in new[] { "-1", "x", "1.5", "99999999999999999999", " 1 2" })
            (await clerk.GetAsync(places(path), ("Minimum-Position", wrong))).Expect(400, "position-malformed");
    }

    private static async Task<(HouseApp Clerk, Func<string, string> Places)> PlacesAsync()
    {
        var house = await TestHouse.SharedAsync();
        var clerk = await house.SignInAsync("musterstadt", "clerk");
        var file = await clerk.OpenFileAsync(await clerk.Town.EntryAsync(house));
        var matter = await clerk.OpenMatterAsync(file);
        var document = await clerk.FileAsync(file, matter, Letter);
        return (clerk, path => path.Replace("{file}", file, StringComparison.Ordinal)
            .Replace("{matter}", matter, StringComparison.Ordinal)
            .Replace("{document}", document, StringComparison.Ordinal));
    }

    private static async Task PagesAsync()
    {
        var house = await TestHouse.SharedAsync();
        var (clerk, registrar) =
            (await house.SignInAsync("musterstadt", "clerk"), await house.SignInAsync("musterstadt", "registrar"));
        var entry = await registrar.AddEntryAsync();
        var made = new List<string>();
        for (var i = 0; i < 7; i++)
            made.Add((await clerk.OpenFileAsync(entry, "Seitenweise Kranichfeld"))["case-files/".Length..]);
        made.Reverse();

        Assert.Equal(
            made, await WalkAsync(cursor => clerk.GetAsync($"case-files?entry={entry}&limit=2{cursor}"), "id"));
        Assert.Equal(made, await WalkAsync(cursor => clerk.PostAsync("search", cursor.Length == 0
            ? new JsonObject { ["text"] = "Kranichfeld", ["limit"] = 2 }
            : new JsonObject { ["text"] = "Kranichfeld", ["limit"] = 2, ["cursor"] = cursor["&cursor=".Length..] }),
            "caseFile"));
    }

    private static async Task<List<string>> WalkAsync(Func<string, Task<HouseAnswer>> page, string id)
    {
        var (all, cursor) = (new List<string>(), "");
        await Patience.UntilAsync(async () =>
        {
            var answer = (await page(cursor)).Expect(200);
            all.AddRange(answer.Items.Select(item => (string)item![id]!));
            var next = (string?)answer.Body["next"];
            cursor = $"&cursor={next}";
            return next is null;
        }, what: "the pages end");
        return all;
    }

    private static async Task AlreadySoAsync()
    {
        var house = await TestHouse.SharedAsync();
        var clerk = await house.SignInAsync("musterstadt", "clerk");
        var file = await clerk.OpenFileAsync(await clerk.Town.EntryAsync(house), "Gleichbleibend");
        var key = ("Idempotency-Key", (string?)"\"gleich\"");

        Assert.Equal("\"1\"", (await clerk.PatchAsync(file, "\"1\"", Subject("Gleichbleibend"))).Expect(200).ETag);
        Assert.Equal("\"1\"", (await clerk.PatchAsync(file, "\"1\"", Subject("Gleichbleibend"), key)).Expect(200).ETag);
        Assert.True((await clerk.PatchAsync(file, "\"1\"", Subject("Gleichbleibend"), key)).Expect(200).IsReplayed);
        Assert.Single(await clerk.EventsAsync(file));
    }

    private static async Task FakedHitAsync()
    {
        var house = await TestHouse.SharedAsync();
        var clerk = await house.SignInAsync("musterstadt", "clerk");
        var file = await clerk.OpenFileAsync(
            await clerk.Town.EntryAsync(house), "Hirschgasse \ue000falsch\ue001 hervorgehoben");

        var hit = Assert.Single((await clerk.SearchAsync("Hirschgasse")).Items, hit =>
            $"case-files/{hit!["caseFile"]}" == file);
        var piece = Assert.Single(hit!["highlight"]!.AsArray(), piece => (bool)piece!["isHit"]!);
        Assert.Equal("Hirschgasse", (string)piece!["text"]!);
    }
}
