using FsCheck;
using FsCheck.Fluent;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Editing;
using Records.Core.CaseFiles.Moving;
using Records.Core.CaseFiles.References;
using Records.Core.CaseFiles.Relocating;
using Records.Core.Deciding;
using Xunit;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Core.CaseFiles.CaseFileRefusals;
using static Records.Core.CaseFiles.Relocating.RelocatingCommand;
using static Records.Core.CaseFiles.Relocating.RelocatingEvent;
using static Records.Core.CaseFiles.Relocating.RelocatingRefusals;
using static Records.Tests.CaseFiles.CaseFileSamples;
using static Records.Tests.CaseFiles.RelocatingSamples;

namespace Records.Tests.CaseFiles;

[Rules.RulesOfCore]
public sealed class RelocatingTests : Suite<RelocatingTests>, ISuite
{
    public static Test Tests => TestList("re-filing into another file",
        TestList("R40 a document",
            TestCase("leaves the one file", () =>
                Given(Opened, MatterBegun, LetterFiled).When(Away).Then(LetterLeft)),
            TestCase("and comes to the other with its past", () =>
                Given(Opened, MatterBegun).When(Coming(LetterFiled, LetterDescribed)).Then(
                    new ObjectMovedIn(
                        ObjectRef.Of(Letter), ThisFile, FirstMatter, [], [Letter],
                        Recorded([LetterFiled, LetterDescribed])))),
            TestCase("that has left has left", () =>
                Given(Opened, MatterBegun, LetterFiled, LetterLeft).When(Away).ThenNothing()),
            TestCase("is worked on at its new address alone", () =>
            {
                CaseFileEvent[] left = [Opened, MatterBegun, LetterFiled, LetterLeft];
                Given(left).When(new DescribeDocument(Letter, new(1), Subject("x"))).ThenRefused(MovedAway);
                Given(left).When(Away with { To = new(Guid.AllBitsSet) }).ThenRefused(MovedAway);
                Given(left).When(new FileDocument(FirstMatter, Letter, default, Subject("x"), Scan))
                    .ThenRefused(DocumentExists);
                Given(left).When(new NoteText(Letter, 1, LetterText)).ThenNothing();
            }),
            TestCase("comes once", () =>
                Given(Opened, MatterBegun, LetterFiled).When(Coming(LetterFiled)).ThenRefused(DocumentExists)),
            TestCase("on a state seen long ago is stale", () =>
                Given(Opened, MatterBegun, LetterFiled, LetterDescribed).When(Away).ThenRefused(RevisionStale)),
            TestCase("needs a target in work", () =>
            {
                foreach (var end in (CaseFileEvent[][])[[MatterDone], [FirstCancelled], [MatterDone, Closed]])
                    Given([Opened, MatterBegun, .. end]).When(Coming(LetterFiled))
                        .ThenRefused(MovingRefusals.TargetNotActive);
            }),
            TestCase("needs a target that is there", () =>
                Given(Opened).When(Coming(LetterFiled)).ThenRefused(UnknownMatter)),
            TestCase("goes from and to nothing that is locked", () =>
            {
                Given(Opened, MatterBegun, LetterFiled, MatterLocked).When(Away).ThenRefused(Locked);
                Given(Opened, MatterBegun, MatterLocked).When(Coming(LetterFiled)).ThenRefused(Locked);
            }),
            TestCase("leaves a matter in work only", () =>
                Given(Opened, MatterBegun, LetterFiled, MatterDone).When(Away).ThenRefused(MatterClosed)),
            TestCase("stays while somebody has it checked out", () =>
                Given(Opened, MatterBegun, LetterFiled, LetterTaken).When(Away with { Expected = new(2) })
                    .ThenRefused(EditingRefusals.CheckedOut)),
            TestCase("stays while steps are open on it", () =>
                Given(Opened, MatterBegun, LetterFiled,
                    RoutingSamples.LetterRouted(RoutingSamples.Second, RoutingSamples.Noting))
                    .When(Away with { Expected = new(2) }).ThenRefused("open-activities", null)),
            TestCase("stays while it lies in a circulation folder", () =>
            {
                CaseFileEvent[] before = [Opened, MatterBegun, LetterFiled, RoutingSamples.FolderPrepared];
                Given(before).When(Away).Then(LetterLeft);
                Given([.. before, RoutingSamples.FolderExtended]).When(Away).ThenRefused(InCirculation);
                Given([.. before, RoutingSamples.FolderExtended, RoutingSamples.FolderStarted]).When(Away)
                    .ThenRefused(InCirculation);
            }),
            TestCase("stays while a resubmission is open on it", () =>
            {
                Given(Opened, MatterBegun, LetterFiled, LetterResubmitted).When(Away with { Expected = new(2) })
                    .ThenRefused(OpenResubmissions);
                Given(Opened, MatterBegun, LetterFiled, LetterResubmitted, ResubmissionUnneeded)
                    .When(Away with { Expected = new(3) }).Then(LetterLeft);
            }),
            TestCase("that is cancelled, put away, or to be deleted, stays", () =>
            {
                Given(Opened, MatterBegun, LetterFiled, LetterCancelled).When(Away with { Expected = new(2) })
                    .ThenRefused(DocumentCancelled);
                Given(Opened, MatterBegun, NoteFiled, NotePutAway)
                    .When(Away with { Of = ObjectRef.Of(Note), Expected = new(2) })
                    .ThenRefused(DocumentPutAwayAlready);
                Given(Opened, MatterBegun, LetterFiled, LetterMarked).When(Away with { Expected = new(2) })
                    .ThenRefused(DeletionRequested);
            }),
            TestCase("brings as much past as one event holds", () =>
            {
                CaseFileEvent[] past = [LetterFiled, .. Enumerable.Repeat(LetterDescribed, 9_999)];
                Given(Opened, MatterBegun).When(Coming(past)).Then(
                    new ObjectMovedIn(ObjectRef.Of(Letter), ThisFile, FirstMatter, [], [Letter], Recorded(past)));
            }),
            TestCase("brings no more past than one event holds", () =>
                Given(Opened, MatterBegun).When(Coming([LetterFiled, .. Enumerable.Repeat(LetterDescribed, 10_000)]))
                    .ThenRefused(TooMuch))),

        TestList("R40 a matter",
            TestCase("leaves with all that lies in it", () =>
                Given(Opened, MatterBegun, SubMatterBegun, LetterFiled, NoteInSub).When(MatterAway).Then(MatterLeft)),
            TestCase("gets the next number there, and what lies below keeps its own", () =>
            {
                var there = new Shelf(OtherFile, [Opened, Begun(Host, 1), Begun(Third, 2)])
                    .Told(MatterComing(MatterBegun, SubMatterBegun)).Body;
                Assert.Equal((3, "63.2-2026/0417-03"), Named(there.Find(FirstMatter)!));
                Assert.Equal((1, "63.2-2026/0417-03.01"), Named(there.Find(SecondMatter)!));
                Assert.Equal((3, 1), (there.MattersOpened, there.Find(FirstMatter)!.SubMattersOpened));
            }),
            TestCase("becomes a sub-matter where it has none itself", () =>
            {
                var below = MatterComing(MatterBegun) with { Into = Host };
                var moved = new Shelf(OtherFile, [Opened, Begun(Host, 1)]).Told(below).Body.Find(FirstMatter)!;
                Assert.Equal((1, "63.2-2026/0417-01.01"), Named(moved));
                Assert.Equal(Host, moved.Parent);
                Given(Opened, Begun(Host, 1)).When(MatterComing(MatterBegun, SubMatterBegun) with { Into = Host })
                    .ThenRefused(TooDeep);
                Given(Opened, Begun(Third, 1), Begun(Host, 1, Third)).When(below).ThenRefused(TooDeep);
            }),
            TestCase("leaves its register sheet behind", () =>
                Assert.Null(new Shelf(OtherFile, [Opened]).Told(MatterComing(MatterBegun, MatterOnSheet)).Body
                    .Find(FirstMatter)!.Sheet)),
            TestCase("needs a file in work", () =>
            {
                Given(Opened, Closed).When(MatterComing(MatterBegun)).ThenRefused(TargetFileNotActive);
                Given(Opened, MatterBegun).When(MatterComing(MatterBegun)).ThenRefused(MatterExists);
            }),
            TestCase("stays while something in it is locked, checked out, or to be deleted", () =>
            {
                Given(Opened, MatterBegun, LetterFiled, LetterLocked).When(MatterAway).ThenRefused(Locked);
                Given(Opened, MatterBegun, LetterFiled, LetterTaken).When(MatterAway)
                    .ThenRefused(EditingRefusals.CheckedOut);
                Given(Opened, MatterBegun, LetterFiled, LetterMarked).When(MatterAway).ThenRefused(DeletionRequested);
                Given(Opened, MatterBegun, LetterFiled, LetterResubmitted).When(MatterAway)
                    .ThenRefused(OpenResubmissions);
            }),
            TestCase("stays when something in it was deleted", () =>
                Given(Opened, MatterBegun, LetterFiled, LetterDeleted).When(MatterAway).ThenRefused(DeletedInside)),
            TestCase("takes along what was cancelled in it, as it is", () =>
                Given(Opened, MatterBegun, LetterFiled, LetterTaken, LetterCancelled).When(MatterAway).Then(
                    new ObjectMovedOut(ObjectRef.Of(FirstMatter), OtherFile, null, [FirstMatter], [Letter]))),
            TestCase("takes no more than two hundred documents along", () =>
            {
                DocumentId[] many =
                    [.. Enumerable.Range(0, 201).Select(i => new DocumentId(new(i, 0, 0, new byte[8])))];
                CaseFileEvent[] filed = [Opened, MatterBegun, .. many.Select(id =>
                    (CaseFileEvent.DocumentFiled)LetterFiled with { Document = id })];
                Given(filed).When(MatterAway).ThenRefused(TooMuch);
                Given(filed[..^1]).When(MatterAway).Then(new ObjectMovedOut(
                    ObjectRef.Of(FirstMatter), OtherFile, null, [FirstMatter], [.. many[..200]]));
            }),
            TestCase("stays while steps are open on it", () =>
                Given(Opened, MatterBegun, new Core.CaseFiles.Routing.RoutingEvent.RouteStarted(
                        RoutingSamples.Second, ObjectRef.Of(FirstMatter), [],
                        [RoutingSamples.Placed(RoutingSamples.Noting, 1)], Clerk))
                    .When(MatterAway with { Expected = new(2) }).ThenRefused("open-activities", null))),

        TestList("R40 references",
            TestCase("lead to where it lies now, from both ends", () =>
            {
                // Each refers to something else as well, which stays as it is.
                var here = new Shelf(ThisFile,
                    [
                        Opened, MatterBegun, LetterFiled, NoteFiled, Refers(ObjectRef.Of(FirstMatter)),
                        Refers(ObjectRef.Of(Note)),
                    ])
                    .Told(new ReferenceCommand.ReferWithin(
                        ObjectRef.Of(FirstMatter), Verweis, ObjectRef.Of(Letter), Twin, null))
                    .Told(new ReferenceCommand.ReferWithin(
                        ObjectRef.Of(Note), NoteVerweis, ObjectRef.Of(Letter), NoteTwin, null));
                var (left, there) = Move(
                    here, ObjectRef.Of(Letter), new Shelf(OtherFile, [Opened, Begun(Host, 1)]), Host);
                Assert.Equal(OtherFile, left.Body.Find(FirstMatter)!.References[Verweis.Value].Target.File);
                Assert.Equal(OtherFile, left.Body.Find(Note)!.References[NoteVerweis.Value].Target.File);
                Assert.Equal(Plan, left.Body.Find(FirstMatter)!.References[Elsewhere.Value]);
                Assert.Equal(ThisFile, there.Body.Find(Letter)!.References[Twin.Value].Target.File);

                var (gone, back) = Move(there, ObjectRef.Of(Letter), left, FirstMatter);
                Assert.Null(back.Body.Find(FirstMatter)!.References[Verweis.Value].Target.File);
                Assert.Null(back.Body.Find(Letter)!.References[Twin.Value].Target.File);
                Assert.Empty(back.Body.MovedOut);
                Assert.Equal(ThisFile, gone.Body.MovedOut[Letter.Value]);
            })),

        TestProperty("R40 what arrives is what left, in its state, whatever had happened to it, and on and back again",
            CaseFileProperties.Wishes, wishes =>
            {
                var here = new Shelf(ThisFile, [.. CaseFileProperties.Live(wishes).Events]);
                if (here.State is not CaseFile.Active { Body: var body })
                    return;
                foreach (var of in body.Matters.Values.Select(one => ObjectRef.Of(one.Id))
                    .Concat(body.Documents.Values.Select(one => ObjectRef.Of(one.Id))))
                    if (CaseFileDecider.Decide(new MoveAway(of, here.RevisionOf(of), OtherFile, Host), here.State)
                        is Decision<CaseFileEvent>.Accepted)
                        Travels(here, of);
            }),
        TestProperty("R40 what left is nowhere in the file but among what left", CaseFileProperties.Wishes, wishes =>
        {
            var state = CaseFileProperties.Live(wishes).State;
            return state is CaseFile.Unopened || state.Contents.MovedOut.Keys.All(id =>
                state.Contents.Find(new MatterId(id)) is null && state.Contents.Find(new DocumentId(id)) is null
                && state.Contents.Routes.Values.All(route => route.Of.Id != id)
                && state.Contents.Resubmissions.Values.All(one => one.Of.Id != id));
        }));

    /// <summary>Wishes for sequences in which all families meet.</summary>
    internal static Gen<CaseFileCommand> Wish { get; } =
        from revision in Gen.Choose(1, 4).Select(n => new Revision(n))
        from of in Gen.Elements(ObjectRef.Of(Letter), ObjectRef.Of(Note), ObjectRef.Of(SecondMatter))
        from host in Gen.Elements(FirstMatter, SecondMatter)
        from wish in Gen.Elements<CaseFileCommand>(
            new MoveAway(of, revision, OtherFile, Host),
            new TakeIn(ObjectRef.Of(Guest), OtherFile, host, GuestPast),
            new MoveAway(ObjectRef.Of(Guest), revision, new(Guid.AllBitsSet), Host))
        select wish;

    private static readonly ReferenceId Elsewhere = new(new Guid("01900000-0000-7000-8000-000000000071"));
    private static readonly ReferenceId NoteVerweis = new(new Guid("01900000-0000-7000-8000-000000000072"));
    private static readonly ReferenceId NoteTwin = new(new Guid("01900000-0000-7000-8000-000000000073"));

    private static CaseFileEvent Refers(ObjectRef of) => new ReferenceEvent.ReferenceAdded(of, Elsewhere, Plan);

    private static readonly MoveAway Away = new(ObjectRef.Of(Letter), new(1), OtherFile, Host);
    private static readonly MoveAway MatterAway = new(ObjectRef.Of(FirstMatter), new(1), OtherFile, null);

    private static readonly CaseFileEvent LetterLeft =
        new ObjectMovedOut(ObjectRef.Of(Letter), OtherFile, Host, [], [Letter]);
    private static readonly CaseFileEvent MatterLeft = new ObjectMovedOut(
        ObjectRef.Of(FirstMatter), OtherFile, null, [FirstMatter, SecondMatter], [Letter, Note]);
    private static readonly CaseFileEvent NoteInSub =
        ((CaseFileEvent.DocumentFiled)NoteFiled) with { Matter = SecondMatter };
    private static readonly CaseFileEvent LetterCancelled =
        new Core.CaseFiles.Cancelling.CancellingEvent.ObjectCancelled(ObjectRef.Of(Letter), "doppelt");
    private static readonly CaseFileEvent LetterLocked =
        new Core.CaseFiles.Locking.LockingEvent.ObjectLocked(ObjectRef.Of(Letter), null);

    private static TakeIn Coming(params CaseFileEvent[] past) =>
        new(ObjectRef.Of(Letter), ThisFile, FirstMatter, Recorded(past));
    private static TakeIn MatterComing(params CaseFileEvent[] past) =>
        new(ObjectRef.Of(FirstMatter), ThisFile, null, Recorded(past));

    // Out, on into a third file, and home: in its state nothing is lost, and nothing is said twice.
    private static void Travels(Shelf here, ObjectRef of)
    {
        var isDocument = of.Kind is ObjectKind.Document;
        var (left, second) = Move(
            here, of, new Shelf(OtherFile, [Opened, Begun(Host, 1)]), isDocument ? Host : null);
        Assert.Equal(here.Seen(of, 0), second.Seen(of, 1));

        var (_, third) = Move(
            second, of, new Shelf(LastFile, [Opened, Begun(Third, 1)]), isDocument ? Third : null);
        Assert.Equal(here.Seen(of, 0), third.Seen(of, 2));

        var (_, back) = Move(
            second, of, left, isDocument ? here.Body.Find(new DocumentId(of.Id!.Value))!.Matter : null);
        Assert.Equal(here.Seen(of, 0), back.Seen(of, 2));
        Assert.False(back.Body.MovedOut.ContainsKey(of.Id!.Value));
    }

    private static (int, string) Named(Matter matter) => (matter.Number, matter.Reference.Value);

    private static Given<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent> Given(
        params CaseFileEvent[] events) => new(events);
}
