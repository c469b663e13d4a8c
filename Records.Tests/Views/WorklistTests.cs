using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Cancelling;
using Records.Core.CaseFiles.Routing;
using Records.Core.People;
using Records.Core.Ports;
using Records.Storage.Views;
using Records.Tests.CaseFiles;
using Xunit;
using static Records.Core.CaseFiles.Routing.RoutingEvent;
using static Records.Tests.CaseFiles.CaseFileSamples;
using static Records.Tests.CaseFiles.RoutingSamples;

namespace Records.Tests.Views;

public sealed class WorklistTests : Suite<WorklistTests>, ISuite
{
    public static Test Tests => TestList("R18 the worklist",
        TestCase("holds what waits for the person, for the represented, and for the unit in that role", async () =>
        {
            await using var house = await RoutedAsync();
            Assert.Equal([Step(1).Value], await StepsAsync(house, Mine with { People = [Vogt.Value] }));
            Assert.Equal([Step(1).Value], await StepsAsync(house, Mine with { People = [Falk.Value, Vogt.Value] }));
            Assert.Equal([Step(2).Value], await StepsAsync(house, Mine with { Unit = Unit.Value }));
            Assert.Empty(await StepsAsync(house, Mine with { Unit = Unit.Value, Roles = ["registrar"] }));
            Assert.Empty(await StepsAsync(house, Mine with { People = [Falk.Value] }));
        }),
        TestCase("says what it is about", async () =>
        {
            await using var house = await RoutedAsync();
            var row = Assert.Single((await house.Reader.WorklistAsync(
                Mine with { People = [Vogt.Value] }, ViewHouse.Clerk, Cancel)).Found);
            Assert.Equal(
                ("63.2-2026/0417", "Brückensanierung Südring", "matter", FirstMatter.Value, "Ausschreibung"),
                (row.Reference, row.CaseFileSubject, row.OwnerKind, row.Owner, row.Subject));
            Assert.Equal(
                ("co-sign", Vogt.Value, new DateOnly(2026, 3, 13), "Bitte bis Freitag mitzeichnen"),
                (row.Kind, row.Person, row.Due, row.Text));
        }),
        TestCase("hides what the caller may not see", async () =>
        {
            await using var house = await RoutedAsync();
            Assert.Empty((await house.Reader.WorklistAsync(
                Mine with { People = [Vogt.Value] }, ViewHouse.Foreigner, Cancel)).Found);
        }),
        TestCase("hides what is cancelled, until that is undone", async () =>
        {
            var cancelled = new CancellingEvent.ObjectCancelled(TheMatter, "doppelt");
            await using var house = await RoutedAsync(cancelled);
            Assert.Empty(await StepsAsync(house, Mine with { People = [Vogt.Value] }));
            await using var undone = await RoutedAsync(cancelled, new CancellingEvent.CancellationUndone(TheMatter));
            Assert.Equal([Step(1).Value], await StepsAsync(undone, Mine with { People = [Vogt.Value] }));
        }),
        TestCase("leaves out what is due later, or is asked for otherwise", async () =>
        {
            await using var house = await RoutedAsync();
            var mine = Mine with { People = [Vogt.Value], Unit = Unit.Value };
            Assert.Empty(await StepsAsync(house, mine with { DueBefore = new(2026, 3, 13) }));
            Assert.Equal([Step(1).Value], await StepsAsync(house, mine with { DueBefore = new(2026, 3, 14) }));
            Assert.Equal([Step(2).Value], await StepsAsync(house, mine with { Kind = "take-note" }));
        }),
        TestCase("is left when a step is settled, and the next turn comes in", async () =>
        {
            await using var house = await RoutedAsync(FolderCoSigned, LetterCoSigned);
            var all = Mine with { People = [Vogt.Value, Falk.Value], Unit = Unit.Value };
            Assert.Equal([Step(2).Value], await StepsAsync(house, all));
            await using var further = await RoutedAsync(FolderChanged, FolderCoSigned, FolderSkipped);
            Assert.Equal([Step(4).Value], await StepsAsync(further, all));
        }),
        TestCase("is left by all steps when the route ends", async () =>
        {
            await using var rejected = await RoutedAsync(
                new StepRejected(First, TheMatter, Step(1), StepKind.CoSign, Vogt, null, "nein", [], Lenz,
                    [Step(2), Step(3)]));
            await using var withdrawn = await RoutedAsync(
                new RouteWithdrawn(First, TheMatter, Lenz, Lenz, "nein", [Step(1), Step(2), Step(3)]));
            foreach (var house in new[] { rejected, withdrawn })
                Assert.Equal(0L, await house.Database.AsServerAsync("select count(*) from view.worklist"));
        }),
        TestCase("goes page by page, what is due first first and what has no date last", async () =>
        {
            await using var house = await ViewHouse.NewAsync();
            DateOnly?[] due = [new(2026, 5, 1), null, new(2026, 4, 1), null, new(2026, 4, 1), new(2026, 3, 1), null];
            await house.ApplyAsync(house.See(new(Guid.NewGuid()), [Opened, MatterBegun, .. due.Select((day, i) =>
                new RouteStarted(new(Guid.NewGuid()), TheMatter, [],
                    [Placed(Wanted(i, 1, StepKind.WorkOn, ToPerson(Vogt)) with { Due = day }, 1)], Lenz))]));

            var (seen, query) = (new List<DateOnly?>(), Mine with { People = [Vogt.Value], Limit = 2 });
            await Patience.UntilAsync(async () =>
            {
                if ((await house.Reader.WorklistAsync(query, ViewHouse.Clerk, Cancel)).Found is not [.., var last] page)
                    return true;
                seen.AddRange(page.Select(row => row.Due));
                query = query with { After = (last.DueDay, last.Position, last.Number) };
                return false;
            }, what: "the pages end");
            Assert.Equal(due.OrderBy(day => day ?? DateOnly.MaxValue), seen);
        }),
        TestProperty("R20 holds what the events say is waiting, whatever happened", CaseFileProperties.Wishes,
            async wishes =>
            {
                var house = await Shared.Value;
                var stream = new StreamId(Guid.NewGuid());
                var events = CaseFileProperties.Live(wishes).Events.Select(ViewHouse.Rereferenced).ToList();
                await house.ApplyAsync(house.See(stream, events));
                var rows = await house.Database.AsServerAsync($"""
                    select string_agg(step::text, ' ' order by step::text) from view.worklist
                     where case_file = '{stream.Value}'
                    """);
                Assert.Equal(
                    RouteModel.After(events).Waiting.Select(step => $"{step.Value}").Order(StringComparer.Ordinal),
                    $"{rows}".Split(' ', StringSplitOptions.RemoveEmptyEntries));
            }));

    private static readonly WorklistQuery Mine = new([], Guid.Empty, ["clerk"], null, null, null, 100);

    private static readonly Lazy<Task<ViewHouse>> Shared = new(ViewHouse.NewAsync);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<ViewHouse> RoutedAsync(params CaseFileEvent[] further)
    {
        var house = await ViewHouse.NewAsync();
        await house.ApplyAsync(house.See(new(Guid.NewGuid()),
            [Opened, MatterBegun, LetterFiled, LetterVersioned, FolderStarted, .. further]));
        return house;
    }

    private static async Task<IEnumerable<Guid>> StepsAsync(ViewHouse house, WorklistQuery query) =>
        (await house.Reader.WorklistAsync(query, ViewHouse.Clerk, Cancel)).Found.Select(row => row.Step);
}
