using Records.Actors;
using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.FilePlan;
using Xunit;
using static Records.Core.FilePlan.FilePlanCommand;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.Actors;

public sealed class CaseFileOpeningTests : Suite<CaseFileOpeningTests>, ISuite
{
    public static Test Tests => TestList("opening a case file",
        TestCase("gives references without gaps, none twice, from two processes at once", async () =>
        {
            var house = await PlannedAsync();
            var processes = new[]
            {
                new CaseFileOpening(house.Files(), house.Plans(), OpeningRules.Default),
                new CaseFileOpening(house.Files(), house.Plans(), OpeningRules.Default),
            };

            var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => OpenAsync(processes[i % 2])));

            Assert.Equal(
                Enumerable.Range(1, 40).Select(n => $"63.2-2026/{n:0000}"),
                outcomes.Select(ReferenceOf).Order());
        }),

        TestCase("starts anew with each year", async () =>
        {
            var house = await PlannedAsync();
            var opening = new CaseFileOpening(house.Files(), house.Plans(), OpeningRules.Default);
            await OpenAsync(opening);
            Assert.Equal("63.2-2027/0001", ReferenceOf(await OpenAsync(opening, new(2027, 1, 1))));
        }),

        TestCase("never ends above another entry, whoever was faster", async () =>
        {
            for (var round = 0; round < 30; round++)
            {
                var house = await PlannedAsync();
                await using var plans = house.Plans();
                var opening = new CaseFileOpening(house.Files(), house.Plans(), OpeningRules.Default);

                var opened = OpenAsync(opening);
                var added = plans.AskAsync(
                    house.PlanStream,
                    new(new AddEntry(new(Guid.NewGuid()), Entry, new("63.2.1"), "x", null), new(ActorHouse.Stamp)), Cancel);
                await Task.WhenAll(opened, added);

                Assert.NotEqual(await opened is Outcome<CaseFile>.Done, await added is Outcome<FilePlanTree>.Done);
            }
        }),

        TestCase("keeps the rule that held and where it came from", async () =>
        {
            var house = await PlannedAsync();
            var opening = new CaseFileOpening(house.Files(), house.Plans(), OpeningRules.Default);
            var state = Assert.IsType<Outcome<CaseFile>.Done>(await OpenAsync(opening)).State;
            Assert.Equal(TenYears, ((CaseFile.Active)state).Body.Rule);
        }),

        TestCase("R4 fills leaf after leaf, none over its limit, from two processes at once", async () =>
        {
            var house = await PlannedAsync();
            await using (var plans = house.Plans())
                await plans.AskAsync(house.PlanStream, new(
                    new AddEntry(NewLeaf(), Entry, new("63.2.1"), "Bauanträge", null) { IsLeaf = true },
                    new(ActorHouse.Stamp)), Cancel);
            var rules = new OpeningRules(FileReferencePattern.Default, MaxFilesPerLeaf: 3);
            var processes = new[]
            {
                new CaseFileOpening(house.Files(), house.Plans(), rules),
                new CaseFileOpening(house.Files(), house.Plans(), rules),
            };

            var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => OpenAsync(processes[i % 2])));

            Assert.Equal(
                Enumerable.Range(0, 20).Select(n => $"63.2.{(n / 3) + 1}-2026/{(n % 3) + 1:0000}"),
                outcomes.Select(ReferenceOf).Order());
        }),

        TestCase("R8 writes references as the tenant wants them, numbered over all leaves", async () =>
        {
            var house = await PlannedAsync();
            await using (var plans = house.Plans())
                await plans.AskAsync(house.PlanStream, new(
                    new AddEntry(Second, null, new("64"), "Wohnen", null), new(ActorHouse.Stamp)), Cancel);
            var opening = new CaseFileOpening(
                house.Files(), house.Plans(), new(FileReferencePattern.TryRead("{year}-{number:000}")!, 10));
            Assert.Equal("2026-001", ReferenceOf(await OpenAsync(opening)));
            Assert.Equal("2026-002", ReferenceOf(await opening.OpenAsync(
                new(Guid.NewGuid()), new(Second, Unit, Subject("a"), March) { NewLeaf = NewLeaf() }, new(ActorHouse.Stamp),
                Cancel)));
        }),

        TestCase("asks for what the plan asks for there", async () =>
        {
            var house = await PlannedAsync();
            await using (var plans = house.Plans())
                await plans.AskAsync(house.PlanStream, new(new DeclareFields(Entry, new(1),
                    [new(ObjectKind.CaseFile, "plot", "Flurstück", FieldKind.Line, 50, IsRequired: true, [])]),
                    new(ActorHouse.Stamp)), Cancel);
            var opening = new CaseFileOpening(house.Files(), house.Plans(), OpeningRules.Default);
            var refused = Assert.IsType<Outcome<CaseFile>.Refused>(await OpenAsync(opening));
            Assert.Equal(("field-required", "/fields/plot"), (refused.Reason.Code, refused.Reason.Pointer));
            var opened = Assert.IsType<Outcome<CaseFile>.Done>(await opening.OpenAsync(
                new(Guid.NewGuid()),
                new(Entry, Unit, [new("subject", "a"), new("plot", "12/4")], March) { NewLeaf = NewLeaf() },
                new(ActorHouse.Stamp), Cancel));
            Assert.Equal("12/4", opened.State.Contents.Fields["plot"]);
        }),

        TestCase("under an entry nobody knows is refused and costs no number", async () =>
        {
            var house = await PlannedAsync();
            var opening = new CaseFileOpening(house.Files(), house.Plans(), OpeningRules.Default);
            var refused = Assert.IsType<Outcome<CaseFile>.Refused>(await opening.OpenAsync(
                new(Guid.NewGuid()), new(new(Guid.NewGuid()), Unit, Subject("a"), March) { NewLeaf = NewLeaf() },
                new(ActorHouse.Stamp), Cancel));
            Assert.Equal(FilePlanRefusals.UnknownEntry, refused.Reason);
            Assert.Equal("63.2-2026/0001", ReferenceOf(await OpenAsync(opening)));
        }),

        TestCase("without a subject is refused and costs no number", async () =>
        {
            var house = await PlannedAsync();
            var opening = new CaseFileOpening(house.Files(), house.Plans(), OpeningRules.Default);
            Assert.IsType<Outcome<CaseFile>.Refused>(await opening.OpenAsync(
                new(Guid.NewGuid()), new(Entry, Unit, Subject(""), March) { NewLeaf = NewLeaf() },
                new(ActorHouse.Stamp), Cancel));
            Assert.Equal("63.2-2026/0001", ReferenceOf(await OpenAsync(opening)));
        }));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<ActorHouse> PlannedAsync()
    {
        var house = new ActorHouse();
        await using var plans = house.Plans();
        await plans.AskAsync(
            house.PlanStream,
            new(new CreatePlan(new(Guid.NewGuid()), "Plan", new(2020, 1, 1)), new(ActorHouse.Stamp)), Cancel);
        await plans.AskAsync(
            house.PlanStream,
            new(new AddEntry(Entry, null, new("63.2"), "Bauanträge", null), new(ActorHouse.Stamp)), Cancel);
        return house;
    }

    private static Task<Outcome<CaseFile>> OpenAsync(CaseFileOpening opening, DateOnly? today = null) =>
        opening.OpenAsync(
            new(Guid.NewGuid()), new(Entry, Unit, Subject("a"), today ?? March) { NewLeaf = NewLeaf() },
            new(ActorHouse.Stamp), Cancel);

    private static readonly FilePlanEntryId Second = new(new Guid("01900000-0000-7000-8000-000000000015"));

    private static FilePlanEntryId NewLeaf() => new(Guid.NewGuid());

    private static string ReferenceOf(Outcome<CaseFile> outcome) =>
        ((CaseFile.Active)Assert.IsType<Outcome<CaseFile>.Done>(outcome).State).Body.Reference.Value;
}
