using FsCheck;
using FsCheck.Fluent;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Cancelling;
using Records.Core.CaseFiles.Renditions;
using Records.Core.Deciding;
using Records.Core.Documents;
using Xunit;
using static Records.Core.CaseFiles.Cancelling.CancellingCommand;
using static Records.Core.CaseFiles.Cancelling.CancellingEvent;
using static Records.Core.CaseFiles.Cancelling.CancellingRefusals;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Core.CaseFiles.CaseFileRefusals;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.CaseFiles;

[Rules.RulesOfCore]
public sealed class CancellingTests : Suite<CancellingTests>, ISuite
{
    public static Test Tests => TestList("cancelling",
        TestList("R42 cancelling a matter or document",
            TestCase("keeps its reason", () =>
                Given(Opened, MatterBegun).When(Cancel(ObjectRef.Of(FirstMatter), 1)).Then(FirstCancelled)),
            TestCase("twice changes nothing", () =>
                Given(Opened, MatterBegun, FirstCancelled).When(Cancel(ObjectRef.Of(FirstMatter), 1)).ThenNothing()),
            TestCase("on a state seen long ago is stale", () =>
                Given(Opened, MatterBegun, MatterRenamed).When(Cancel(ObjectRef.Of(FirstMatter), 1))
                    .ThenRefused(RevisionStale)),
            TestCase("needs an object that is there", () =>
                Given(Opened).When(Cancel(ObjectRef.Of(Letter), 1)).ThenRefused(UnknownDocument)),
            TestEach("needs a reason that is one", ["", " ", "\0", new string('x', 1001)], reason =>
                Given(Opened, MatterBegun)
                    .When(new CancelObject(ObjectRef.Of(FirstMatter), new(1), reason, Liberal))
                    .ThenRefused(ReasonUnclean)),
            TestCase("needs an open matter", () =>
                Given(Opened, MatterBegun, MatterDone).When(Cancel(ObjectRef.Of(FirstMatter), 2))
                    .ThenRefused(MatterClosed)),
            TestCase("is impossible under a lock", () =>
                Given(Opened, MatterBegun, MatterLocked).When(Cancel(ObjectRef.Of(FirstMatter), 2))
                    .ThenRefused(Locked)),
            TestCase("takes an incoming document down only where the tenant lets it", () =>
            {
                foreach (var of in new[] { ObjectRef.CaseFile, ObjectRef.Of(FirstMatter), ObjectRef.Of(Letter) })
                {
                    Given(Opened, MatterBegun, LetterFiled).When(new CancelObject(of, new(1), "doppelt", default))
                        .ThenRefused(IncomingNotCancellable);
                    Given(Opened, MatterBegun, LetterFiled).When(new CancelObject(of, new(1), "doppelt", Liberal))
                        .Then(new ObjectCancelled(of, "doppelt"));
                }
            }),
            TestEach("an outgoing or internal document needs no leave", [DocumentKind.Outgoing, DocumentKind.Internal],
                kind => Given(Opened, MatterBegun, Filed(kind))
                    .When(new CancelObject(ObjectRef.Of(Letter), new(1), "doppelt", default))
                    .Then(new ObjectCancelled(ObjectRef.Of(Letter), "doppelt"))),
            TestEach("stops at a final-signed document",
                [ObjectRef.CaseFile, ObjectRef.Of(FirstMatter), ObjectRef.Of(Letter)], of =>
                Assert.Equal(
                    Decision<CaseFileEvent>.Refuse(FinalSignedInside),
                    CaseFileDecider.Decide(Cancel(of, 1), FinalSigned(After(Opened, MatterBegun, LetterFiled))))),
            TestCase("stops at a final-signed document beside one that is not", () =>
                Assert.Equal(
                    Decision<CaseFileEvent>.Refuse(FinalSignedInside),
                    CaseFileDecider.Decide(
                        Cancel(ObjectRef.Of(FirstMatter), 1),
                        FinalSigned(After(Opened, MatterBegun, LetterFiled, NoteFiled))))),
            TestCase("stops at an incoming document beside one that is not", () =>
                Given(Opened, MatterBegun, LetterFiled, NoteFiled)
                    .When(new CancelObject(ObjectRef.Of(FirstMatter), new(1), "doppelt", default))
                    .ThenRefused(IncomingNotCancellable)),
            TestCase("of a matter reaches its sub-matters", () =>
                Given(Opened, MatterBegun, SubMatterBegun, FirstCancelled)
                    .When(new DescribeMatter(SecondMatter, new(1), Subject("x")))
                    .ThenRefused(CaseFileRefusals.MatterCancelled)),
            TestCase("goes past a final-signed document beside it", () =>
                Assert.Equal(
                    Decision<CaseFileEvent>.Accept(new ObjectCancelled(ObjectRef.Of(SecondMatter), "doppelt")),
                    CaseFileDecider.Decide(Cancel(ObjectRef.Of(SecondMatter), 1),
                        FinalSigned(After(Opened, MatterBegun, LetterFiled, SecondBegun))))),
            TestEach("of a matter leaves it and all in it to be read only",
            [
                (new DescribeMatter(FirstMatter, new(2), Subject("x")), CaseFileRefusals.MatterCancelled),
                (new CloseMatter(FirstMatter, new(2), March), CaseFileRefusals.MatterCancelled),
                (new FileDocument(FirstMatter, new(Guid.NewGuid()), DocumentKind.Internal, Subject("x"), Scan),
                    CaseFileRefusals.MatterCancelled),
                (new DescribeDocument(Letter, new(1), Subject("x")), CaseFileRefusals.MatterCancelled),
                (new AddVersion(Letter, new(1), Scan, null), CaseFileRefusals.MatterCancelled),
                (Cancel(ObjectRef.Of(Letter), 1), CaseFileRefusals.MatterCancelled),
            ], ((CaseFileCommand Wish, Refusal Reason) row) =>
                Given(Opened, MatterBegun, LetterFiled, FirstCancelled).When(row.Wish).ThenRefused(row.Reason)),
            TestCase("of a document leaves its matter open", () =>
            {
                Given(Opened, MatterBegun, LetterFiled, LetterCancelled)
                    .When(new AddVersion(Letter, new(2), Scan, null)).ThenRefused(DocumentCancelled);
                Given(Opened, MatterBegun, LetterFiled, LetterCancelled)
                    .When(new CloseMatter(FirstMatter, new(1), March)).Then(MatterDone);
            }),
            TestCase("text is noted all the same", () =>
                Given(Opened, MatterBegun, LetterFiled, FirstCancelled).When(new NoteText(Letter, 1, LetterText))
                    .Then(LetterRead))),

        TestList("R43 cancelling a file",
            TestCase("stops at a closed matter", () =>
                Given(Opened, MatterBegun, MatterDone).When(Cancel(ObjectRef.CaseFile, 1))
                    .ThenRefused(ClosedMatterInside)),
            TestCase("stops at a closed matter beside an open one", () =>
                Given(Opened, MatterBegun, SecondBegun, MatterDone).When(Cancel(ObjectRef.CaseFile, 1))
                    .ThenRefused(ClosedMatterInside)),
            TestCase("needs an active file", () =>
                Given(Opened, Closed).When(Cancel(ObjectRef.CaseFile, 2)).ThenRefused(NotActive)),
            TestCase("twice changes nothing", () =>
                Given(Opened, FileCancelled).When(Cancel(ObjectRef.CaseFile, 2)).ThenNothing()),
            TestEach("leaves the file and all in it to be read only",
            [
                new DescribeCaseFile(new(2), Subject("x")),
                new CloseCaseFile(new(2), March),
                new ReopenCaseFile(new(2), March),
                new OpenMatter(SecondMatter, Subject("x")),
                new DescribeMatter(FirstMatter, new(1), Subject("x")),
                new CloseMatter(FirstMatter, new(1), March),
                new AddVersion(Letter, new(1), Scan, null),
                Cancel(ObjectRef.Of(FirstMatter), 1),
            ], (CaseFileCommand wish) => Given(Opened, MatterBegun, LetterFiled, FileCancelled).When(wish)
                .ThenRefused(CaseFileCancelled))),

        TestList("R44 undoing a cancellation",
            TestCase("makes the object active again", () =>
            {
                Given(Opened, MatterBegun, FirstCancelled).When(new UndoCancellation(ObjectRef.Of(FirstMatter), new(2)))
                    .Then(FirstRestored);
                Given(Opened, FileCancelled).When(new UndoCancellation(ObjectRef.CaseFile, new(2)))
                    .Then(new CancellationUndone(ObjectRef.CaseFile));
                Given(Opened, FileCancelled, new CancellationUndone(ObjectRef.CaseFile))
                    .When(new OpenMatter(FirstMatter, Subject("Ausschreibung"))).Then(MatterBegun);
            }),
            TestCase("needs one of the object itself", () =>
            {
                Given(Opened, MatterBegun).When(new UndoCancellation(ObjectRef.Of(FirstMatter), new(1)))
                    .ThenRefused(NotCancelled);
                Given(Opened, MatterBegun, LetterFiled, FirstCancelled)
                    .When(new UndoCancellation(ObjectRef.Of(Letter), new(1))).ThenRefused(NotCancelled);
            }),
            TestCase("begins at the outermost", () =>
                Given(Opened, MatterBegun, LetterFiled, LetterCancelled, FirstCancelled)
                    .When(new UndoCancellation(ObjectRef.Of(Letter), new(2)))
                    .ThenRefused(CaseFileRefusals.MatterCancelled)),
            TestCase("leaves cancelled what was cancelled before", () =>
                Given(Opened, MatterBegun, LetterFiled, LetterCancelled, FirstCancelled, FirstRestored)
                    .When(new AddVersion(Letter, new(2), Scan, null)).ThenRefused(DocumentCancelled)),
            TestCase("on a state seen long ago is stale", () =>
                Given(Opened, MatterBegun, FirstCancelled).When(new UndoCancellation(ObjectRef.Of(FirstMatter), new(1)))
                    .ThenRefused(RevisionStale)),
            TestProperty("brings back exactly what the cancellation took down", CaseFileProperties.Wishes, wishes =>
            {
                var (state, before) = (CaseFileDecider.Initial, new Dictionary<ObjectRef, HashSet<Guid>>());
                foreach (var happened in CaseFileProperties.Live(wishes).Events)
                {
                    if (happened is ObjectCancelled cancelled)
                        before[cancelled.Of] = CancelledIn(state, cancelled.Of);
                    var next = CaseFileDecider.Evolve(state, happened);
                    if (happened is CancellationUndone { Of: var of }
                        && (!CancelledIn(next, of).SetEquals(before[of])
                            || CancelledIn(state, of).Count <= before[of].Count))
                        return false;
                    state = next;
                }
                return true;
            }),
            TestProperty("nothing but text, and undoing it, happens to a cancelled file", CaseFileProperties.Wishes,
                wishes =>
                {
                    var isCancelled = false;
                    foreach (var happened in CaseFileProperties.Live(wishes).Events)
                    {
                        var isUndone = happened is CancellationUndone { Of.Kind: ObjectKind.CaseFile };
                        if (isCancelled && !isUndone
                            && happened is not (CaseFileEvent.TextNoted or CaseFileEvent.NoTextNoted
                                or RenditionsEvent.RenditionAdded { Kind: RenditionKind.Searchable }))
                            return false;
                        isCancelled = (isCancelled && !isUndone)
                            || happened is ObjectCancelled { Of.Kind: ObjectKind.CaseFile };
                    }
                    return true;
                })),

        TestCase("R34 a file closes over a cancelled matter", () =>
            Given(Opened, MatterBegun, FirstCancelled).When(new CloseCaseFile(new(1), March)).Then(Closed)),
        TestCase("R34 a file closes over a sub-matter of a cancelled matter", () =>
            Given(Opened, MatterBegun, SubMatterBegun, FirstCancelled).When(new CloseCaseFile(new(1), March))
                .Then(Closed)));

    /// <summary>Wishes for sequences in which all families meet.</summary>
    internal static Gen<CaseFileCommand> Wish { get; } =
        from revision in Gen.Choose(1, 4).Select(n => new Revision(n))
        from of in Gen.Elements(ObjectRef.CaseFile, ObjectRef.Of(FirstMatter), ObjectRef.Of(SecondMatter),
            ObjectRef.Of(Letter))
        from wish in Gen.Elements<CaseFileCommand>(
            new CancelObject(of, revision, "doppelt", Liberal), new UndoCancellation(of, revision),
            new UndoCancellation(of, revision))
        select wish;

    internal static readonly Policy Liberal = new(CancelsIncoming: true, Deletes: false);

    private static readonly CaseFileEvent LetterCancelled = new ObjectCancelled(ObjectRef.Of(Letter), "doppelt");
    private static readonly CaseFileEvent FileCancelled = new ObjectCancelled(ObjectRef.CaseFile, "doppelt");

    private static CancelObject Cancel(ObjectRef of, int seen) => new(of, new(seen), "doppelt", Liberal);

    private static CaseFileEvent Filed(DocumentKind kind) =>
        new CaseFileEvent.DocumentFiled(FirstMatter, Letter, kind, [new("subject", null, "Anhörung")], Scan);

    // Final signing has a family of its own; here only its mark counts.
    private static CaseFile FinalSigned(CaseFile state) => new CaseFile.Active(state.Contents with
    {
        Documents = state.Contents.Documents.SetItem(
            Letter.Value, state.Contents.Find(Letter)! with { FinalSigned = [1] }),
    });

    // What stands cancelled, by itself or with what it lies in.
    private static HashSet<Guid> CancelledIn(CaseFile state, ObjectRef of)
    {
        var body = state.Contents;
        var matters = body.Matters.Values.Where(matter =>
            of.Kind is ObjectKind.CaseFile || body.Lineage(matter).Any(above => above.Id.Value == of.Id));
        var documents = body.Documents.Values.Where(document =>
            document.Id.Value == of.Id || matters.Any(matter => matter.Id == document.Matter));
        return
        [
            .. from matter in matters
               where state is CaseFile.Cancelled || body.IsCancelled(matter)
               select matter.Id.Value,
            .. from document in documents
               where document.IsCancelled || state is CaseFile.Cancelled
                   || body.IsCancelled(body.Find(document.Matter)!)
               select document.Id.Value,
            .. state is CaseFile.Cancelled && of.Kind is ObjectKind.CaseFile ? (Guid[])[Guid.Empty] : [],
        ];
    }

    private static CaseFile After(params CaseFileEvent[] events) =>
        events.Aggregate(CaseFileDecider.Initial, CaseFileDecider.Evolve);

    private static Given<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent> Given(
        params CaseFileEvent[] events) => new(events);
}
