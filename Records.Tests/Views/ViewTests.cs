using System.Text.Json;
using System.Text.Json.Nodes;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Moving;
using Records.Core.Ports;
using Records.Storage.Views;
using Records.Tests.CaseFiles;
using Xunit;
using static Records.Core.CaseFiles.CaseFileEvent;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.Views;

public sealed class ViewTests : Suite<ViewTests>, ISuite
{
    private static readonly Unshown[] Unshowable =
    [
        new("a letter no table holds", new MatterOpened(
            new(Guid.NewGuid()), 7, [new("subject", null, "a\0b")], null, null)),
        new("a matter that is there already", MatterBegun),
        new("more words than an index takes", new MatterOpened(
            new(Guid.NewGuid()), 7,
            [new("subject", null, string.Join(' ', Enumerable.Range(0, 500_000).Select(i => $"w{i}")))], null, null)),
    ];

    public static Test Tests => TestList("views",
        TestProperty("the tables say what the events say, whatever happened", CaseFileProperties.Wishes, async wishes =>
        {
            var house = await Shared.Value;
            var stream = NewStream();
            var happened = CaseFileProperties.Live(wishes).Events.Select(ViewHouse.Rereferenced).ToList();
            var seen = house.See(stream, happened);
            foreach (var batch in seen.Chunk(3))
                await house.ApplyAsync(batch);

            var folded = seen.Aggregate(default(CaseFileSheet), (sheet, e) =>
                SheetFold.Apply(sheet, (CaseFileEvent)e.Event!, e.Stored, e.Stamp!));
            // Whoever's the file is in the end: the registrar sees all of them.
            var (found, position) = await house.Reader.CaseFileAsync(stream.Value, ViewHouse.Registrar, Cancel);
            Assert.Equal(Shown(folded), Shown(found));
            Assert.Equal(seen[^1].Stored.Position.Value, position);
        }),

        TestCase("a matter from before patterns is numbered as by default", async () =>
        {
            var (house, stream) = (await Shared.Value, NewStream());
            CaseFileEvent[] early =
            [
                ViewHouse.Rereferenced(Opened), new CaseFileEvent.MatterOpened(FirstMatter, 9, [], null, null),
                new CaseFileEvent.MatterOpened(SecondMatter, 10, [], null, null),
            ];
            var seen = house.See(stream, early);
            await house.ApplyAsync(seen);
            var folded = seen.Aggregate(default(CaseFileSheet), (sheet, e) =>
                SheetFold.Apply(sheet, (CaseFileEvent)e.Event!, e.Stored, e.Stamp!))!;
            var found = (await house.Reader.CaseFileAsync(stream.Value, ViewHouse.Clerk, Cancel)).Found!;
            var file = found.CaseFile.Reference;
            Assert.Equal([$"{file}-09", $"{file}-10"], found.Matters.Select(matter => matter.Reference));
            Assert.Equal(Shown(folded), Shown(found));
        }),

        TestList("what a caller may not see does not exist",
            TestCase("single, in lists, and in search", async () =>
            {
                await using var house = await ViewHouse.NewAsync();
                var stream = NewStream();
                await house.ApplyAsync(
                    house.See(
                        stream, WholeLife.Cast<object>(),
                        [new(1, "Die Verwaltungsgebühr ist fällig.", TextSource.Recognised, 90)]));

                Assert.Null((await house.Reader.CaseFileAsync(stream.Value, ViewHouse.Foreigner, Cancel)).Found);
                Assert.Null(
                    (await house.Reader.VersionAsync(
                        stream.Value, Letter.Value, 1, ViewHouse.Foreigner, Cancel)).Found);
                Assert.Empty((await house.Reader.CaseFilesAsync(All, ViewHouse.Foreigner, Cancel)).Found);
                Assert.Empty((await SearchAsync(house, "Verwaltungsgebühr", ViewHouse.Foreigner)).Found);

                Assert.NotNull((await house.Reader.CaseFileAsync(stream.Value, ViewHouse.Registrar, Cancel)).Found);
                Assert.Single((await SearchAsync(house, "Verwaltungsgebühr", ViewHouse.Registrar)).Found);
            })),

        TestList("search",
            TestCase("finds a page by another form of the word and marks it", async () =>
            {
                await using var house = await ViewHouse.NewAsync();
                await house.ApplyAsync(
                    house.See(
                        NewStream(), WholeLife.Cast<object>(),
                        [new(1, "Hier steht nichts.", TextSource.Layer, null),
                            new(2, "Wegen der Verwaltungs-\ngebühren wird um Geduld gebeten.",
                                TextSource.Recognised, 90)]));
                var hit = Assert.Single((await SearchAsync(house, "Verwaltungsgebühr", ViewHouse.Clerk)).Found);
                Assert.Equal(("page", 2, 1), (hit.Kind, hit.Page, hit.Version));
                Assert.Contains("\ue000Verwaltungsgebühren\ue001", hit.Highlight, StringComparison.Ordinal);
            }),
            TestCase("finds metadata as it stands now and not as it stood", async () =>
            {
                await using var house = await ViewHouse.NewAsync();
                await house.ApplyAsync(house.See(NewStream(),
                    [Opened,
                        new CaseFileEvent.CaseFileDescribed(
                            [new("subject", "Brückensanierung Südring", "Kanalbau Nordring")])]));
                Assert.Single((await SearchAsync(house, "Nordring", ViewHouse.Clerk)).Found);
                Assert.Empty((await SearchAsync(house, "Südring", ViewHouse.Clerk)).Found);
            }),
            TestCase("finds what only the entry of the plan asks for, as it is spelt", async () =>
            {
                await using var house = await ViewHouse.NewAsync();
                await house.ApplyAsync(house.See(NewStream(),
                [
                    Opened, MatterBegun, LetterFiled,
                    new CaseFileEvent.CaseFileDescribed([new("plot", null, "Zwischenäcker")]),
                    new CaseFileEvent.MatterDescribed(FirstMatter, [new("permit", null, "BG-2026-77")]),
                    new CaseFileEvent.DocumentDescribed(Letter, [new("desk", null, "Kastanienzimmer")]),
                ]));
                foreach (var (text, kind) in new[]
                    { ("Zwischenäcker", "case-file"), ("BG-2026-77", "matter"), ("Kastanienzimmer", "document") })
                    Assert.Equal(kind, Assert.Single((await SearchAsync(house, text, ViewHouse.Clerk)).Found).Kind);
                Assert.Empty((await SearchAsync(house, "electronic", ViewHouse.Clerk)).Found);
            }),
            TestCase("leaves out what stands on the page in another form", async () =>
            {
                await using var house = await ViewHouse.NewAsync();
                await house.ApplyAsync(
                    house.See(
                        NewStream(), WholeLife.Cast<object>(),
                        [new(1, "Die Gebühren für den Bescheid.", TextSource.Layer, null)]));
                Assert.Single((await SearchAsync(house, "Bescheid", ViewHouse.Clerk)).Found);
                Assert.Empty((await SearchAsync(house, "Bescheid -Gebühr", ViewHouse.Clerk)).Found);
            }),
            TestCase("finds a file by its reference", async () =>
            {
                await using var house = await ViewHouse.NewAsync();
                await house.ApplyAsync(house.See(NewStream(), [Opened]));
                Assert.Equal(
                    "case-file",
                    Assert.Single((await SearchAsync(house, "63.2-2026/0417", ViewHouse.Clerk)).Found).Kind);
            }),
            TestList("never fails on", [.. Naughty.Select(text => TestCase(text, () => SearchNaughtyAsync(text)))]),
            TestCase("goes page by page without losing or repeating a hit", async () =>
            {
                await using var house = await ViewHouse.NewAsync();
                for (var i = 0; i < 7; i++)
                    await house.ApplyAsync(
                        house.See(
                            NewStream(), [.. WholeLife.Select(e => (object)Renumbered(e, i))],
                            [new(1, "Gebühr", TextSource.Layer, null), new(2, "Gebühr", TextSource.Layer, null)]));

                var (seen, before) = (new List<(Guid, int)>(), default((long, int)?));
                await Patience.UntilAsync(async () =>
                {
                    var page = (await house.Reader.SearchAsync(
                        new("Gebühr", before, 3), ViewHouse.Clerk, Cancel)).Found;
                    seen.AddRange(page.Select(hit => (hit.CaseFile, hit.Page)));
                    before = page.Count == 0 ? before : (page[^1].Position, page[^1].Page);
                    return page.Count == 0;
                }, what: "the pages end");
                Assert.Equal((14, 14), (seen.Count, seen.Distinct().Count()));
            })),

        TestCase("a list goes page by page, newest first", async () =>
        {
            await using var house = await ViewHouse.NewAsync();
            for (var i = 0; i < 7; i++)
                await house.ApplyAsync(house.See(NewStream(), [Renumbered(Opened, i)]));

            var (seen, before) = (new List<string>(), default(long?));
            await Patience.UntilAsync(async () =>
            {
                var page = (await house.Reader.CaseFilesAsync(
                    All with { Before = before, Limit = 3 }, ViewHouse.Clerk, Cancel)).Found;
                seen.AddRange(page.Select(row => row.Reference));
                before = page.Count == 0 ? before : page[^1].Position;
                return page.Count == 0;
            }, what: "the pages end");
            Assert.Equal(Enumerable.Range(0, 7).Reverse().Select(i => $"63.2-2026/{i:0000}"), seen);
        }),

        TestList("the follower's position",
            TestCase("moves with the rows or not at all", async () =>
            {
                await using var house = await ViewHouse.NewAsync();
                var events = house.See(NewStream(), [Opened, MatterBegun]);
                await house.ApplyAsync([events[0]]);

                Assert.False(await house.Store.ApplyAsync(house.Lease, Position.None, events, Cancel));
                Assert.Equal(new Position(0), await house.Store.PositionAsync(Cancel));
                Assert.Empty(
                    (await house.Reader.CaseFileAsync(
                        events[0].Stored.Stream.Value, ViewHouse.Clerk, Cancel)).Found!.Matters);
            }),
            TestCase("stays where it is when a process writes whose term is over", async () =>
            {
                await using var house = await ViewHouse.NewAsync();
                var events = house.See(NewStream(), [Opened, MatterBegun]);
                await house.ApplyAsync([events[0]]);
                var next = await house.TakeOverAsync();

                await Assert.ThrowsAsync<TermOverException>(
                    () => house.Store.ApplyAsync(house.Lease, new(0), [events[1]], Cancel));
                Assert.Equal(new Position(0), await house.Store.PositionAsync(Cancel));

                Assert.True(await house.Store.ApplyAsync(next, new(0), [events[1]], Cancel));
                Assert.Single(
                    (await house.Reader.CaseFileAsync(
                        events[0].Stored.Stream.Value, ViewHouse.Clerk, Cancel)).Found!.Matters);
            }),
            TestCase("a stream that cannot be read is parked and the others go on", async () =>
            {
                await using var house = await ViewHouse.NewAsync();
                var (good, bad) = (NewStream(), NewStream());
                var events = house.See(bad, [Opened]);
                events.Add(new(house.StoredAt(bad, 1), null, null, [], "damaged-event"));
                events.AddRange(house.See(bad, [MatterBegun]));
                events.AddRange(house.See(good, [Renumbered(Opened, 1)]));
                await house.ApplyAsync(events);

                Assert.Empty((await house.Reader.CaseFileAsync(bad.Value, ViewHouse.Clerk, Cancel)).Found!.Matters);
                Assert.NotNull((await house.Reader.CaseFileAsync(good.Value, ViewHouse.Clerk, Cancel)).Found);
                Assert.Equal("damaged-event", await house.Database.AsServerAsync("select fault from view.parked"));
            }),
            TestEach("what no table takes is told by its event, and nothing is applied", Unshowable, async sample =>
            {
                await using var house = await ViewHouse.NewAsync();
                var stream = NewStream();
                var events = house.See(stream, [Opened, MatterBegun, sample.Event]);
                var poison = await Assert.ThrowsAsync<EventNotShownException>(() => house.ApplyAsync(events));
                Assert.Equal(events[2].Stored.Position, poison.Position);
                Assert.Equal(Position.None, await house.Store.PositionAsync(Cancel));
            }),
            TestCase("a text whose object is damaged costs its pages and nothing else", async () =>
            {
                await using var house = await ViewHouse.NewAsync();
                var stream = NewStream();
                var events = house.See(stream, [Opened, MatterBegun, LetterFiled, LetterRead, MatterDone]);
                events[3] = events[3] with { Fault = "damaged-object" };
                await house.ApplyAsync(events);

                var found = (await house.Reader.CaseFileAsync(stream.Value, ViewHouse.Clerk, Cancel)).Found!;
                Assert.Equal(("closed", "recognised"), (found.Matters[0].State, found.Versions[0].TextState));
            })),

        TestList("the text queue",
            TestCase("gives each version to one reader, and back after its lease", async () =>
            {
                await using var house = await ViewHouse.NewAsync();
                await house.ApplyAsync(house.See(NewStream(), [Opened, MatterBegun, LetterFiled]));

                var job = await house.Queue.TakeAsync(house.Lease, TimeSpan.FromHours(1), Cancel);
                Assert.Equal((Letter, 1, Scan, 0), (job!.Document, job.Version, job.Content, job.Attempts));
                Assert.Null(await house.Queue.TakeAsync(house.Lease, TimeSpan.FromHours(1), Cancel));

                await house.Queue.GiveBackAsync(house.Lease, job, TimeSpan.Zero, Cancel);
                Assert.Equal(1, (await house.Queue.TakeAsync(house.Lease, TimeSpan.FromHours(1), Cancel))!.Attempts);
            }),
            TestCase("gives nothing to a process whose term is over, and takes nothing back from it", async () =>
            {
                await using var house = await ViewHouse.NewAsync();
                await house.ApplyAsync(house.See(NewStream(), [Opened, MatterBegun, LetterFiled]));
                var next = await house.TakeOverAsync();

                Assert.Null(await house.Queue.TakeAsync(house.Lease, TimeSpan.FromHours(1), Cancel));
                var job = (await house.Queue.TakeAsync(next, TimeSpan.FromHours(1), Cancel))!;
                await house.Queue.GiveBackAsync(house.Lease, job, TimeSpan.Zero, Cancel);
                Assert.Null(await house.Queue.TakeAsync(next, TimeSpan.FromHours(1), Cancel));
            }),
            TestCase("gives at once what an earlier term took and did not finish, and no pause back", async () =>
            {
                await using var house = await ViewHouse.NewAsync();
                await house.ApplyAsync(house.See(NewStream(), [Opened, MatterBegun, LetterFiled]));
                var job = (await house.Queue.TakeAsync(house.Lease, TimeSpan.FromMinutes(30), Cancel))!;
                var next = await house.TakeOverAsync();
                await house.Queue.TakeOverAsync(house.Lease, TimeSpan.FromMinutes(10), Cancel);
                Assert.Null(await house.Queue.TakeAsync(next, TimeSpan.FromMinutes(30), Cancel));

                await house.Queue.TakeOverAsync(next, TimeSpan.FromMinutes(10), Cancel);
                Assert.Equal(
                    job with { Attempts = 1 }, await house.Queue.TakeAsync(next, TimeSpan.FromMinutes(30), Cancel));

                await house.Queue.GiveBackAsync(next, job, TimeSpan.FromMinutes(9), Cancel);
                await house.Queue.TakeOverAsync(next, TimeSpan.FromMinutes(10), Cancel);
                Assert.Null(await house.Queue.TakeAsync(next, TimeSpan.FromMinutes(30), Cancel));
            }),
            TestCase("forgets a version when its text, or the lack of it, is noted", async () =>
            {
                await using var house = await ViewHouse.NewAsync();
                await house.ApplyAsync(
                    house.See(
                        NewStream(), [Opened, MatterBegun, LetterFiled, LetterVersioned, LetterRead, LetterUnread]));
                Assert.Null(await house.Queue.TakeAsync(house.Lease, TimeSpan.FromHours(1), Cancel));
            })),

        TestList("the tables",
            TestCase("are kept as long as their definition fits", async () =>
            {
                await using var house = await ViewHouse.NewAsync();
                await house.ApplyAsync(house.See(NewStream(), [Opened]));
                Assert.False(await house.Schema.EnsureAsync(Cancel));
                Assert.Equal(new Position(0), await house.Store.PositionAsync(Cancel));
            }),
            TestCase("are made anew when it does not", async () =>
            {
                await using var house = await ViewHouse.NewAsync();
                await house.ApplyAsync(house.See(NewStream(), [Opened]));
                await house.Database.AsServerAsync("update view.progress set definition = 'older'");
                Assert.True(await house.Schema.EnsureAsync(Cancel));
                Assert.Equal(Position.None, await house.Store.PositionAsync(Cancel));
            }),
            TestCase("are only swapped for a set that has come as far", async () =>
            {
                await using var house = await ViewHouse.NewAsync();
                await house.ApplyAsync(house.See(NewStream(), [Opened]));
                await house.Schema.PrepareNextAsync(Cancel);
                Assert.False(await house.Schema.SwapAsync(Cancel));
                await house.Database.AsServerAsync("update view_next.progress set position = 0");
                Assert.True(await house.Schema.SwapAsync(Cancel));
                Assert.Empty((await house.Reader.CaseFilesAsync(All, ViewHouse.Clerk, Cancel)).Found);
            })));

    private static readonly string[] Naughty =
    [
        "'", "\"", "a & | !", "((", ":*", "\\", "über - ", "%_", "🙂", new string('a', 500)
    ];

    private static readonly CaseFileQuery All = new(CaseFileFilter.None, null, 100);

    // One database for the runs of a property: their streams do not meet.
    private static readonly Lazy<Task<ViewHouse>> Shared = new(ViewHouse.NewAsync);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static StreamId NewStream() => new(Guid.NewGuid());

    private static Task<Viewed<IReadOnlyList<SearchHit>>> SearchAsync(
        ViewHouse house, string text, Core.People.Actor actor) =>
        house.Reader.SearchAsync(new(text, null, 100) { WithHighlight = true }, actor, Cancel);

    private static async Task SearchNaughtyAsync(string text)
    {
        var house = await Shared.Value;
        await SearchAsync(house, text, ViewHouse.Clerk);
    }

    private static CaseFileEvent Renumbered(CaseFileEvent happened, int number) => happened switch
    {
        CaseFileEvent.CaseFileOpened e => e with { Reference = new($"63.2-2026/{number:0000}") },
        MovingEvent.CaseFileRefiled e => e with { NewReference = new($"66.1-2026/{number:0000}") },
        _ => happened,
    };

    // PostgreSQL keeps the members of a JSON object in an order of its own.
    /// <summary>The sheet as text in which no order of members counts.</summary>
    internal static string Shown(CaseFileSheet? sheet) => Sorted(JsonSerializer.SerializeToNode(sheet))!.ToJsonString();

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject named => new JsonObject(named.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    /// <summary>An event that no actor would have written.</summary>
    private sealed record Unshown(string Name, CaseFileEvent Event)
    {
        public override string ToString() => Name;
    }
}
