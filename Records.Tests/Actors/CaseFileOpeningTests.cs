using Records.Actors;
using Records.Core.CaseFiles;
using Records.Core.Deciding;
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
                new CaseFileOpening(house.Files(), house.Plans()), new CaseFileOpening(house.Files(), house.Plans())
            };

            var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => OpenAsync(processes[i % 2])));

            Assert.Equal(
                Enumerable.Range(1, 40).Select(n => $"63.2-2026/{n:0000}"),
                outcomes.Select(ReferenceOf).Order());
        }),

        TestCase("starts anew with each year", async () =>
        {
            var house = await PlannedAsync();
            var opening = new CaseFileOpening(house.Files(), house.Plans());
            await OpenAsync(opening);
            Assert.Equal("63.2-2027/0001", ReferenceOf(await OpenAsync(opening, new(2027, 1, 1))));
        }),

        TestCase("never ends above another entry, whoever was faster", async () =>
        {
            for (var round = 0; round < 30; round++)
            {
                var house = await PlannedAsync();
                await using var plans = house.Plans();
                var opening = new CaseFileOpening(house.Files(), house.Plans());

                var opened = OpenAsync(opening);
                var added = plans.AskAsync(
                    house.PlanStream,
                    new(new AddEntry(new(Guid.NewGuid()), Entry, new("63.2.1"), "x", null), ActorHouse.Stamp), Cancel);
                await Task.WhenAll(opened, added);

                Assert.NotEqual(await opened is Outcome<CaseFile>.Done, await added is Outcome<FilePlanTree>.Done);
            }
        }),

        TestCase("keeps the rule that held and where it came from", async () =>
        {
            var house = await PlannedAsync();
            var state = Assert.IsType<Outcome<CaseFile>.Done>(await OpenAsync(new(house.Files(), house.Plans()))).State;
            Assert.Equal(TenYears, ((CaseFile.Active)state).Body.Rule);
        }),

        TestCase("under an entry nobody knows is refused and costs no number", async () =>
        {
            var house = await PlannedAsync();
            var opening = new CaseFileOpening(house.Files(), house.Plans());
            var refused = Assert.IsType<Outcome<CaseFile>.Refused>(await opening.OpenAsync(
                new(Guid.NewGuid()), new(new(Guid.NewGuid()), Unit, Subject("a"), March), ActorHouse.Stamp,
                null, Cancel));
            Assert.Equal(FilePlanRefusals.UnknownEntry, refused.Reason);
            Assert.Equal("63.2-2026/0001", ReferenceOf(await OpenAsync(opening)));
        }),

        TestCase("without a subject is refused and costs no number", async () =>
        {
            var house = await PlannedAsync();
            var opening = new CaseFileOpening(house.Files(), house.Plans());
            Assert.IsType<Outcome<CaseFile>.Refused>(await opening.OpenAsync(
                new(Guid.NewGuid()), new(Entry, Unit, Subject(""), March), ActorHouse.Stamp, null, Cancel));
            Assert.Equal("63.2-2026/0001", ReferenceOf(await OpenAsync(opening)));
        }));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<ActorHouse> PlannedAsync()
    {
        var house = new ActorHouse();
        await using var plans = house.Plans();
        await plans.AskAsync(
            house.PlanStream,
            new(new CreatePlan(new(Guid.NewGuid()), "Plan", new(2020, 1, 1)), ActorHouse.Stamp), Cancel);
        await plans.AskAsync(
            house.PlanStream,
            new(new AddEntry(Entry, null, new("63.2"), "Bauanträge", null), ActorHouse.Stamp), Cancel);
        return house;
    }

    private static Task<Outcome<CaseFile>> OpenAsync(CaseFileOpening opening, DateOnly? today = null) =>
        opening.OpenAsync(
            new(Guid.NewGuid()), new(Entry, Unit, Subject("a"), today ?? March), ActorHouse.Stamp, null, Cancel);

    private static string ReferenceOf(Outcome<CaseFile> outcome) =>
        ((CaseFile.Active)Assert.IsType<Outcome<CaseFile>.Done>(outcome).State).Body.Reference.Value;
}
