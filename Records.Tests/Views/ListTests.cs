using System.Globalization;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Cancelling;
using Records.Core.CaseFiles.Participants;
using Records.Core.People;
using Records.Core.Ports;
using Records.Storage.Views;
using Records.Tests.CaseFiles;
using Xunit;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.Views;

/// <summary>What narrows lists and search: the same filter in both.</summary>
public sealed class ListTests : Suite<ListTests>, ISuite
{
    public static Test Tests => TestList("lists and search",
        TestList("are narrowed by participants",
            TestEach("by how the words of a name begin, whatever stands between them",
                ["Erika Berg", "berg, ERIKA", "Ber", "e b", "  Erika  "], async (string name) =>
                    Assert.Single(await FoundAsync(await NamedAsync(), new() { Participant = name }))),
            TestEach("and not by words that are not in it", ["Berger", "erg", "Erika Berg Anna", "Lindenweg"],
                async (string name) => Assert.Empty(await FoundAsync(await NamedAsync(), new() { Participant = name }))),
            TestEach("however hostile the name is", ["a' | 'b", "x:*", "\\", "!a", "(a", "a & | !", "Ω≈ç", "٣"],
                async (string name) => Assert.Empty(
                    await FoundAsync(await NamedAsync(), new() { Participant = name }))),
            TestCase("with marks and company forms as their words are", async () =>
            {
                await using var house = await ViewHouse.NewAsync();
                await SeeAsync(house, 1, Opened, Named(ObjectRef.CaseFile, 1, "Müller & Söhne Bau-GmbH & Co.KG"));
                foreach (var name in (string[])["müller", "MÜLLER", "Mu\u0308ller", "co kg", "KG", "gmbh söhne"])
                    Assert.Single(await FoundAsync(house, new() { Participant = name }));
                Assert.Empty(await FoundAsync(house, new() { Participant = "Muller" }));
            }),
            TestCase("as they are called now", async () =>
            {
                await using var house = await ViewHouse.NewAsync();
                await SeeAsync(house, 1, Opened, MatterBegun, ErikaNamed, new ParticipantEvent.ParticipantChanged(
                    ObjectRef.Of(FirstMatter), Erika, Applicant, Applicant with { Name = "Erika Tal" }));
                Assert.Empty(await FoundAsync(house, new() { Participant = "Berg" }));
                Assert.Single(await FoundAsync(house, new() { Participant = "Tal" }));
            }),
            TestCase("until they take part no more", async () =>
            {
                await using var house = await ViewHouse.NewAsync();
                await SeeAsync(house, 1, Opened, MatterBegun, ErikaNamed, ErikaGone);
                Assert.Empty(await FoundAsync(house, new() { Participant = "Berg" }));
            }),
            TestCase("of documents that took them over, until those are deleted", async () =>
            {
                await using var house = await ViewHouse.NewAsync();
                var stream = await SeeAsync(house, 1, Opened, MatterBegun, NoteFiled,
                    new ParticipantEvent.ParticipantsTakenOver(Note, [new(new(Guid.NewGuid()), Erika, Applicant)]),
                    NoteMarked);
                Assert.Single(await FoundAsync(house, new() { Participant = "Berg" }));
                await house.ApplyAsync(house.See(stream, [NoteDeleted]));
                Assert.Empty(await FoundAsync(house, new() { Participant = "Berg" }));
            }),
            TestProperty("who are those the state names, whatever happened", CaseFileProperties.Wishes, async wishes =>
            {
                var (house, stream) = (await Anything.Value, new StreamId(Guid.NewGuid()));
                var (state, events) = CaseFileProperties.Live(wishes);
                await house.ApplyAsync(house.See(stream, events.Select(ViewHouse.Rereferenced)));
                var body = state.Contents;
                IEnumerable<Guid> named = state is CaseFile.Deleted ? [] :
                [
                    .. body.Participants.Keys,
                    .. body.Matters.Values.Where(matter => !matter.IsDeleted)
                        .SelectMany(matter => matter.Participants.Keys),
                    .. body.Documents.Values.Where(document => !document.IsDeleted)
                        .SelectMany(document => document.Participants.Keys),
                ];
                Assert.Equal(
                    string.Join(' ', named.Select(id => id.ToString()).Order(StringComparer.Ordinal)),
                    await house.Database.AsServerAsync($"""
                        select coalesce(string_agg(id::text, ' ' order by id), '')
                          from view.participant where case_file = '{stream.Value}'
                        """));
            })),

        TestList("are narrowed by days, both ends included",
            TestCase("of opening", async () =>
            {
                await using var house = await ViewHouse.NewAsync();
                await SeeAsync(house, 3, Opened);
                var rows = await FoundAsync(house, new());
                var at = rows.Select(row => Moment.From(row.OpenedAt)).Order().ToList();
                Assert.Equal(2, (await FoundAsync(house, new() { OpenedFrom = at[1] })).Count);
                Assert.Single(await FoundAsync(house, new() { OpenedBefore = at[1] }));
                Assert.Single(await FoundAsync(house, new() { OpenedFrom = at[1], OpenedBefore = at[2] }));
            }),
            TestCase("of closing and of the end of keeping, and never hold one that has none", async () =>
            {
                await using var house = await ViewHouse.NewAsync();
                await SeeAsync(house, 1, Opened, Closed);
                var open = await SeeAsync(house, 1, Opened);
                var ends = Ends.RetentionEnds!.Value;
                (Days Closed, Days Ends, int Found)[] cases =
                [
                    (new(March, March), default, 1), (new(March, null), default, 1), (new(null, March), default, 1),
                    (new(March.AddDays(1), null), default, 0), (new(null, March.AddDays(-1)), default, 0),
                    (default, new(ends, ends), 1), (default, new(null, ends.AddDays(-1)), 0),
                    (default, new(ends.AddDays(1), null), 0), (new(March, March), new(ends, ends), 1),
                    (default, default, 2),
                ];
                foreach (var (closed, keeping, found) in cases)
                    Assert.Equal(
                        found, (await FoundAsync(house, new() { Closed = closed, RetentionEnds = keeping })).Count);
                Assert.DoesNotContain(
                    await FoundAsync(house, new() { Closed = new(DateOnly.MinValue, DateOnly.MaxValue) }),
                    row => row.Id == open.Value);
            })),

        TestCase("are narrowed by a reference: the beginning of one, or all of it, of today or before", async () =>
        {
            await using var house = await ViewHouse.NewAsync();
            await house.ApplyAsync(house.See(new(Guid.NewGuid()), [Opened, FileRefiled]));
            await house.ApplyAsync(house.See(new(Guid.NewGuid()),
                [(CaseFileEvent.CaseFileOpened)Opened with { Reference = new("66.1-2026/00031") }]));
            (CaseFileFilter Where, int Found)[] cases =
            [
                (new() { Reference = "66.1-2026/0003" }, 2), (new() { ExactReference = "66.1-2026/0003" }, 1),
                (new() { Reference = "63.2" }, 1), (new() { ExactReference = "63.2" }, 0),
                (new() { ExactReference = "63.2-2026/0417" }, 1), (new() { Reference = "%" }, 0),
                (new() { Reference = "66.1", ExactReference = "66.1-2026/00031" }, 1),
                (new() { Reference = "63", ExactReference = "66.1-2026/00031" }, 0),
            ];
            foreach (var (where, found) in cases)
                Assert.Equal(found, (await FoundAsync(house, where)).Count);
        }),

        TestCase("are narrowed by who opened a file", async () =>
        {
            var house = await NamedAsync();
            Assert.Equal(2, (await FoundAsync(house, new() { OpenedBy = ViewHouse.Clerk.Person.Value })).Count);
            Assert.Empty(await FoundAsync(house, new() { OpenedBy = Guid.NewGuid() }));
            Assert.All(await FoundAsync(house, new()), row =>
                Assert.Equal(ViewHouse.Clerk.Person.Value, row.OpenedBy));
        }),

        TestCase("hold what all parts of the filter hold for, and search nothing else", async () =>
        {
            await using var house = await ViewHouse.NewAsync();
            await SeeAsync(house, 1, Opened, MatterBegun, ErikaNamed, MatterDone, Closed);
            var other = await SeeAsync(house, 1, Opened, MatterBegun, ErikaNamed);
            await SeeAsync(house, 1, Opened, new CancellingEvent.ObjectCancelled(ObjectRef.CaseFile, "doppelt"));
            var all = new CaseFileFilter
            {
                Entry = Entry.Value,
                Unit = Unit.Value,
                State = "active",
                Reference = "",
                OpenedFrom = new(0),
                OpenedBefore = new(long.MaxValue),
                OpenedBy = ViewHouse.Clerk.Person.Value,
                Participant = "Erika",
            };
            Assert.Equal(other.Value, Assert.Single(await FoundAsync(house, all)).Id);
            Assert.Empty(await FoundAsync(house, all with { Closed = new(March, null) }));
            Assert.Equal(
                3, (await SearchAsync(house, CaseFileFilter.None)).Select(hit => hit.CaseFile).Distinct().Count());
            Assert.All(await SearchAsync(house, all), hit => Assert.Equal(other.Value, hit.CaseFile));
            Assert.NotEmpty(await SearchAsync(house, all));
            foreach (var nobody in (CaseFileFilter[])
                [all with { Entry = Guid.NewGuid() }, all with { Unit = Guid.NewGuid() },
                    all with { State = "deleted" }, all with { Reference = "x" }, all with { ExactReference = "x" },
                    all with { OpenedFrom = new(long.MaxValue) }, all with { OpenedBefore = new(0) },
                    all with { Closed = new(March, null) },
                    all with { Closed = new(null, March) }, all with { RetentionEnds = new(March, null) },
                    all with { RetentionEnds = new(null, March) }, all with { OpenedBy = Guid.NewGuid() },
                    all with { Participant = "Nobody" }])
            {
                Assert.Empty(await FoundAsync(house, nobody));
                Assert.Empty(await SearchAsync(house, nobody));
            }
        }),

        TestEach("hold nothing for those who may not see it, whatever they filter by",
        [
            new() { Participant = "Berg" }, new() { OpenedBy = ViewHouse.Clerk.Person.Value },
            new() { Unit = Unit.Value },
            new() { Reference = "" }, new() { OpenedFrom = new(0) }, new() { Entry = Entry.Value },
        ], async (CaseFileFilter where) =>
        {
            var house = await NamedAsync();
            Assert.NotEmpty(await FoundAsync(house, where));
            Assert.Empty((await house.Reader.CaseFilesAsync(new(where, null, 100), ViewHouse.Foreigner, Cancel)).Found);
            Assert.Empty(await SearchAsync(house, where, ViewHouse.Foreigner));
            Assert.NotEmpty(await SearchAsync(house, where, ViewHouse.Registrar));
        }),

        TestCase("cut the text around the words only where it is asked for", async () =>
        {
            var house = await NamedAsync();
            var query = new SearchQuery("Brückensanierung", null, 10);
            Assert.All((await house.Reader.SearchAsync(query, ViewHouse.Clerk, Cancel)).Found, hit =>
                Assert.Null(hit.Highlight));
            Assert.All((await house.Reader.SearchAsync(
                query with { WithHighlight = true }, ViewHouse.Clerk, Cancel)).Found, hit =>
                    Assert.Contains("\ue000", hit.Highlight, StringComparison.Ordinal));
        }));

    private static Guid IdOf(int number) =>
        new(number.ToString("x32", CultureInfo.InvariantCulture));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // One database for the runs of a property: their streams do not meet.
    private static readonly Lazy<Task<ViewHouse>> Anything = new(ViewHouse.NewAsync);

    // Two files, read only: one with Erika Berg, one with Erik.
    private static readonly Lazy<Task<ViewHouse>> TwoFiles = new(async () =>
    {
        var house = await ViewHouse.NewAsync();
        await SeeAsync(house, 1, Opened, MatterBegun, ErikaNamed);
        await SeeAsync(house, 1, Opened, Named(ObjectRef.CaseFile, 1, "Erik Klee"));
        return house;
    });

    private static Task<ViewHouse> NamedAsync() => TwoFiles.Value;

    private static ParticipantEvent.ParticipantAdded Named(ObjectRef of, int id, string name) =>
        new(of, new(IdOf(id)), Applicant with { Name = name });

    private static async Task<StreamId> SeeAsync(ViewHouse house, int times, params CaseFileEvent[] events)
    {
        var stream = new StreamId(Guid.Empty);
        for (var i = 0; i < times; i++)
        {
            stream = new(Guid.NewGuid());
            await house.ApplyAsync(house.See(stream, events.Select(ViewHouse.Rereferenced)));
        }
        return stream;
    }

    private static async Task<IReadOnlyList<CaseFileRow>> FoundAsync(ViewHouse house, CaseFileFilter where) =>
        (await house.Reader.CaseFilesAsync(new(where, null, 100), ViewHouse.Clerk, Cancel)).Found;

    private static async Task<IReadOnlyList<SearchHit>> SearchAsync(
        ViewHouse house, CaseFileFilter where, Actor? actor = null) =>
        (await house.Reader.SearchAsync(
            new("Brückensanierung", null, 100) { Where = where }, actor ?? ViewHouse.Clerk, Cancel)).Found;
}
