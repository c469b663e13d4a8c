using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Resubmissions;
using Records.Core.People;
using Records.Core.Ports;
using Records.Storage.Views;
using Records.Tests.CaseFiles;
using Xunit;
using static Records.Core.CaseFiles.Resubmissions.ResubmissionEvent;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.Views;

public sealed class ResubmissionViewTests : Suite<ResubmissionViewTests>, ISuite
{
    private static readonly DateOnly Due = March.AddDays(7);
    private static readonly PersonId Away = new(new Guid("01900000-0000-7000-8000-000000000044"));

    public static Test Tests => TestList("R25 resubmissions across files",
        TestProperty("are those the states hold, whatever happened", CaseFileProperties.Wishes, async wishes =>
        {
            var house = await Shared.Value;
            var stream = new StreamId(Guid.NewGuid());
            var (state, events) = CaseFileProperties.Live(wishes);
            await house.ApplyAsync(house.See(stream, events.Select(ViewHouse.Rereferenced)));

            var found = new List<ResubmissionRow>();
            foreach (var who in new[] { Unit.Value, ResubmissionPerson.Value })
                found.AddRange((await house.Reader.ResubmissionsAsync(
                    new(DateOnly.MaxValue, who, null, int.MaxValue), ViewHouse.Registrar, Cancel)).Found);
            var open = state is CaseFile.Cancelled ? [] : state.Contents.OpenResubmissions(ObjectRef.CaseFile);
            Assert.Equal(
                open.Select(one => (one.Id.Value, one.On, one.For)).OrderBy(one => one.Value),
                found.Where(row => row.CaseFile == stream.Value).Select(row => (Value: row.Id, row.Due, For(row)))
                    .OrderBy(row => row.Value));
        }),
        TestCase("come up on their day and not before", async () =>
        {
            await using var house = await HouseAsync(Addressee.Of(Unit));
            Assert.Empty(await SeenAsync(house, ViewHouse.Clerk, Due.AddDays(-1)));
            Assert.Single(await SeenAsync(house, ViewHouse.Clerk, Due));
        }),
        TestCase("of somebody who is away are seen by the deputy", async () =>
        {
            await using var house = await HouseAsync(Addressee.Of(Away));
            Assert.Empty(await SeenAsync(house, ViewHouse.Clerk, Due));
            Assert.Single(await SeenAsync(house, ViewHouse.Clerk with { OnBehalfOf = Away }, Due));
            Assert.Single(await SeenAsync(house, ViewHouse.Clerk with { Person = Away }, Due));
        }),
        TestCase("in a file that one may not see do not exist", async () =>
        {
            await using var house = await HouseAsync(Addressee.Of(Away));
            Assert.Empty(await SeenAsync(house, ViewHouse.Foreigner with { Person = Away }, Due));
            Assert.Single(await SeenAsync(house, ViewHouse.Registrar with { Person = Away }, Due));
        }),
        TestEach("do not come back below a matter that is cancelled, until that is undone",
            [ObjectRef.Of(SecondMatter), ObjectRef.Of(Note)], async (ObjectRef of) =>
            {
                await using var house = await ViewHouse.NewAsync();
                var stream = new StreamId(Guid.NewGuid());
                await house.ApplyAsync(house.See(stream,
                [
                    Opened, MatterBegun, SubMatterBegun,
                    (CaseFileEvent.DocumentFiled)NoteFiled with { Matter = SecondMatter },
                    (ResubmissionSet)MatterResubmitted with { Of = of },
                ]));
                Assert.Single(await SeenAsync(house, ViewHouse.Clerk, Due));
                await house.ApplyAsync(house.See(stream, [FirstCancelled]));
                Assert.Empty(await SeenAsync(house, ViewHouse.Clerk, Due));
                await house.ApplyAsync(house.See(stream, [FirstRestored]));
                Assert.Single(await SeenAsync(house, ViewHouse.Clerk, Due));
            }),
        TestCase("tell of what they stand on", async () =>
        {
            await using var house = await HouseAsync(Addressee.Of(Unit));
            var row = Assert.Single(await SeenAsync(house, ViewHouse.Clerk, Due));
            Assert.Equal(
                ("matter", FirstMatter.Value, "Ausschreibung", 2, "63.2-2026/0417", "Rücklauf prüfen"),
                (row.OwnerKind, row.Owner, row.Subject, row.OwnerRevision, row.Reference, row.Reason));
        }));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private static readonly Lazy<Task<ViewHouse>> Shared = new(ViewHouse.NewAsync);

    private static async Task<ViewHouse> HouseAsync(Addressee who)
    {
        var house = await ViewHouse.NewAsync();
        await house.ApplyAsync(house.See(
            new(Guid.NewGuid()), [Opened, MatterBegun, (ResubmissionSet)MatterResubmitted with { For = who }]));
        return house;
    }

    private static async Task<IReadOnlyList<ResubmissionRow>> SeenAsync(ViewHouse house, Actor actor, DateOnly until) =>
        (await house.Reader.ResubmissionsAsync(new(until, null, null, 100), actor, Cancel)).Found;

    private static Addressee For(ResubmissionRow row) =>
        row.Unit is { } unit ? Addressee.Of(new UnitId(unit)) : Addressee.Of(new PersonId(row.Person!.Value));
}
