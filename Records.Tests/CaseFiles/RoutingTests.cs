using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Cancelling;
using Records.Core.CaseFiles.Locking;
using Records.Core.CaseFiles.Routing;
using Records.Core.CaseFiles.Signing;
using Records.Core.Deciding;
using Records.Core.Documents;
using Records.Core.People;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Core.CaseFiles.CaseFileEvent;
using static Records.Core.CaseFiles.Routing.RoutingCommand;
using static Records.Core.CaseFiles.Routing.RoutingEvent;
using static Records.Tests.CaseFiles.CaseFileSamples;
using static Records.Tests.CaseFiles.RoutingSamples;

namespace Records.Tests.CaseFiles;

[Rules.RulesOfCore]
public sealed class RoutingTests : Suite<RoutingTests>, ISuite
{
    public static Test Tests => TestList("routing",
        TestList("R18 starting a route",
            TestCase("orders the steps by turns without gaps; what has the same order runs side by side", () =>
                Given(Filed).When(new StartRoute(
                    First, TheLetter,
                    [Signing with { Order = 70 }, CoSigning with { Order = -5 }, Noting with { Order = -5 }], ByLenz))
                    .Then(new RouteStarted(
                        First, TheLetter, [Letter],
                        [Placed(CoSigning, 1, 1), Placed(Noting, 2, 1), Placed(Signing, 3, 2)], Lenz))),
            TestCase("of a matter takes no document along", () =>
                Given(Filed).When(new StartRoute(First, TheMatter, [CoSigning], ByLenz))
                    .Then(new RouteStarted(First, TheMatter, [], [Placed(CoSigning, 1)], Lenz))),
            TestCase("needs a step", () =>
                Given(Filed).When(new StartRoute(First, TheMatter, [], ByLenz)).ThenRefused(RoutingRefusals.NoSteps)),
            TestCase("takes fifty steps and no more", () =>
            {
                Given(Filed).When(new StartRoute(First, TheMatter, Many(51), ByLenz))
                    .ThenRefused(RoutingRefusals.TooManySteps);
                Given(Filed).When(new StartRoute(First, TheMatter, Many(50), ByLenz)).Then(new RouteStarted(
                    First, TheMatter, [], [.. Many(50).Select((wish, i) => Placed(wish, i + 1))], Lenz));
            }),
            TestCase("happens once", () =>
                Given([.. Filed, LetterRouted(First, CoSigning)])
                    .When(new StartRoute(First, TheLetter, [CoSigning], ByLenz))
                    .ThenRefused(RoutingRefusals.RouteStarted)),
            TestEach("says to whom each step goes",
            [
                new StepAddressee(null, null, null), new StepAddressee(Lenz, Unit, null),
                new StepAddressee(Lenz, null, Role.Clerk),
            ], (StepAddressee to) =>
                Given(Filed).When(new StartRoute(First, TheMatter, [CoSigning, Noting with { To = to }], ByLenz))
                    .ThenRefused("addressee-unclear", "/steps/1/to")),
            TestEach("takes a clean text", ["", " ", "\0", new('x', 1001)], (string text) =>
                Given(Filed).When(new StartRoute(First, TheMatter, [CoSigning with { Text = text }], ByLenz))
                    .ThenRefused("field-unclean", "/steps/0/text")),
            TestCase("needs what is there, active and not locked", () =>
            {
                Given(Opened, MatterBegun).When(new StartRoute(First, TheLetter, [CoSigning], ByLenz))
                    .ThenRefused(CaseFileRefusals.UnknownDocument);
                Given([.. Filed, MatterDone]).When(new StartRoute(First, TheLetter, [CoSigning], ByLenz))
                    .ThenRefused(CaseFileRefusals.MatterClosed);
                Given([.. Filed, MatterLocked]).When(new StartRoute(First, TheLetter, [CoSigning], ByLenz))
                    .ThenRefused(CaseFileRefusals.Locked);
            })),

        TestList("R19 changing a route",
            TestCase("replaces the steps to come and numbers them anew", () =>
                Given(Started).When(new ChangeRoute(
                    First, new(4), 2, [Noting with { Id = Step(8), Order = 9 }, Approving with { Order = 2 }]))
                    .Then(new RouteChanged(
                        First, TheMatter, [Step(3)],
                        [Placed(Approving, 3, 2), Placed(Noting with { Id = Step(8) }, 4, 3)]))),
            TestCase("adds steps at the end", () =>
                Given(Started).When(new ChangeRoute(First, new(4), 99, [Approving]))
                    .Then(new RouteChanged(First, TheMatter, [], [Placed(Approving, 4, 3)]))),
            TestCase("takes them away", () =>
                Given(Started).When(new ChangeRoute(First, new(4), 2, []))
                    .Then(new RouteChanged(First, TheMatter, [Step(3)], []))),
            TestCase("counts the settled steps", () =>
                Given([.. Started, FolderCoSigned]).When(new ChangeRoute(First, new(5), 2, [Approving]))
                    .Then(new RouteChanged(First, TheMatter, [Step(3)], [Placed(Approving, 3)]))),
            TestCase("leaves the turn that has come as it is", () =>
                Given(Started).When(new ChangeRoute(First, new(4), 1, [Approving]))
                    .ThenRefused(RoutingRefusals.StepDone)),
            TestCase("to the same is none", () =>
                Given(Started).When(new ChangeRoute(First, new(4), 2, [Signing with { Id = Step(9) }])).ThenNothing()),
            TestCase("needs a route that runs", () =>
            {
                Given([.. Filed, FolderPrepared]).When(new ChangeRoute(First, new(2), 2, [Approving]))
                    .ThenRefused(RoutingRefusals.RouteNotRunning);
                Given([.. Started, Withdrawn]).When(new ChangeRoute(First, new(5), 2, [Approving]))
                    .ThenRefused(RoutingRefusals.RouteNotRunning);
                Given(Filed).When(new ChangeRoute(First, new(1), 2, [Approving]))
                    .ThenRefused(RoutingRefusals.UnknownRoute);
            }),
            TestCase("stays within fifty steps", () =>
                Given(Started).When(new ChangeRoute(First, new(4), 2, Many(49)))
                    .ThenRefused(RoutingRefusals.TooManySteps)),
            TestProperty("R19 whatever happens, only steps whose turn has not come fall away by it",
                CaseFileProperties.Wishes, wishes => RouteModel.Follow(wishes, (model, happened) =>
                    happened is not RouteChanged e || e.Removed.All(id => !model.IsKnown(id)))),
            TestProperty("R19 numbers are given once, and turns have no gaps", CaseFileProperties.Wishes, wishes =>
                CaseFileProperties.Live(wishes).State is CaseFile.Unopened
                || CaseFileProperties.Live(wishes).State.Contents.Routes.Values.All(route =>
                    route.Open.Values.Select(step => step.Order).Distinct().Order()
                        .SequenceEqual(Enumerable.Range(Turn(route), route.Open.Values
                            .Select(step => step.Order).Distinct().Count()))))),

        TestList("R21 a circulation folder",
            TestCase("is laid out for a matter", () =>
                Given(Filed).When(new PrepareCirculation(First, FirstMatter, "Unterlagen zur Vergabe", [], ByLenz))
                    .Then(FolderPrepared)),
            TestCase("takes a document, and the same again changes nothing", () =>
            {
                Given([.. Filed, FolderPrepared]).When(new AddToCirculation(First, new(2), Letter))
                    .Then(FolderExtended);
                Given([.. Filed, FolderPrepared, FolderExtended]).When(new AddToCirculation(First, new(3), Letter))
                    .ThenNothing();
            }),
            TestCase("takes none once it has started", () =>
                Given(Started).When(new AddToCirculation(First, new(4), Letter))
                    .ThenRefused(RoutingRefusals.RouteStarted)),
            TestCase("starts with what lies in it", () =>
                Given([.. Filed, FolderPrepared, FolderExtended])
                    .When(new StartCirculation(First, new(3), [CoSigning, Noting, Signing], ByLenz))
                    .Then(FolderStarted)),
            TestCase("does not start empty, without steps or twice", () =>
            {
                Given([.. Filed, FolderPrepared]).When(new StartCirculation(First, new(2), [CoSigning], ByLenz))
                    .ThenRefused(RoutingRefusals.NoDocuments);
                Given([.. Filed, FolderPrepared, FolderExtended]).When(new StartCirculation(First, new(3), [], ByLenz))
                    .ThenRefused(RoutingRefusals.NoSteps);
                Given(Started).When(new StartCirculation(First, new(4), [CoSigning], ByLenz))
                    .ThenRefused(RoutingRefusals.RouteStarted);
                Given([.. Filed, FolderPrepared]).When(new PrepareCirculation(First, FirstMatter, null, [], ByLenz))
                    .ThenRefused(RoutingRefusals.RouteStarted);
            }),
            TestCase("takes documents of its matter", () =>
            {
                Given([.. Filed, OtherMatter]).When(new PrepareCirculation(First, SecondMatter, null, [Letter], ByLenz))
                    .ThenRefused(RoutingRefusals.DocumentElsewhere);
                Given(Filed).When(new PrepareCirculation(First, FirstMatter, null, [Reply], ByLenz))
                    .ThenRefused(CaseFileRefusals.UnknownDocument);
                Given([.. Filed, LetterMarked, LetterDeleted])
                    .When(new PrepareCirculation(First, FirstMatter, null, [Letter], ByLenz))
                    .ThenRefused(CaseFileRefusals.DocumentDeleted);
            }),
            TestCase("takes a hundred documents and no more", () =>
            {
                DocumentId[] many = [.. Enumerable.Range(0, 101).Select(_ => new DocumentId(Guid.NewGuid()))];
                CaseFileEvent[] filed = [Opened, MatterBegun, .. many.Select(id =>
                    new DocumentFiled(FirstMatter, id, DocumentKind.Internal, [new("subject", null, "a")], Scan))];
                Given(filed).When(new PrepareCirculation(First, FirstMatter, null, [.. many], ByLenz))
                    .ThenRefused(RoutingRefusals.TooManyDocuments);
                Given(filed).When(new PrepareCirculation(First, FirstMatter, null, [.. many[..100]], ByLenz))
                    .Then(new CirculationPrepared(First, TheMatter, null, [.. many[..100]], Lenz));
                Given([.. filed, new CirculationPrepared(First, TheMatter, null, [.. many[..100]], Lenz)])
                    .When(new AddToCirculation(First, new(2), many[100])).ThenRefused(RoutingRefusals.TooManyDocuments);
            }),
            TestCase("has a title of 200 characters", () =>
                Given(Filed).When(new PrepareCirculation(First, FirstMatter, new('x', 200), [], ByLenz))
                    .Then(new CirculationPrepared(First, TheMatter, new('x', 200), [], Lenz))),
            TestCase("takes each document once, those of sub-matters too", () =>
                Given([.. Filed, SubMatterBegun, (DocumentFiled)NoteFiled with { Matter = SecondMatter }])
                    .When(new PrepareCirculation(First, FirstMatter, null, [Letter, Note, Letter], ByLenz))
                    .Then(new CirculationPrepared(First, TheMatter, null, [Letter, Note], Lenz))),
            TestEach("has a clean title", ["", "\0", "a\nb", new('x', 201)], (string title) =>
                Given(Filed).When(new PrepareCirculation(First, FirstMatter, title, [], ByLenz))
                    .ThenRefused(RoutingRefusals.TitleUnclean)),
            TestProperty("R21 whatever happens, what goes round is settled when it starts",
                CaseFileProperties.Wishes, wishes =>
                {
                    var started = new HashSet<RouteId>();
                    return CaseFileProperties.Live(wishes).Events.All(happened => happened switch
                    {
                        RouteStarted e => started.Add(e.Route),
                        CirculationExtended e => !started.Contains(e.Route),
                        _ => true,
                    });
                })),

        TestList("ending a route (R20)",
            TestCase("takes every open step along", () =>
                Given(Started).When(new WithdrawRoute(First, new(4), ByVogt, "anders entschieden"))
                    .Then(Withdrawn)),
            TestCase("needs a reason", () =>
                Given(Started).When(new WithdrawRoute(First, new(4), ByLenz, " "))
                    .ThenRefused(LockingRefusals.ReasonUnclean)),
            TestCase("twice changes nothing", () =>
                Given([.. Started, Withdrawn]).When(new WithdrawRoute(First, new(5), ByLenz, "noch einmal"))
                    .ThenNothing())),

        TestList("R33 closing a matter",
            TestCase("waits for the steps on it and below, and names them", () =>
            {
                Given(Started).When(new CloseMatter(FirstMatter, new(4), March))
                    .ThenRefused(RoutingRefusals.OpenActivities([Placed(CoSigning, 1), Placed(Signing, 3)]));
                Given([.. Filed, LetterRouted(Second, Signing)]).When(new CloseMatter(FirstMatter, new(1), March))
                    .ThenRefused(RoutingRefusals.OpenActivities([Placed(Signing, 1)]));
            }),
            TestCase("does not wait for taking note, which goes on in the closed matter", () =>
            {
                CaseFileEvent[] noting = [.. Filed, LetterRouted(Second, Noting)];
                Given(noting).When(new CloseMatter(FirstMatter, new(1), March)).Then(MatterDone);
                Given([.. noting, MatterDone]).When(new DoStep(Second, Step(2), new(3), ByLenz, false, null, [])).Then(
                    new StepDone(
                        Second, TheLetter, Step(2), StepKind.TakeNote, Lenz, null, null, [new(Letter, 2)], []),
                    new SigningEvent.VersionActRecorded(Letter, 2, VersionActKind.TakeNote, Lenz, null, null),
                    new RouteCompleted(Second, TheLetter, Lenz));
            }),
            TestCase("does not wait for what is cancelled, whose routes are at rest", () =>
            {
                CaseFileEvent[] cancelled =
                [
                    .. Filed, LetterRouted(Second, Signing),
                    new CancellingEvent.ObjectCancelled(TheLetter, "doppelt"),
                ];
                Given(cancelled).When(new CloseMatter(FirstMatter, new(1), March)).Then(MatterDone);
                Given(cancelled).When(new DoStep(Second, Step(3), new(4), ByFalk, false, null, []))
                    .ThenRefused(CaseFileRefusals.DocumentCancelled);
            }),
            TestCase("does not wait for what is deleted, whose routes nobody can end", () =>
                Given(Opened, MatterBegun, LetterFiled, new RoutingEvent.RouteStarted(
                    Second, TheLetter, [Letter], [Placed(Signing, 1, 1)], Lenz), LetterMarked, LetterDeleted)
                    .When(new CloseMatter(FirstMatter, new(1), March)).Then(MatterDone)),
            TestCase("does not wait for a route that is over", () =>
                Given([.. Started, Withdrawn]).When(new CloseMatter(FirstMatter, new(5), March)).Then(MatterDone)),
            TestProperty("R33 whatever happens, no matter closes over a step to be done",
                CaseFileProperties.Wishes, wishes => RouteModel.Follow(wishes, (model, happened) =>
                    happened is not CaseFileEvent.MatterClosed e
                    || model.Open.All(step => step.Kind is StepKind.TakeNote || model.MatterOf(step.Id) != e.Matter)))),

        TestList("R34 closing a file",
            TestCase("waits for taking note too", () =>
                Given([.. Filed, LetterRouted(Second, Noting), MatterDone]).When(new CloseCaseFile(new(1), March))
                    .ThenRefused(RoutingRefusals.OpenActivities([Placed(Noting, 1)]))),
            TestProperty("R34 whatever happens, no file closes over a running route",
                CaseFileProperties.Wishes, wishes => RouteModel.Follow(wishes, (model, happened) =>
                    happened is not CaseFileClosed || model.Open.Count == 0))));

    private static readonly CaseFileEvent[] Filed = [Opened, MatterBegun, LetterFiled, LetterVersioned];
    private static readonly CaseFileEvent[] Started = [.. Filed, FolderPrepared, FolderExtended, FolderStarted];
    private static readonly CaseFileEvent OtherMatter =
        new MatterOpened(SecondMatter, 2, [new("subject", null, "Vergabe")], null, null);
    private static readonly CaseFileEvent Withdrawn = new RouteWithdrawn(
        First, TheMatter, Vogt, Lenz, "anders entschieden", [Step(1), Step(2), Step(3)]);

    private static ValueList<StepWish> Many(int count) =>
        [.. Enumerable.Range(1, count).Select(n => Wanted(n, n, StepKind.TakeNote, ToUnit(Unit)))];

    private static int Turn(Route route) => route.Open.IsEmpty ? 1 : route.Open.Values.Min(step => step.Order);

    private static Given<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent> Given(
        params CaseFileEvent[] events) => new(events);
}
