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
public sealed class StepTests : Suite<StepTests>, ISuite
{
    public static Test Tests => TestList("steps",
        TestList("R20 doing and skipping a step",
            TestCase("records the versions and brings the act onto them", () =>
                Given(Started).When(new DoStep(First, Step(1), new(4), ByVogt, false, "gut", [])).Then(
                    new StepDone(
                        First, TheMatter, Step(1), StepKind.CoSign, Vogt, null, "gut", [new(Letter, 2)], []),
                    new SigningEvent.VersionActRecorded(Letter, 2, VersionActKind.CoSign, Vogt, null, "gut"))),
            TestCase("the last of its turn makes the next turn current", () =>
                Given([.. Started, FolderCoSigned]).When(new DoStep(First, Step(2), new(5), ByLenz, false, null, []))
                    .Then(
                        new StepDone(
                            First, TheMatter, Step(2), StepKind.TakeNote, Lenz, null, null, [new(Letter, 2)],
                            [Placed(Signing, 3)]),
                        new SigningEvent.VersionActRecorded(Letter, 2, VersionActKind.TakeNote, Lenz, null, null))),
            TestCase("the last of all completes the route, and a final signature fixes the version", () =>
                Given([.. Started, FolderCoSigned, Skipped])
                    .When(new DoStep(First, Step(3), new(6), ByFalk, false, null, [])).Then(
                        new StepDone(
                            First, TheMatter, Step(3), StepKind.FinalSign, Falk, null, null, [new(Letter, 2)], []),
                        new SigningEvent.DocumentFinalSigned(Letter, 2, Falk, null),
                        new RouteCompleted(First, TheMatter, Lenz))),
            TestCase("who skips counts as its handler, whoever it is", () =>
                Given(Started).When(new SkipStep(First, Step(2), new(4), ByVogt, "im Urlaub")).Then(
                    new StepSkipped(First, TheMatter, Step(2), StepKind.TakeNote, Vogt, null, "im Urlaub", []))),
            TestCase("a rejection ends the route and stands on the versions", () =>
                Given(Started).When(new DoStep(First, Step(1), new(4), ByVogt, true, "nein", [])).Then(
                    new StepRejected(
                        First, TheMatter, Step(1), StepKind.CoSign, Vogt, null, "nein", [new(Letter, 2)], Lenz,
                        [Step(2), Step(3)]),
                    new SigningEvent.VersionActRecorded(Letter, 2, VersionActKind.Reject, Vogt, null, "nein"))),
            TestCase("acts on no document of the folder that is locked, and leaves out what is cancelled", () =>
            {
                var doing = new DoStep(First, Step(1), new(4), ByVogt, false, null, []);
                Given([.. Started, new LockingEvent.ObjectLocked(TheLetter, null)]).When(doing)
                    .ThenRefused(CaseFileRefusals.Locked);
                Given([.. Started, new CancellingEvent.ObjectCancelled(TheLetter, "doppelt")]).When(doing)
                    .Then(new StepDone(First, TheMatter, Step(1), StepKind.CoSign, Vogt, null, null, [], []));
            }),
            TestCase("leaves out what is deleted", () =>
                Given([.. Started, LetterMarked, LetterDeleted])
                    .When(new DoStep(First, Step(1), new(4), ByVogt, false, null, []))
                    .Then(new StepDone(First, TheMatter, Step(1), StepKind.CoSign, Vogt, null, null, [], []))),
            TestCase("R23 a step that final-signs waits until the document is back", () =>
                Given(Opened, MatterBegun, LetterFiled, new RouteStarted(
                    Second, TheLetter, [Letter], [Placed(Signing, 1, 1)], Lenz), LetterTaken)
                    .When(new DoStep(Second, Step(3), new(3), ByFalk, false, null, []))
                    .ThenRefused(Core.CaseFiles.Editing.EditingRefusals.CheckedOut)),
            TestCase("a rejection says why, and not every kind can be rejected", () =>
            {
                Given(Started).When(new DoStep(First, Step(1), new(4), ByVogt, true, null, []))
                    .ThenRefused(RoutingRefusals.NoteMissing);
                Given(Started).When(new DoStep(First, Step(2), new(4), ByLenz, true, "nein", []))
                    .ThenRefused(RoutingRefusals.NotRejectable);
            }),
            TestCase("waits for its turn", () =>
            {
                Given(Started).When(new DoStep(First, Step(3), new(4), ByFalk, false, null, []))
                    .ThenRefused(RoutingRefusals.StepNotCurrent);
                Given(Started).When(new SkipStep(First, Step(3), new(4), ByLenz, null))
                    .ThenRefused(RoutingRefusals.StepNotCurrent);
            }),
            TestCase("comes once", () =>
            {
                Given([.. Started, FolderCoSigned])
                    .When(new DoStep(First, Step(1), new(5), ByVogt, false, null, []))
                    .ThenRefused(RoutingRefusals.StepNotCurrent);
                Given([.. Started, Withdrawn]).When(new SkipStep(First, Step(1), new(5), ByVogt, null))
                    .ThenRefused(RoutingRefusals.StepNotCurrent);
            }),
            TestCase("needs a step that is there", () =>
                Given(Started).When(new DoStep(First, Step(9), new(4), ByLenz, false, null, []))
                    .ThenRefused(RoutingRefusals.UnknownStep)),
            TestCase("needs the newest state to have been seen", () =>
                Given(Started).When(new DoStep(First, Step(1), new(3), ByVogt, false, null, []))
                    .ThenRefused(CaseFileRefusals.RevisionStale)),
            TestCase("needs the newest versions to have been seen, where they are named", () =>
            {
                Given(Started).When(new DoStep(First, Step(1), new(4), ByVogt, false, null, [new(Letter, 1)]))
                    .ThenRefused(SigningRefusals.VersionSuperseded);
                Given(Started).When(new DoStep(First, Step(1), new(4), ByVogt, false, null, [new(Reply, 1)]))
                    .ThenRefused(CaseFileRefusals.UnknownDocument);
            }),
            TestCase("takes a clean note", () =>
            {
                Given(Started).When(new DoStep(First, Step(1), new(4), ByVogt, false, "\0", []))
                    .ThenRefused(RoutingRefusals.NoteUnclean);
                Given(Started).When(new SkipStep(First, Step(1), new(4), ByVogt, "\0"))
                    .ThenRefused(RoutingRefusals.NoteUnclean);
            }),
            TestCase("a dispatch is done when the newest version of what goes out was dispatched", () =>
            {
                var step = Wanted(7, 1, StepKind.Dispatch, ToPerson(Lenz));
                CaseFileEvent[] routed =
                    [Opened, MatterBegun, ReplyFiled,
                        new RouteStarted(First, ObjectRef.Of(Reply), [Reply], [Placed(step, 1)], Lenz)];
                Given(routed).When(new DoStep(First, Step(7), new(2), ByLenz, false, null, []))
                    .ThenRefused(RoutingRefusals.NotDispatched);
                Given([.. routed, ReplyDispatched, new VersionAdded(Reply, 2, Scan, null)])
                    .When(new DoStep(First, Step(7), new(4), ByLenz, false, null, []))
                    .ThenRefused(RoutingRefusals.NotDispatched);
                Given([.. routed, ReplyDispatched]).When(new DoStep(First, Step(7), new(3), ByLenz, false, null, []))
                    .Then(
                        new StepDone(First, ObjectRef.Of(Reply), Step(7), StepKind.Dispatch, Lenz, null, null,
                            [new(Reply, 1)], []),
                        new RouteCompleted(First, ObjectRef.Of(Reply), Lenz));
            }),
            TestProperty("R20 the events alone say who has to do what: nothing else is ever done",
                CaseFileProperties.Wishes, wishes => RouteModel.Follow(wishes, (model, happened) => happened switch
                {
                    StepDone e => model.Waits(e.Step) is { } to && IsOf(to, e.By, e.For),
                    StepRejected e => model.Waits(e.Step) is { } to && IsOf(to, e.By, e.For),
                    StepSkipped e => model.Waits(e.Step) is not null,
                    _ => true,
                })),
            TestProperty("R20 a route is completed when nothing of it waits, and only then",
                CaseFileProperties.Wishes, wishes => CaseFileProperties.Live(wishes).State is CaseFile.Unopened
                    || CaseFileProperties.Live(wishes).State.Contents.Routes.Values.All(route =>
                        route.Open.IsEmpty == route.Stage is not RouteStage.Running))),

        TestList("R27 deputising",
            TestCase("records who acted and for whom", () =>
                Given(Started).When(new DoStep(First, Step(1), new(4), ByFalkForVogt, false, "einverstanden", []))
                    .Then(FolderCoSigned, LetterCoSigned)),
            TestCase("reaches no step of anybody else", () =>
                Given(Started).When(
                    new DoStep(First, Step(1), new(4), ByFalk with { For = Lenz }, false, null, []))
                    .ThenRefused(RoutingRefusals.NoDeputyship)),
            TestCase("a step of one's own is done for oneself", () =>
                Given([.. Started, FolderCoSigned, Skipped])
                    .When(new DoStep(First, Step(3), new(6), ByFalkForVogt, false, null, [])).Then(
                        new StepDone(
                            First, TheMatter, Step(3), StepKind.FinalSign, Falk, null, null, [new(Letter, 2)], []),
                        new SigningEvent.DocumentFinalSigned(Letter, 2, Falk, null),
                        new RouteCompleted(First, TheMatter, Lenz))),
            TestCase("nobody does a step of another without it", () =>
            {
                Given(Started).When(new DoStep(First, Step(1), new(4), ByFalk, false, null, []))
                    .ThenRefused(RoutingRefusals.StepOfAnother);
                Given(Started).When(new DoStep(First, Step(2), new(4), ByVogt, false, null, []))
                    .ThenRefused(RoutingRefusals.StepOfAnother);
            }),
            TestCase("a role of a unit is meant by its word", () =>
                Given(Started).When(
                    new DoStep(First, Step(2), new(4), ByLenz with { Roles = [Role.Registrar] }, false, null, []))
                    .ThenRefused(RoutingRefusals.StepOfAnother))));

    private static readonly CaseFileEvent[] Started =
        [Opened, MatterBegun, LetterFiled, LetterVersioned, FolderPrepared, FolderExtended, FolderStarted];
    private static readonly CaseFileEvent ReplyFiled =
        new DocumentFiled(FirstMatter, Reply, DocumentKind.Outgoing, [new("subject", null, "Antwort")], Scan);
    private static readonly CaseFileEvent ReplyDispatched =
        new SigningEvent.DispatchConfirmed(Reply, 1, March, DispatchWay.Letter, ["a"], Lenz, null);
    private static readonly CaseFileEvent Skipped = new StepSkipped(
        First, TheMatter, Step(2), StepKind.TakeNote, Lenz, null, null, [Placed(Signing, 3)]);
    private static readonly CaseFileEvent Withdrawn = new RouteWithdrawn(
        First, TheMatter, Vogt, Lenz, "anders entschieden", [Step(1), Step(2), Step(3)]);

    private static bool IsOf(StepAddressee to, PersonId by, PersonId? represented) =>
        to.Person is not { } person || person == by || person == represented;

    private static Given<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent> Given(
        params CaseFileEvent[] events) => new(events);
}
