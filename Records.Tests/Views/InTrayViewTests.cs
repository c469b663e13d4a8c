using Records.Core.InTray;
using Records.Core.People;
using Records.Core.Ports;
using Records.Storage.Views;
using Records.Tests.InTray;
using Xunit;
using static Records.Core.InTray.InTrayEvent;
using static Records.Tests.CaseFiles.CaseFileSamples;
using static Records.Tests.InTray.InTraySamples;

namespace Records.Tests.Views;

public sealed class InTrayViewTests : Suite<InTrayViewTests>, ISuite
{
    public static Test Tests => TestList("R16 in-trays",
        TestProperty("say what the states hold, whatever happened", InTrayTests.Wishes, async wishes =>
        {
            var house = await Shared.Value;
            var stream = new StreamId(Guid.NewGuid());
            var (state, events) = InTrayTests.Live(wishes);
            if (state is InTrayEntry.Absent)
                return;
            await house.ApplyAsync(house.See(stream, events));
            var row = (await house.Reader.InTrayEntryAsync(stream.Value, ViewHouse.Registrar, Cancel)).Found!;
            Assert.Equal(
                (state.Contents.Revision.Value, state.GetType().Name.ToLowerInvariant(), state.Contents.Place,
                    state.Contents.ReceivedAt, state.Contents.Fields["subject"], state.Contents.Content.Object.Value),
                (row.Revision, row.State, PlaceOf(row), row.ReceivedAt, row.Fields["subject"], row.Object));
        }),
        TestCase("of another unit do not exist", async () =>
        {
            var (house, entry) = await HouseAsync((InTrayEntryPut)Put with { Place = Second });
            await using var _ = house;
            Assert.Null((await house.Reader.InTrayEntryAsync(entry, ViewHouse.Foreigner, Cancel)).Found);
            Assert.Empty(await SeenAsync(house, ViewHouse.Foreigner, Unit.Value));
            Assert.Single(await SeenAsync(house, ViewHouse.Registrar, Unit.Value));
            Assert.Single(await SeenAsync(house, ViewHouse.Clerk, Unit.Value));
        }),
        TestCase("of one person are that person's, the deputy's, and the unit's when asked for", async () =>
        {
            var (house, _) = await HouseAsync((InTrayEntryPut)Put with { Place = Second });
            await using var __ = house;
            Assert.Empty(await SeenAsync(house, ViewHouse.Clerk, null));
            Assert.Single(await SeenAsync(house, ViewHouse.Clerk with { Person = InTraySamples.Person }, null));
            Assert.Single(await SeenAsync(house, ViewHouse.Clerk with { OnBehalfOf = InTraySamples.Person }, null));
            Assert.Single(await SeenAsync(house, ViewHouse.Clerk, Unit.Value));
        }),
        TestCase("show what waits, and on request what left", async () =>
        {
            var (house, _) = await HouseAsync(
                Put, Reassigned, (InTrayEntryRegistered)Registered with { CaseFile = new(Guid.NewGuid()) });
            await using var __ = house;
            Assert.Empty(await SeenAsync(house, ViewHouse.Clerk, Unit.Value));
            var left = Assert.Single((await house.Reader.InTrayAsync(
                new(Unit.Value, "registered", null, 10), ViewHouse.Clerk, Cancel)).Found);
            // Where it went is told only to whoever may see that file; here there is none.
            Assert.Equal((null, null), (left.CaseFile, left.Document));
        }),
        TestCase("name the file it went to, to who may see it", async () =>
        {
            var (house, entry) = await HouseAsync(Put, Reassigned, Registered);
            await using var _ = house;
            await house.ApplyAsync(house.See(new(InTraySamples.File.Value), [Opened, MatterBegun, LetterFiled]));
            var row = (await house.Reader.InTrayEntryAsync(entry, ViewHouse.Clerk, Cancel)).Found!;
            Assert.Equal((InTraySamples.File.Value, Letter.Value), (row.CaseFile, row.Document));
        }),
        TestCase("go page by page, the oldest first", async () =>
        {
            await using var house = await ViewHouse.NewAsync();
            var put = new List<Guid>();
            for (var i = 0; i < 5; i++)
            {
                put.Add(Guid.NewGuid());
                await house.ApplyAsync(house.See(new(put[^1]), [(InTrayEntryPut)Put with { Place = new(Unit, null) }]));
            }

            var (seen, after) = (new List<Guid>(), default(long?));
            await Patience.UntilAsync(async () =>
            {
                if ((await house.Reader.InTrayAsync(new(null, "waiting", after, 2), ViewHouse.Clerk, Cancel)).Found
                    is not [.., var last] page)
                    return true;
                seen.AddRange(page.Select(row => row.Id));
                after = last.Position;
                return false;
            }, what: "the pages end");
            Assert.Equal(put, seen);
        }));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private static readonly Lazy<Task<ViewHouse>> Shared = new(ViewHouse.NewAsync);

    private static async Task<(ViewHouse House, Guid Entry)> HouseAsync(params InTrayEvent[] events)
    {
        var (house, entry) = (await ViewHouse.NewAsync(), Guid.NewGuid());
        await house.ApplyAsync(house.See(new(entry), events));
        return (house, entry);
    }

    private static async Task<IReadOnlyList<InTrayRow>> SeenAsync(ViewHouse house, Actor actor, Guid? unit) =>
        (await house.Reader.InTrayAsync(new(unit, "waiting", null, 10), actor, Cancel)).Found;

    private static InTrayPlace PlaceOf(InTrayRow row) =>
        new(new(row.Unit), row.Person is { } person ? new PersonId(person) : null);
}
