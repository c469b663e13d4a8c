using System.Text.Json.Nodes;
using Records.Api.Calls;
using Records.Core.Ports;
using Xunit;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

/// <summary>Lists and search as an application asks for them.</summary>
public sealed class ListApiTests : Suite<ListApiTests>, ISuite
{
    public static Test Tests => TestList("lists and search over the API",
        TestCase("find the files somebody takes part in, for those who may see them", ParticipantAsync),
        TestCase("are narrowed by day, person and reference, in the address and in a body alike", FilterAsync),
        TestCase("go on where the last page ended, filtered too", PagesAsync),
        TestEach("refuse what no file can be", [
            ("case-files?state=open", 400, "state-unknown", "/state"),
            ("case-files?openedFrom=1.3.2026", 400, "day-malformed", "/openedFrom"),
            ("case-files?openedUntil=2026-02-29", 400, "day-malformed", "/openedUntil"),
            ("case-files?closedFrom=", 400, "day-malformed", "/closedFrom"),
            ("case-files?retentionEndsUntil=2026-3-1", 400, "day-malformed", "/retentionEndsUntil"),
            ("case-files?openedFrom=2026-03-02&openedUntil=2026-03-01", 400, "days-reversed", "/openedFrom"),
            ("case-files?closedFrom=2026-03-02&closedUntil=2026-03-01", 400, "days-reversed", "/closedFrom"),
            ("case-files?retentionEndsFrom=2026-03-02&retentionEndsUntil=2026-03-01", 400, "days-reversed",
                "/retentionEndsFrom"),
            ("case-files?exactReference=%00", 400, "query-unclean", null),
        ], async ((string Path, int Status, string Code, string? Pointer) wrong) =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
            (await file.Clerk.GetAsync(wrong.Path)).Expect(wrong.Status, wrong.Code, wrong.Pointer);
        }),
        TestEach("refuse in a body what no file can be", [
            ("""{"state":"open"}""", 400, "state-unknown", "/where/state"),
            ("""{"participant":" ' & | "}""", 422, "participant-wordless", "/where/participant"),
            ("""{"participant":""}""", 422, "participant-wordless", "/where/participant"),
            ("""{"reference":"\u0000"}""", 422, "filter-unclean", "/where/reference"),
            ("""{"openedFrom":"2026-03-02","openedUntil":"2026-03-01"}""", 400, "days-reversed", "/where/openedFrom"),
            ("""{"openedFrom":"1.3.2026"}""", 400, "invalid-json", "/where/openedFrom"),
            ("""{"surname":"Berg"}""", 400, "invalid-json", "/where/surname"),
        ], async ((string Where, int Status, string Code, string Pointer) wrong) =>
        {
            var file = await HouseFile.NewAsync(await TestHouse.SharedAsync());
            (await file.Clerk.PostAsync("case-files/search", new JsonObject
            {
                ["where"] = JsonNode.Parse(wrong.Where),
            })).Expect(wrong.Status, wrong.Code, wrong.Pointer);
            (await file.Clerk.PostAsync("search", new JsonObject
            {
                ["text"] = "Tag",
                ["where"] = JsonNode.Parse(wrong.Where),
            })).Expect(wrong.Status, wrong.Code, wrong.Pointer);
        }),
        TestEach("let a day begin where German law counts it", [
            ("2026-01-15", "2026-01-14T23:00:00Z"), ("2026-07-15", "2026-07-14T22:00:00Z"),
            ("2026-03-29", "2026-03-28T23:00:00Z"), ("2026-03-30", "2026-03-29T22:00:00Z"),
            ("2026-10-25", "2026-10-24T22:00:00Z"), ("2026-10-26", "2026-10-25T23:00:00Z"),
        ], ((string Day, string Begins) one) => Assert.Equal(
            Moment.From(DateTimeOffset.Parse(one.Begins, null)), Call.StartOf(DateOnly.Parse(one.Day, null)))),
        TestCase("know a beginning of the first and the last day there are", () =>
            Assert.True(Call.StartOf(DateOnly.MinValue) < Call.StartOf(DateOnly.MaxValue))));

    private static async Task ParticipantAsync()
    {
        var house = await TestHouse.SharedAsync();
        var file = await HouseFile.NewAsync(house);
        var name = $"Waldemar Zwicker{Guid.NewGuid():N}";
        (await file.Clerk.PostAsync($"{file.Document}/participants", new JsonObject
        {
            ["kind"] = "person",
            ["name"] = name,
            ["role"] = "applicant",
        })).Expect(201);

        var wanted = Where(new() { ["participant"] = name[9..30].ToUpperInvariant() });
        Assert.Equal(file.Id, (string)Assert.Single((await FindAsync(file.Clerk, wanted)).Items)!["id"]!);
        Assert.Single((await FindAsync(file.Registrar, wanted)).Items);
        var elsewhere = await house.SignInAsync("musterstadt", "clerk2");
        Assert.Empty((await FindAsync(elsewhere, wanted)).Items);

        wanted["text"] = "Bauantrag";
        var hits = (await file.Clerk.PostAsync("search", wanted)).Expect(200).Items;
        Assert.Contains(hits, hit => (string)hit!["kind"]! == "case-file");
        Assert.All(hits, hit => Assert.Equal((file.Id, null), ((string)hit!["caseFile"]!, hit["highlight"])));
        Assert.Empty((await elsewhere.PostAsync("search", wanted)).Expect(200).Items);
        wanted["highlight"] = true;
        Assert.All((await file.Clerk.PostAsync("search", wanted)).Expect(200).Items, hit =>
            Assert.NotEmpty(hit!["highlight"]!.AsArray()));
    }

    private static async Task FilterAsync()
    {
        var house = await TestHouse.SharedAsync();
        var file = await HouseFile.NewAsync(house);
        var seen = (await file.Clerk.GetAsync(file.Path)).Expect(200).Body;
        var (opener, reference) = ((string)seen["openedBy"]!, (string)seen["reference"]!);
        var today = Call.DayOf((DateTimeOffset)seen["openedAt"]!);
        (string Name, string Value, bool IsFound)[] cases =
        [
            ("openedFrom", Day(today), true), ("openedFrom", Day(today.AddDays(1)), false),
            ("openedUntil", Day(today), true), ("openedUntil", Day(today.AddDays(-1)), false),
            ("closedFrom", "2000-01-01", false), ("retentionEndsUntil", "9999-12-31", false),
            ("openedBy", opener, true), ("openedBy", $"{Guid.NewGuid()}", false),
            ("exactReference", reference, true), ("exactReference", reference[..^1], false),
            ("reference", reference[..^1], true), ("state", "active", true), ("state", "closed", false),
        ];
        foreach (var (name, value, isFound) in cases)
        {
            int[] found =
            [
                (await file.Clerk.GetAsync(
                    $"case-files?entry={file.Leaf}&limit=500&{name}={Uri.EscapeDataString(value)}"))
                    .Expect(200).Items.Count(item => (string)item!["id"]! == file.Id),
                (await FindAsync(file.Clerk, Where(new() { ["entry"] = file.Leaf, [name] = value })))
                    .Items.Count(item => (string)item!["id"]! == file.Id),
            ];
            Assert.Equal(isFound ? [1, 1] : [0, 0], found);
        }
    }

    private static async Task PagesAsync()
    {
        var house = await TestHouse.SharedAsync();
        var file = await HouseFile.NewAsync(house);
        var name = $"Seite{Guid.NewGuid():N}";
        var made = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            made.Add(await file.Clerk.OpenFileAsync(file.Leaf));
            (await file.Clerk.PostAsync($"{made[^1]}/participants", new JsonObject
            {
                ["kind"] = "organisation",
                ["name"] = name,
                ["role"] = "authority",
            })).Expect(201);
        }
        made.Reverse();

        var (seen, next) = (new List<string>(), default(string));
        await Patience.UntilAsync(async () =>
        {
            var wanted = Where(new() { ["participant"] = name });
            wanted["limit"] = 2;
            if (next is not null)
                wanted["cursor"] = next;
            var page = await FindAsync(file.Clerk, wanted);
            seen.AddRange(page.Items.Select(item => $"case-files/{item!["id"]}"));
            next = (string?)page.Body["next"];
            return next is null;
        }, what: "the pages end");
        Assert.Equal(made, seen);
    }

    private static JsonObject Where(JsonObject filter) => new() { ["where"] = filter };

    private static async Task<HouseAnswer> FindAsync(HouseApp app, JsonObject wanted) =>
        (await app.PostAsync("case-files/search", wanted)).Expect(200);

    private static string Day(DateOnly day) =>
        day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
