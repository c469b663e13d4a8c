using Records.Actors;
using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.FilePlan;
using Records.Core.People;
using Records.Core.Ports;
using Xunit;
using static Records.Core.FilePlan.FilePlanCommand;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.Actors;

public sealed class CaseFileRefilingTests : Suite<CaseFileRefilingTests>, ISuite
{
    public static Test Tests => TestList("re-filing a case file under another entry",
        TestCase("R39 gives references without gaps, none twice, beside openings, from two processes", async () =>
        {
            var house = await PlannedAsync();
            var (one, two) = (Process(house), Process(house));
            var files = new List<CaseFileId>();
            for (var i = 0; i < 10; i++)
                files.Add(await OpenAsync(one.Opening, Entry));

            await Task.WhenAll(
            [
                .. files.Select((file, i) => RefileAsync(i % 2 == 0 ? one : two, file)),
                .. Enumerable.Range(0, 10).Select(i => OpenAsync(i % 2 == 0 ? one.Opening : two.Opening, OtherEntry)),
            ]);

            Assert.Equal(20, await house.Store.HighestNumberAsync($"{OtherEntry.Value:N}/2026", Cancel));
            Assert.Equal(20, await house.Store.HighestNumberAsync($"seats/{OtherEntry.Value:N}", Cancel));
            var references = new List<string>();
            foreach (var file in files)
                references.Add((await StateAsync(house, file)).Contents.Reference.Value);
            Assert.Equal(10, references.Distinct().Count());
            Assert.All(references, reference => Assert.StartsWith("66.1-2026/", reference, StringComparison.Ordinal));
        }),
        TestCase("R39 keeps the old reference its own, which no other file gets", async () =>
        {
            var house = await PlannedAsync();
            var process = Process(house);
            var file = await OpenAsync(process.Opening, Entry);
            await RefileAsync(process, file);

            Assert.Equal(
                new StreamId(file.Value), await house.Store.FindClaimAsync("file-reference", "63.2-2026/0001", Cancel));
            Assert.Equal(
                new StreamId(file.Value), await house.Store.FindClaimAsync("file-reference", "66.1-2026/0001", Cancel));
            var next = await OpenAsync(process.Opening, Entry);
            Assert.Equal("63.2-2026/0002", (await StateAsync(house, next)).Contents.Reference.Value);
        }),
        TestCase("R39 takes the rule of the new entry and the plan that was looked at", async () =>
        {
            var house = await PlannedAsync();
            var process = Process(house);
            var file = await OpenAsync(process.Opening, Entry);
            var body = Assert.IsType<Outcome<CaseFile>.Done>(await RefileAsync(process, file)).State.Contents;
            Assert.Equal((OtherEntry, Tiefbau), (body.Entry, body.Rule));
        }),
        TestCase("R39 makes the entry one that took files, in the same append", async () =>
        {
            var house = await PlannedAsync();
            var process = Process(house);
            var file = await OpenAsync(process.Opening, Entry);
            var head = await house.Store.HeadAsync(Cancel);
            await RefileAsync(process, file);
            Assert.Equal(head.Value + 2, (await house.Store.HeadAsync(Cancel)).Value);
            Assert.True((await process.Plans.LookAsync(house.PlanStream, Cancel)).State.Find(OtherEntry)!.HoldsFiles);
        }),
        TestCase("R39 under the entry where it lies, and to its own unit, writes nothing", async () =>
        {
            var house = await PlannedAsync();
            var process = Process(house);
            var file = await OpenAsync(process.Opening, Entry);
            var head = await house.Store.HeadAsync(Cancel);
            Assert.Equal(
                0, Assert.IsType<Outcome<CaseFile>.Done>(
                    await RefileAsync(process, file, To(Entry) with { LeadUnit = Unit })).Events);
            Assert.Equal(head, await house.Store.HeadAsync(Cancel));
        }),
        TestCase("R39 to another unit takes neither number nor seat", async () =>
        {
            var house = await PlannedAsync();
            var process = Process(house);
            var file = await OpenAsync(process.Opening, Entry);
            var body = Assert.IsType<Outcome<CaseFile>.Done>(
                await RefileAsync(process, file, To(null) with { LeadUnit = OtherUnit })).State.Contents;
            Assert.Equal(
                ("63.2-2026/0001", OtherUnit, 1L),
                (body.Reference.Value, body.LeadUnit, await house.Store.HighestNumberAsync(
                    $"seats/{Entry.Value:N}", Cancel)));
        }),
        TestCase("R39 needs an entry that is there, a leaf and not retired", async () =>
        {
            var house = await PlannedAsync();
            var process = Process(house);
            var file = await OpenAsync(process.Opening, Entry);
            await RefuseAsync(new(Guid.NewGuid()), FilePlanRefusals.UnknownEntry);

            var above = new FilePlanEntryId(Guid.NewGuid());
            await PlanAsync(house, new AddEntry(above, null, new("7"), "Oben", null));
            await PlanAsync(house, new AddEntry(new(Guid.NewGuid()), above, new("7.1"), "Unten", null));
            await RefuseAsync(above, FilePlanRefusals.NotALeaf);

            await PlanAsync(house, new RetireEntry(OtherEntry, new(1), March));
            await RefuseAsync(OtherEntry, FilePlanRefusals.EntryRetired(March));
            Assert.Equal("63.2-2026/0001", (await StateAsync(house, file)).Contents.Reference.Value);

            async Task RefuseAsync(FilePlanEntryId entry, Refusal because) => Assert.Equal(
                because, Assert.IsType<Outcome<CaseFile>.Refused>(await RefileAsync(process, file, To(entry))).Reason);
        }),
        TestCase("R39 of a file that may not be seen is refused before anything is looked up", async () =>
        {
            var house = await PlannedAsync();
            var process = Process(house);
            var file = await OpenAsync(process.Opening, Entry);
            Assert.Equal(CaseFileRefusals.NotOpened, Assert.IsType<Outcome<CaseFile>.Refused>(await RefileAsync(
                process, file, To(OtherEntry) with { Guard = _ => CaseFileRefusals.NotOpened })).Reason);
        }),
        TestCase("R39 that is refused costs no number", async () =>
        {
            var house = await PlannedAsync();
            var process = Process(house);
            var file = await OpenAsync(process.Opening, Entry);
            Assert.Equal(CaseFileRefusals.RevisionStale, Assert.IsType<Outcome<CaseFile>.Refused>(await RefileAsync(
                process, file, To(OtherEntry) with { Expected = new(7) })).Reason);
            await RefileAsync(process, file);
            Assert.Equal("66.1-2026/0001", (await StateAsync(house, file)).Contents.Reference.Value);
        }),
        TestCase("R39 that fails in the store changes neither file nor plan", async () =>
        {
            var house = await PlannedAsync();
            var process = Process(house);
            var file = await OpenAsync(process.Opening, Entry);
            house.Store.Before = () => throw new IOException("the network is gone");
            await Assert.ThrowsAsync<IOException>(() => RefileAsync(process, file));
            house.Store.Before = () => Task.CompletedTask;
            Assert.Equal("63.2-2026/0001", (await StateAsync(house, file)).Contents.Reference.Value);
            Assert.Equal(0, await house.Store.HighestNumberAsync($"{OtherEntry.Value:N}/2026", Cancel));
        }),
        TestCase("R4 R39 goes on to the next leaf where the one that was named is full", async () =>
        {
            var house = await PlannedAsync();
            var first = new FilePlanEntryId(Guid.NewGuid());
            await PlanAsync(house, new AddEntry(first, OtherEntry, new("66.1.1"), "Tiefbau", null) { IsLeaf = true });
            var process = Process(house, new(FileReferencePattern.Default, MaxFilesPerLeaf: 1));
            await OpenAsync(process.Opening, first);
            var file = await OpenAsync(process.Opening, Entry);
            Assert.IsType<Outcome<CaseFile>.Done>(await RefileAsync(process, file, To(first)));
            Assert.Equal("66.1.2-2026/0001", (await StateAsync(house, file)).Contents.Reference.Value);
        }),
        TestCase("R39 never ends above another entry, whoever was faster", async () =>
        {
            for (var round = 0; round < 30; round++)
            {
                var house = await PlannedAsync();
                var process = Process(house);
                var file = await OpenAsync(process.Opening, Entry);
                await using var plans = house.Plans();
                var refiled = RefileAsync(process, file);
                var added = plans.AskAsync(house.PlanStream, new(
                    new AddEntry(new(Guid.NewGuid()), OtherEntry, new("66.1.1"), "x", null), new(ActorHouse.Stamp)), Cancel);
                await Task.WhenAll(refiled, added);
                Assert.NotEqual(await refiled is Outcome<CaseFile>.Done, await added is Outcome<FilePlanTree>.Done);
            }
        }));

    private static readonly Core.Retention.RetentionRule Tiefbau = new(5, 30, Core.Retention.DisposalType.Archive);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static (CaseFileOpening Opening, CaseFileRefiling Refiling,
        ActorHost<FilePlanDecider, FilePlanTree, FilePlanCommand, FilePlanEvent> Plans) Process(
        ActorHouse house, OpeningRules? rules = null)
    {
        var (files, plans) = (house.Files(), house.Plans());
        var opening = new CaseFileOpening(files, plans, rules ?? OpeningRules.Default);
        return (opening, new(files, opening), plans);
    }

    private static async Task<ActorHouse> PlannedAsync()
    {
        var house = new ActorHouse();
        await PlanAsync(house, new CreatePlan(new(Guid.NewGuid()), "Plan", new(2020, 1, 1)));
        await PlanAsync(house, new AddEntry(Entry, null, new("63.2"), "Bauanträge", null));
        await PlanAsync(house, new AddEntry(OtherEntry, null, new("66.1"), "Tiefbau", Tiefbau));
        return house;
    }

    private static async Task PlanAsync(ActorHouse house, FilePlanCommand command)
    {
        await using var plans = house.Plans();
        Assert.IsType<Outcome<FilePlanTree>.Done>(
            await plans.AskAsync(house.PlanStream, new(command, new(ActorHouse.Stamp)), Cancel));
    }

    private static async Task<CaseFileId> OpenAsync(CaseFileOpening opening, FilePlanEntryId entry)
    {
        var id = new CaseFileId(Guid.NewGuid());
        Assert.IsType<Outcome<CaseFile>.Done>(await opening.OpenAsync(
            id, new(entry, Unit, Subject("a"), March) { NewLeaf = new(Guid.NewGuid()) }, new(ActorHouse.Stamp),
            Cancel));
        return id;
    }

    private static RefilingWish To(FilePlanEntryId? entry) => new(new(1), entry, null, "gehört zum Tiefbau", March)
    {
        NewLeaf = new(Guid.NewGuid()),
        Guard = _ => null,
    };

    private static Task<Outcome<CaseFile>> RefileAsync(
        (CaseFileOpening Opening, CaseFileRefiling Refiling,
            ActorHost<FilePlanDecider, FilePlanTree, FilePlanCommand, FilePlanEvent> Plans) process,
        CaseFileId file, RefilingWish? wish = null) =>
        process.Refiling.RefileAsync(file, wish ?? To(OtherEntry), new(ActorHouse.Stamp), Cancel);

    private static async Task<CaseFile> StateAsync(ActorHouse house, CaseFileId file)
    {
        await using var files = house.Files();
        return (await files.LookAsync(new(file.Value), Cancel)).State;
    }
}
