using Records.Actors;
using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.FilePlan;
using Records.Core.Ports;
using Records.Tests.CaseFiles;
using Xunit;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Core.FilePlan.FilePlanCommand;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.Actors;

/// <summary>A probe is decided where the act is, and comes to no append. All routes: Api/House/ProbeTests.</summary>
public sealed class ProbeTests : Suite<ProbeTests>, ISuite
{
    private static readonly Terms<CaseFile> Asked = new(ActorHouse.Stamp) { IsProbe = true };

    public static Test Tests => TestList("a probe",
        TestProperty("says of any wish what then becomes of it, and writes nothing", CaseFileProperties.Wishes,
            (Func<CaseFileCommand[], Task>)TellAsync),

        TestCase("says that it is so already", async () =>
        {
            var house = new ActorHouse();
            var stream = await house.OpenedFileAsync();
            await using var files = house.Files();
            Assert.Equal(new Outcome<CaseFile>.Possible(0), await files.AskAsync(
                stream, new(new DescribeCaseFile(new(1), Subject("Brückensanierung Südring")), Asked), Cancel));
        }),

        TestCase("is decided on the newest state, whatever this process remembers", async () =>
        {
            var house = new ActorHouse();
            var stream = await house.OpenedFileAsync();
            await using var one = house.Files();
            await using var other = house.Files();
            var closing = new CloseMatter(FirstMatter, new(1), March);
            Assert.Equal(new Outcome<CaseFile>.Possible(1), await one.AskAsync(stream, new(closing, Asked), Cancel));

            await other.AskAsync(
                stream, new(new DescribeMatter(FirstMatter, new(1), Subject("neu")), new(ActorHouse.Stamp)), Cancel);

            Assert.Equal(
                new Outcome<CaseFile>.Refused(CaseFileRefusals.RevisionStale),
                await one.AskAsync(stream, new(closing, Asked), Cancel));
        }),

        TestCase("sees no more than the caller may", async () =>
        {
            var house = new ActorHouse();
            var stream = await house.OpenedFileAsync();
            await using var files = house.Files();
            var wish = NewMatter() with { Guard = _ => CaseFileRefusals.NotOpened };
            Assert.Equal(
                new Outcome<CaseFile>.Refused(CaseFileRefusals.NotOpened), await files.AskAsync(stream, wish, Cancel));
        }),

        TestCase("finds a claim that somebody holds, and takes none", async () =>
        {
            var house = new ActorHouse();
            var (mine, other) = (await house.OpenedFileAsync(), await house.OpenedFileAsync());
            await using var files = house.Files();
            Claim claim = new("object", "one", mine, null, 0);
            var probe = NewMatter() with { Claims = [claim with { Stream = other }] };

            Assert.Equal(new Outcome<CaseFile>.Possible(1), await files.AskAsync(other, probe, Cancel));
            await files.AskAsync(
                mine, NewMatter() with { Claims = [claim], Terms = new(ActorHouse.Stamp) }, Cancel);
            Assert.Equal(
                new Outcome<CaseFile>.ClaimTaken(claim with { Stream = other }),
                await files.AskAsync(other, probe, Cancel));
        }),

        TestCase("of two files finds their claims too", async () =>
        {
            var house = new ActorHouse();
            var (first, second) = (await house.OpenedFileAsync(), await house.OpenedFileAsync());
            await using var files = house.Files();
            var joint = new JointAct(files);
            Claim claim = new("object", "one", first, null, 0);
            var wish = new JointWish("Twice", new(first.Value), new(second.Value), _ => null, (one, two) =>
                new JointDecision.Accepted([MatterBegun], [MatterBegun]))
            {
                Claims = [claim],
            };

            NoAppends(house);
            Assert.Equal(new Outcome<CaseFile>.Possible(2), await joint.AskAsync(wish, Asked));
            house.Store.Before = () => Task.CompletedTask;
            await house.Store.AppendAsync(new([], [claim], null), Cancel);
            Assert.Equal(new Outcome<CaseFile>.ClaimTaken(claim), await joint.AskAsync(wish, Asked));
        }),

        TestCase("of opening a file uses up neither number nor seat, and makes no leaf", async () =>
        {
            var house = new ActorHouse();
            await using var plans = house.Plans();
            foreach (var command in new FilePlanCommand[]
            {
                new CreatePlan(new(Guid.NewGuid()), "Plan", new(2020, 1, 1)),
                new AddEntry(OtherEntry, null, new("63"), "Bauen", null),
                new AddEntry(Entry, OtherEntry, new("63.2"), "Bauanträge", null),
            })
                await plans.AskAsync(house.PlanStream, new(command, new(ActorHouse.Stamp)), Cancel);
            // The first file goes under the entry, the second needs a leaf of its own.
            var opening = new CaseFileOpening(house.Files(), house.Plans(), new(FileReferencePattern.Default, 1));
            Task<Outcome<CaseFile>> OpenAsync(Terms<CaseFile> terms) => opening.OpenAsync(
                new(Guid.NewGuid()),
                new(Entry, Unit, Subject("a"), March) { NewLeaf = new(Guid.NewGuid()) }, terms, Cancel);

            List<Outcome<CaseFile>> opened = [];
            for (var file = 0; file < 2; file++)
            {
                NoAppends(house);
                var probe = await OpenAsync(Asked);
                Assert.Equal(probe, await OpenAsync(Asked));
                house.Store.Before = () => Task.CompletedTask;
                opened.Add(await OpenAsync(new(ActorHouse.Stamp)));
                Assert.Equal(Foretold(opened[^1]), probe);
            }

            var first = Assert.IsType<Outcome<CaseFile>.Done>(opened[0]);
            Assert.Equal("63.2-2026/0001", first.State.Contents.Reference.Value);
            Assert.True(Assert.IsType<Outcome<CaseFile>.Done>(opened[1]).Events > first.Events);
        }));

    // The store throws when anything is appended while the probe is asked.
    private static async Task TellAsync(CaseFileCommand[] wishes)
    {
        var house = new ActorHouse();
        var stream = await house.OpenedFileAsync();
        await using var files = house.Files();
        foreach (var wish in wishes)
        {
            NoAppends(house);
            var probe = await files.AskAsync(stream, new(wish, Asked), CancellationToken.None);
            house.Store.Before = () => Task.CompletedTask;
            var act = await files.AskAsync(stream, new(wish, new(ActorHouse.Stamp)), CancellationToken.None);
            Assert.Equal(Foretold(act), probe);
        }
    }

    private static Outcome<CaseFile> Foretold(Outcome<CaseFile> act) => act is Outcome<CaseFile>.Done done
        ? new Outcome<CaseFile>.Possible(done.Events)
        : act;

    private static void NoAppends(ActorHouse house) =>
        house.Store.Before = () => throw new InvalidOperationException("A probe appends nothing.");

    private static Wish<CaseFile, CaseFileCommand> NewMatter() =>
        new(new OpenMatter(new(Guid.NewGuid()), Subject("m")), Asked);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
