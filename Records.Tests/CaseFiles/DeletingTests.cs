using FsCheck;
using FsCheck.Fluent;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Cancelling;
using Records.Core.Deciding;
using Records.Core.Documents;
using Records.Core.People;
using Xunit;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Core.CaseFiles.CaseFileRefusals;
using static Records.Core.CaseFiles.Deleting.DeletingCommand;
using static Records.Core.CaseFiles.Deleting.DeletingEvent;
using static Records.Core.CaseFiles.Deleting.DeletingRefusals;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.CaseFiles;

[Rules.RulesOfCore]
public sealed class DeletingTests : Suite<DeletingTests>, ISuite
{
    public static Test Tests => TestList("deleting",
        TestList("R45 asking for a deletion",
            TestCase("names the checker and keeps the reason", () =>
                Given(Opened, MatterBegun, LetterFiled).When(Ask(OfLetter, 1)).Then(LetterMarked)),
            TestCase("is turned down where the tenant does not delete", () =>
                Given(Opened, MatterBegun, LetterFiled).When(Ask(OfLetter, 1) with { Policy = default })
                    .ThenRefused(NotAllowed)),
            TestCase("needs a checker the house knows", () =>
                Given(Opened, MatterBegun, LetterFiled).When(Ask(OfLetter, 1) with { Checker = null })
                    .ThenRefused(UnknownChecker)),
            TestCase("needs somebody else as checker", () =>
                Given(Opened, MatterBegun, LetterFiled).When(Ask(OfLetter, 1) with { Checker = Asker })
                    .ThenRefused(SamePerson)),
            TestEach("needs a reason that is one", ["", " ", "\0", new string('x', 1001)], reason =>
                Given(Opened, MatterBegun, LetterFiled).When(Ask(OfLetter, 1) with { Reason = reason })
                    .ThenRefused(ReasonUnclean)),
            TestCase("again changes nothing", () =>
                Given(Opened, MatterBegun, LetterFiled, LetterMarked).When(Ask(OfLetter, 1)).ThenNothing()),
            TestCase("by another is refused while the first stands", () =>
                Given(Opened, MatterBegun, LetterFiled, LetterMarked).When(Ask(OfLetter, 2) with { By = Other })
                    .ThenRefused(DeletionRequested)),
            TestCase("on a state seen long ago is stale", () =>
                Given(Opened, MatterBegun, LetterFiled, LetterDescribed).When(Ask(OfLetter, 1))
                    .ThenRefused(RevisionStale)),
            TestCase("needs an object that is there", () =>
                Given(Opened).When(Ask(OfLetter, 1)).ThenRefused(UnknownDocument)),
            TestCase("needs an active file, an open matter, nothing cancelled", () =>
            {
                Given(Opened, MatterBegun, LetterFiled, MatterDone).When(Ask(OfLetter, 1)).ThenRefused(MatterClosed);
                Given(Opened, Closed).When(Ask(ObjectRef.CaseFile, 2)).ThenRefused(NotActive);
                Given(Opened, MatterBegun, LetterFiled, FirstCancelled).When(Ask(OfLetter, 1))
                    .ThenRefused(MatterCancelled);
            }),
            TestCase("stops at a closed matter below", () =>
                Given(Opened, MatterBegun, MatterDone).When(Ask(ObjectRef.CaseFile, 1))
                    .ThenRefused(CancellingRefusals.ClosedMatterInside)),
            TestEach("stops at a final-signed document",
                [ObjectRef.CaseFile, ObjectRef.Of(FirstMatter), OfLetter], of => Assert.Equal(
                Decision<CaseFileEvent>.Refuse(CancellingRefusals.FinalSignedInside),
                CaseFileDecider.Decide(Ask(of, 1), With(letter => letter with { FinalSigned = [1] })))),
            TestCase("stops where there is too much for a mistake", () => Assert.Equal(
                Decision<CaseFileEvent>.Refuse(TooMuch),
                CaseFileDecider.Decide(Ask(ObjectRef.CaseFile, 1), With(letter => letter with
                {
                    Versions = letter.Versions.AddRange(
                        Enumerable.Range(2, 1_000).Select(version => KeyValuePair.Create(version, Scan))),
                })))),
            TestEach("keeps what is asked for as it is",
            [
                new DescribeMatter(FirstMatter, new(2), Subject("x")),
                new CloseMatter(FirstMatter, new(2), March),
                new FileDocument(FirstMatter, Note, DocumentKind.Internal, Subject("x"), Scan),
                new DescribeDocument(Letter, new(1), Subject("x")),
                new AddVersion(Letter, new(1), Scan, null),
            ], (CaseFileCommand wish) => Given(Opened, MatterBegun, LetterFiled, MatterMarked).When(wish)
                .ThenRefused(DeletionRequested)),
            TestCase("of the file keeps everything in it as it is", () =>
                Given(Opened, MatterBegun, FileMarked).When(new DescribeMatter(FirstMatter, new(1), Subject("x")))
                    .ThenRefused(DeletionRequested)),
            TestCase("can be taken back", () =>
            {
                Given(Opened, MatterBegun, LetterFiled, LetterMarked).When(new WithdrawDeletion(OfLetter, new(2)))
                    .Then(LetterUnmarked);
                Given(Opened, MatterBegun, LetterFiled, LetterMarked, LetterUnmarked)
                    .When(new AddVersion(Letter, new(3), Scan, null))
                    .Then(new CaseFileEvent.VersionAdded(Letter, 2, Scan, null));
            }),
            TestCase("can be taken back where it was asked for only", () =>
            {
                Given(Opened, MatterBegun, LetterFiled).When(new WithdrawDeletion(OfLetter, new(1)))
                    .ThenRefused(NotMarked);
                Given(Opened, MatterBegun, LetterFiled, MatterMarked).When(new WithdrawDeletion(OfLetter, new(1)))
                    .ThenRefused(NotMarked);
            })),

        TestList("R46 confirming a deletion",
            TestCase("lists the hashes of all that goes", () =>
                Given(Opened, MatterBegun, LetterFiled, LetterVersioned, LetterMarked)
                    .When(Confirm(OfLetter, 3)).Then(new ObjectDeleted(
                        OfLetter, Asker, Checker, "falsche Akte", [],
                        [new(Letter, 1, Scan.Sha256), new(Letter, 2, Scan.Sha256)]))),
            TestCase("takes a matter with its documents", () =>
                Given(Opened, MatterBegun, LetterFiled, MatterMarked).When(Confirm(ObjectRef.Of(FirstMatter), 2))
                    .Then(new ObjectDeleted(
                        ObjectRef.Of(FirstMatter), Asker, Checker, "falsche Akte", [FirstMatter],
                        [new(Letter, 1, Scan.Sha256)]))),
            TestCase("takes a matter with its sub-matters and their documents", () =>
                Given(Opened, MatterBegun, SubMatterBegun, LetterFiled, NoteBelow, MatterMarked)
                    .When(Confirm(ObjectRef.Of(FirstMatter), 2)).Then(new ObjectDeleted(
                        ObjectRef.Of(FirstMatter), Asker, Checker, "falsche Akte", [FirstMatter, SecondMatter],
                        [new(Letter, 1, Scan.Sha256), new(Note, 1, Scan.Sha256)]))),
            TestCase("takes a sub-matter and leaves what is above it", () =>
                Given(Opened, MatterBegun, SubMatterBegun, LetterFiled, NoteBelow, SubMatterMarked)
                    .When(Confirm(ObjectRef.Of(SecondMatter), 2)).Then(new ObjectDeleted(
                        ObjectRef.Of(SecondMatter), Asker, Checker, "falsche Akte", [SecondMatter],
                        [new(Note, 1, Scan.Sha256)]))),
            TestCase("drops what was to come back", () =>
                Given(Opened, MatterBegun, LetterFiled, LetterResubmitted, LetterMarked).When(Confirm(OfLetter, 3))
                    .Then(ResubmissionUnneeded, LetterDeleted)),
            TestCase("is not for who asked", () =>
                Given(Opened, MatterBegun, LetterFiled, LetterMarked)
                    .When(Confirm(OfLetter, 2) with { By = Asker }).ThenRefused(SamePerson)),
            TestCase("is for who was named only", () =>
                Given(Opened, MatterBegun, LetterFiled, LetterMarked)
                    .When(Confirm(OfLetter, 2) with { By = Other }).ThenRefused(NotTheChecker)),
            TestCase("needs to have been asked for", () =>
                Given(Opened, MatterBegun, LetterFiled).When(Confirm(OfLetter, 1)).ThenRefused(NotMarked)),
            TestCase("is turned down where the tenant does not delete any more", () =>
                Given(Opened, MatterBegun, LetterFiled, LetterMarked)
                    .When(Confirm(OfLetter, 2) with { Policy = default }).ThenRefused(NotAllowed)),
            TestCase("on a state seen long ago is stale", () =>
                Given(Opened, MatterBegun, LetterFiled, LetterMarked).When(Confirm(OfLetter, 1))
                    .ThenRefused(RevisionStale)),
            TestCase("is asked again what stands in the way", () => Assert.Equal(
                Decision<CaseFileEvent>.Refuse(CancellingRefusals.FinalSignedInside),
                CaseFileDecider.Decide(Confirm(OfLetter, 1), With(letter => letter with
                {
                    FinalSigned = [1],
                    Deletion = new(Asker, Checker, "falsche Akte"),
                })))),
            TestCase("leaves nothing to be done", () =>
            {
                Given(Opened, MatterBegun, LetterFiled, LetterMarked, LetterDeleted)
                    .When(new DescribeDocument(Letter, new(3), Subject("x"))).ThenRefused(DocumentDeleted);
                Given(Opened, MatterBegun, LetterFiled, LetterMarked, LetterDeleted)
                    .When(new NoteText(Letter, 1, LetterText)).ThenNothing();
                Given(Opened, MatterBegun, MatterMarked, MatterGone)
                    .When(new FileDocument(FirstMatter, Note, DocumentKind.Internal, Subject("x"), Scan))
                    .ThenRefused(MatterDeleted);
                Given(Opened, FileMarked, FileGone).When(new DescribeCaseFile(new(3), Subject("x")))
                    .ThenRefused(CaseFileDeleted);
                Given(Opened, FileMarked, FileGone).When(new ReopenCaseFile(new(3), March))
                    .ThenRefused(CaseFileDeleted);
            }),
            TestProperty("needs two people, and nothing deleted is ever changed again", CaseFileProperties.Wishes,
                wishes =>
                {
                    var (state, gone) = (CaseFileDecider.Initial, new Dictionary<Guid, Revision>());
                    foreach (var happened in CaseFileProperties.Live(wishes).Events)
                    {
                        state = CaseFileDecider.Evolve(state, happened);
                        if (happened is ObjectDeleted e)
                        {
                            if (e.MarkedBy == e.ConfirmedBy)
                                return false;
                            foreach (var id in e.Contents.Select(content => content.Document))
                                gone[id.Value] = state.Contents.Find(id)!.Revision;
                        }
                        if (gone.Any(document =>
                            state.Contents.Documents[document.Key] is not { IsDeleted: true } left
                            || left.Revision != document.Value))
                            return false;
                    }
                    return true;
                })),

        TestCase("R34 a file closes over a deleted matter", () =>
            Given(Opened, MatterBegun, MatterMarked, MatterGone).When(new CloseCaseFile(new(1), March)).Then(Closed)));

    /// <summary>Wishes for sequences in which all families meet.</summary>
    internal static Gen<CaseFileCommand> Wish { get; } =
        from revision in Gen.Choose(1, 4).Select(n => new Revision(n))
        from of in Gen.Elements(ObjectRef.CaseFile, ObjectRef.Of(FirstMatter), ObjectRef.Of(SecondMatter), OfLetter)
        from person in Gen.Elements(Asker, Checker)
        from wish in Gen.Elements<CaseFileCommand>(
            Ask(of, revision.Value), new WithdrawDeletion(of, revision),
            Confirm(of, revision.Value) with { By = person })
        select wish;

    private static readonly Policy Deleting = new(CancelsIncoming: false, Deletes: true);
    private static readonly PersonId Other = new(new Guid("01900000-0000-7000-8000-0000000000a3"));
    private static readonly CaseFileEvent MatterMarked =
        new DeletionMarked(ObjectRef.Of(FirstMatter), Asker, Checker, "falsche Akte");
    private static readonly CaseFileEvent MatterGone =
        new ObjectDeleted(ObjectRef.Of(FirstMatter), Asker, Checker, "falsche Akte", [FirstMatter], []);
    private static readonly CaseFileEvent SubMatterMarked =
        new DeletionMarked(ObjectRef.Of(SecondMatter), Asker, Checker, "falsche Akte");
    private static readonly CaseFileEvent NoteBelow = new CaseFileEvent.DocumentFiled(
        SecondMatter, Note, DocumentKind.Internal, [new("subject", null, "Vermerk")], Scan);
    private static readonly CaseFileEvent FileMarked =
        new DeletionMarked(ObjectRef.CaseFile, Asker, Checker, "falsche Akte");
    private static readonly CaseFileEvent FileGone =
        new ObjectDeleted(ObjectRef.CaseFile, Asker, Checker, "falsche Akte", [], []);

    private static ObjectRef OfLetter => ObjectRef.Of(Letter);

    private static MarkForDeletion Ask(ObjectRef of, int seen) =>
        new(of, new(seen), Asker, Checker, "falsche Akte", Deleting);

    private static ConfirmDeletion Confirm(ObjectRef of, int seen) => new(of, new(seen), Checker, Deleting);

    private static CaseFile With(Func<Document, Document> change)
    {
        var state = new CaseFileEvent[] { Opened, MatterBegun, LetterFiled }
            .Aggregate(CaseFileDecider.Initial, CaseFileDecider.Evolve);
        return new CaseFile.Active(state.Contents with
        {
            Documents = state.Contents.Documents.SetItem(Letter.Value, change(state.Contents.Find(Letter)!)),
        });
    }

    private static Given<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent> Given(
        params CaseFileEvent[] events) => new(events);
}
