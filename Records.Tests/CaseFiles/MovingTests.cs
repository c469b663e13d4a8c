using FsCheck;
using FsCheck.Fluent;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Cancelling;
using Records.Core.CaseFiles.Moving;
using Records.Core.CaseFiles.References;
using Records.Core.CaseFiles.Relocating;
using Records.Core.Deciding;
using Xunit;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Core.CaseFiles.CaseFileRefusals;
using static Records.Core.CaseFiles.Moving.MovingCommand;
using static Records.Core.CaseFiles.Moving.MovingEvent;
using static Records.Core.CaseFiles.Moving.MovingRefusals;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.CaseFiles;

[Rules.RulesOfCore]
public sealed class MovingTests : Suite<MovingTests>, ISuite
{
    public static Test Tests => TestList("re-filing within a file",
        TestList("R40 moving a document",
            TestCase("says where it was and where it is", () =>
                Given(Opened, MatterBegun, LetterFiled, SecondBegun)
                    .When(new MoveDocument(Letter, new(1), SecondMatter)).Then(LetterMoved)),
            TestCase("to where it is changes nothing", () =>
                Given(Opened, MatterBegun, LetterFiled).When(new MoveDocument(Letter, new(1), FirstMatter))
                    .ThenNothing()),
            TestCase("needs a matter that is there", () =>
                Given(Opened, MatterBegun, LetterFiled).When(new MoveDocument(Letter, new(1), SecondMatter))
                    .ThenRefused(UnknownMatter)),
            TestCase("needs a document that is there", () =>
                Given(Opened, MatterBegun).When(new MoveDocument(Letter, new(1), FirstMatter))
                    .ThenRefused(UnknownDocument)),
            TestCase("on a state seen long ago is stale", () =>
                Given(Opened, MatterBegun, LetterFiled, LetterDescribed, SecondBegun)
                    .When(new MoveDocument(Letter, new(1), SecondMatter)).ThenRefused(RevisionStale)),
            TestCase("needs a target in work", () =>
            {
                Given(Opened, MatterBegun, LetterFiled, SecondBegun, SecondDone)
                    .When(new MoveDocument(Letter, new(1), SecondMatter)).ThenRefused(TargetNotActive);
                Given(Opened, MatterBegun, LetterFiled, SecondBegun, SecondCancelled)
                    .When(new MoveDocument(Letter, new(1), SecondMatter)).ThenRefused(TargetNotActive);
            }),
            TestCase("leaves a matter in work only", () =>
                Given(Opened, MatterBegun, LetterFiled, MatterDone, SecondBegun)
                    .When(new MoveDocument(Letter, new(1), SecondMatter)).ThenRefused(MatterClosed)),
            TestCase("is impossible under a lock at either end", () =>
            {
                Given(Opened, MatterBegun, LetterFiled, MatterLocked, SecondBegun)
                    .When(new MoveDocument(Letter, new(1), SecondMatter)).ThenRefused(Locked);
                Given(Opened, MatterBegun, NoteFiled, SecondBegun, LetterFiledInSecond, MatterLocked)
                    .When(new MoveDocument(Letter, new(1), FirstMatter)).ThenRefused(Locked);
            }),
            TestCase("puts it under the other matter's rules", () =>
                Given(Opened, MatterBegun, LetterFiled, SecondBegun, LetterMoved, MatterDone)
                    .When(new AddVersion(Letter, new(2), Scan, null))
                    .Then(new CaseFileEvent.VersionAdded(Letter, 2, Scan, null)))),

        TestList("R41 merging matters",
            TestCase("makes a new one, re-files the documents and cancels the old ones", () =>
                Given(Opened, MatterBegun, LetterFiled, SecondBegun, NoteFiledInSecond).When(Merge()).Then(
                    ThirdBegun,
                    new MattersMerged([FirstMatter, SecondMatter], Third, [Letter, Note]),
                    MergedFrom(FirstMatter), MergedInto(FirstMatter),
                    MergedFrom(SecondMatter), MergedInto(SecondMatter),
                    new CancellingEvent.ObjectCancelled(ObjectRef.Of(FirstMatter), "dasselbe"),
                    new CancellingEvent.ObjectCancelled(ObjectRef.Of(SecondMatter), "dasselbe"))),
            TestCase("needs two matters at least", () =>
            {
                var first = new SeenMatter(FirstMatter, new(1));
                foreach (var from in new ValueList<SeenMatter>[] { [], [first], [first, first] })
                    Given(Opened, MatterBegun, SecondBegun).When(Merge() with { From = from })
                        .ThenRefused(NothingToMerge);
            }),
            TestCase("needs each of them in work", () =>
            {
                Given(Opened, MatterBegun, SecondBegun, SecondDone).When(Merge(second: 2)).ThenRefused(MatterClosed);
                Given(Opened, MatterBegun, SecondBegun, SecondCancelled).When(Merge(second: 2))
                    .ThenRefused(MatterCancelled);
                Given(Opened, MatterBegun).When(Merge()).ThenRefused(UnknownMatter);
            }),
            TestCase("on a state seen long ago is stale", () =>
                Given(Opened, MatterBegun, MatterRenamed, SecondBegun).When(Merge()).ThenRefused(RevisionStale)),
            TestCase("needs a reason and a subject", () =>
            {
                Given(Opened, MatterBegun, SecondBegun).When(Merge() with { Reason = " " })
                    .ThenRefused(MovingRefusals.ReasonUnclean);
                Given(Opened, MatterBegun, SecondBegun).When(Merge() with { Fields = [] })
                    .ThenRefused("field-required", "/fields/subject");
            }),
            TestCase("happens not at all where one document is locked", () =>
                Given(Opened, MatterBegun, LetterFiled, LetterLocked, SecondBegun).When(Merge()).ThenRefused(Locked)),
            TestCase("takes along what was put away and leaves what was cancelled", () =>
                Given(Opened, MatterBegun, LetterFiled, LetterCancelled, NoteFiled, NotePutAway, SecondBegun)
                    .When(Merge()).Then(
                        ThirdBegun,
                        new MattersMerged([FirstMatter, SecondMatter], Third, [Note]),
                        MergedFrom(FirstMatter), MergedInto(FirstMatter),
                        MergedFrom(SecondMatter), MergedInto(SecondMatter),
                        new CancellingEvent.ObjectCancelled(ObjectRef.Of(FirstMatter), "dasselbe"),
                        new CancellingEvent.ObjectCancelled(ObjectRef.Of(SecondMatter), "dasselbe"))),
            TestCase("refers from each old matter to the new one and back, for good", () =>
            {
                CaseFileEvent[] merged = [Opened, MatterBegun, SecondBegun, ThirdBegun,
                    MergedFrom(FirstMatter), MergedInto(FirstMatter)];
                Given(merged).When(new ReferenceCommand.RemoveReference(
                    ObjectRef.Of(Third), ((ReferenceEvent.ReferenceNoted)MergedFrom(FirstMatter)).Id, new(1)))
                    .ThenRefused(ReferenceRefusals.ReferenceStays);
                Given(merged).When(new ReferenceCommand.RemoveReference(
                    ObjectRef.Of(FirstMatter), ((ReferenceEvent.ReferenceNoted)MergedInto(FirstMatter)).Id, new(1)))
                    .ThenRefused(ReferenceRefusals.ReferenceStays);
            }),
            TestCase("stops at sub-matters", () =>
            {
                var state = new[] { Opened, MatterBegun, SecondBegun }
                    .Aggregate(CaseFileDecider.Initial, CaseFileDecider.Evolve).Contents;
                var below = state.Find(SecondMatter)! with { Parent = FirstMatter };
                Assert.Equal(
                    Decision<CaseFileEvent>.Refuse(SubMattersInside),
                    CaseFileDecider.Decide(Merge(), new CaseFile.Active(
                        state with { Matters = state.Matters.SetItem(SecondMatter.Value, below) })));
            })),

        TestProperty("R40 R41 every document lies in one matter of its file, and no filing is lost",
            CaseFileProperties.Wishes, wishes =>
            {
                var state = CaseFileDecider.Initial;
                foreach (var happened in CaseFileProperties.Live(wishes).Events)
                {
                    var before = state;
                    state = CaseFileDecider.Evolve(state, happened);
                    var filed = before is CaseFile.Unopened ? [] : before.Contents.Documents.Keys.ToHashSet();
                    if (happened is RelocatingEvent.ObjectMovedOut { Documents: var gone })
                        filed.ExceptWith(gone.Select(one => one.Value));
                    if (!filed.IsSubsetOf(state.Contents.Documents.Keys)
                        || state.Contents.Documents.Values.Any(one => state.Contents.Find(one.Matter) is null))
                        return false;
                    if (happened is MattersMerged e && before.Contents.Documents.Values.Any(one =>
                        e.From.Contains(one.Matter) && !one.IsCancelled && !one.IsDeleted
                        && state.Contents.Find(one.Id)!.Matter != e.Into))
                        return false;
                }
                return true;
            }),
        TestProperty("R41 merged matters refer to what they became and back", CaseFileProperties.Wishes, wishes =>
        {
            var (state, events) = CaseFileProperties.Live(wishes);
            return state is CaseFile.Unopened || events.OfType<MattersMerged>().All(e => e.From.All(from =>
                Refers(state.Contents, e.Into, from, ReferenceRelation.MergedFrom)
                && Refers(state.Contents, from, e.Into, ReferenceRelation.MergedInto)));
        }));

    // What was moved to another file refers from there.
    private static bool Refers(CaseFileBody body, MatterId at, MatterId other, ReferenceRelation relation) =>
        body.Find(at) is not { } matter || matter.References.Values.Any(said =>
            said.Relation == relation && said.Target.Object == ObjectRef.Of(other));

    private static CaseFileEvent MergedFrom(MatterId old) => End(Third, old, ReferenceRelation.MergedFrom);
    private static CaseFileEvent MergedInto(MatterId old) => End(old, Third, ReferenceRelation.MergedInto);

    // One end, its id read from what the rules themselves say of these matters.
    private static CaseFileEvent End(MatterId at, MatterId other, ReferenceRelation relation)
    {
        var said = ((Decision<CaseFileEvent>.Accepted)CaseFileDecider.Decide(Merge(), new[]
        {
            Opened, MatterBegun, SecondBegun,
        }.Aggregate(CaseFileDecider.Initial, CaseFileDecider.Evolve))).Events.OfType<ReferenceEvent.ReferenceNoted>();
        var (here, there) = (IdAt(at, other), IdAt(other, at));
        return new ReferenceEvent.ReferenceNoted(
            ObjectRef.Of(at), here, new(relation, new(null, ObjectRef.Of(other), null, null), null, there));

        ReferenceId IdAt(MatterId one, MatterId two) => said.Single(noted =>
            noted.Of == ObjectRef.Of(one) && noted.Reference.Target.Object == ObjectRef.Of(two)).Id;
    }

    /// <summary>Wishes for sequences in which all families meet.</summary>
    internal static Gen<CaseFileCommand> Wish { get; } =
        from revision in Gen.Choose(1, 4).Select(n => new Revision(n))
        from other in Gen.Choose(1, 4).Select(n => new Revision(n))
        from document in Gen.Elements(Letter, Note)
        from to in Gen.Elements(FirstMatter, SecondMatter, Third)
        from wish in Gen.Elements<CaseFileCommand>(
            new MoveDocument(document, revision, to),
            new MergeMatters(
                [new(FirstMatter, revision), new(SecondMatter, other)], Third, Subject("Alles"), "dasselbe"))
        select wish;

    private static readonly MatterId Third = MergedMatter;

    private static readonly CaseFileEvent ThirdBegun = new CaseFileEvent.MatterOpened(
        Third, 3, [new("subject", null, "Alles")], null, new("63.2-2026/0417-03"));
    private static readonly CaseFileEvent LetterLocked =
        new Core.CaseFiles.Locking.LockingEvent.ObjectLocked(ObjectRef.Of(Letter), null);
    private static readonly CaseFileEvent LetterCancelled =
        new CancellingEvent.ObjectCancelled(ObjectRef.Of(Letter), "doppelt");
    private static readonly CaseFileEvent SecondDone =
        new CaseFileEvent.MatterClosed(SecondMatter, March, TenYears, Ends);
    private static readonly CaseFileEvent LetterFiledInSecond =
        ((CaseFileEvent.DocumentFiled)LetterFiled) with { Matter = SecondMatter };
    private static readonly CaseFileEvent NoteFiledInSecond =
        ((CaseFileEvent.DocumentFiled)NoteFiled) with { Matter = SecondMatter };

    private static MergeMatters Merge(int second = 1) => new(
        [new(FirstMatter, new(1)), new(SecondMatter, new(second))], Third, Subject("Alles"), "dasselbe");

    private static Given<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent> Given(
        params CaseFileEvent[] events) => new(events);
}
