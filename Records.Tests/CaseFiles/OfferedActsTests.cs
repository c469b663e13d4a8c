using Records.Core.CaseFiles;
using Records.Core.CaseFiles.References;
using Records.Core.CaseFiles.Resubmissions;
using Records.Core.CaseFiles.Routing;
using Records.Core.Documents;
using Records.Core.People;
using Xunit;
using static Records.Core.CaseFiles.Cancelling.CancellingEvent;
using static Records.Core.CaseFiles.CaseFileEvent;
using static Records.Core.CaseFiles.Deleting.DeletingEvent;
using static Records.Core.CaseFiles.Locking.LockingEvent;
using static Records.Core.CaseFiles.References.ReferenceEvent;
using static Records.Core.CaseFiles.Resubmissions.ResubmissionEvent;
using static Records.Tests.CaseFiles.CaseFileSamples;
using static Records.Tests.CaseFiles.RoutingSamples;

namespace Records.Tests.CaseFiles;

/// <summary>Which acts are offered in which state: all of them and in this order, as an app shows them.</summary>
public sealed class OfferedActsTests : Suite<OfferedActsTests>, ISuite
{
    public static Test Tests => TestList("what is offered",
        TestList("on a case file", [.. OnFiles.Select(row => TestCase(row.Name, () => Assert.Equal(
            row.Acts, Words(CaseFileActs.OnCaseFile(After(row.Past), March, Deletes, row.By)))))]),
        TestList("on a matter", [.. OnMatters.Select(row => TestCase(row.Name, () => Assert.Equal(
            row.Acts, Words(CaseFileActs.OnMatter(
                After(row.Past), After(row.Past).Contents.Find(FirstMatter)!, March, Deletes, row.By)))))]),
        TestList("on a document", [.. OnDocuments.Select(row => TestCase(row.Name, () => Assert.Equal(
            row.Acts, Words(CaseFileActs.OnDocument(
                After(row.Past), After(row.Past).Contents.Find(row.Of)!, March, Deletes, row.By)))))]),
        TestList("on a route", [.. OnRoutes.Select(row => TestCase(row.Name, () => Assert.Equal(
            row.Acts, Words(CaseFileActs.OnRoute(After(row.Past), RouteIn(row.Past), row.By)))))]),
        TestList("on a step", [.. OnSteps.Select(row => TestCase(row.Name, () => Assert.Equal(
            row.Acts, Words(CaseFileActs.OnStep(After(row.Past), RouteIn(row.Past), Step(row.Of), row.By)))))]));

    private static readonly Policy Deletes = new(CancelsIncoming: true, Deletes: true);

    private static readonly CaseFileEvent ReplyFiled =
        new DocumentFiled(FirstMatter, Reply, DocumentKind.Outgoing, [new("subject", null, "Antwort")], Scan);

    private static readonly (string Name, CaseFileEvent[] Past, PersonId By, string Acts)[] OnFiles =
    [
        ("that was just opened", [Opened], Clerk,
            "describe open-matter add-sheet add-participant add-reference close appraise change-retention "
            + "lock resubmit cancel refile ask-for-deletion"),
        ("with an open matter", [Opened, MatterBegun], Clerk,
            "describe open-matter add-sheet add-participant add-reference appraise change-retention lock "
            + "resubmit cancel refile ask-for-deletion"),
        ("with a document", [Opened, MatterBegun, LetterFiled], Clerk,
            "describe open-matter add-sheet add-participant add-reference appraise change-retention lock "
            + "resubmit cancel refile give-inspection ask-for-deletion"),
        ("with two open matters", [Opened, MatterBegun, SecondBegun], Clerk,
            "describe open-matter add-sheet add-participant add-reference appraise change-retention lock "
            + "resubmit cancel refile merge ask-for-deletion"),
        ("with two open matters, one of them locked", [Opened, MatterBegun, SecondBegun, MatterLocked], Clerk,
            "describe open-matter add-sheet add-participant add-reference appraise change-retention lock "
            + "resubmit cancel refile ask-for-deletion"),
        ("with two open matters, one of them cancelled",
            [Opened, MatterBegun, SecondBegun, FirstCancelled], Clerk,
            "describe open-matter add-sheet add-participant add-reference appraise change-retention lock "
            + "resubmit cancel refile ask-for-deletion"),
        ("with two matters, one of them closed", [Opened, MatterBegun, SecondBegun, MatterDone], Clerk,
            "describe open-matter add-sheet add-participant add-reference appraise change-retention lock "
            + "resubmit refile"),
        ("that is to be resubmitted", [Opened, FileResubmitted], Clerk,
            "describe open-matter add-sheet add-participant add-reference close appraise change-retention "
            + "lock resubmit cancel refile ask-for-deletion"),
        ("that is locked", [Opened, new ObjectLocked(ObjectRef.CaseFile, null)], Clerk, "unlock"),
        ("that is cancelled", [Opened, new ObjectCancelled(ObjectRef.CaseFile, "doppelt")], Clerk,
            "undo-cancellation"),
        ("marked for deletion, to who asked", [Opened, FileMarked], Asker, "withdraw-deletion"),
        ("marked for deletion, to who is to check", [Opened, FileMarked], Checker,
            "withdraw-deletion confirm-deletion"),
        ("never opened", [], Clerk, ""),
    ];

    private static readonly (string Name, CaseFileEvent[] Past, PersonId By, string Acts)[] OnMatters =
    [
        ("in work", [Opened, MatterBegun], Clerk,
            "open-matter describe file-document add-participant add-reference insert-copy close start-route "
            + "prepare-circulation lock resubmit cancel ask-for-deletion "
            + "move-to-case-file"),
        ("of a file with register sheets", [Opened, MatterBegun, SheetPut], Clerk,
            "open-matter describe file-document put-on-sheet add-participant add-reference insert-copy "
            + "close start-route prepare-circulation lock resubmit cancel ask-for-deletion "
            + "move-to-case-file"),
        ("on the only register sheet", [Opened, MatterBegun, SheetPut, MatterOnSheet], Clerk,
            "open-matter describe file-document take-off-sheet add-participant add-reference insert-copy "
            + "close start-route prepare-circulation lock resubmit cancel ask-for-deletion "
            + "move-to-case-file"),
        ("that is to be resubmitted", [Opened, MatterBegun, MatterResubmitted], Clerk,
            "open-matter describe file-document add-participant add-reference insert-copy close start-route "
            + "prepare-circulation lock resubmit cancel ask-for-deletion"),
        ("that is closed", [Opened, MatterBegun, MatterDone], Clerk, "reopen resubmit"),
        ("that is locked", [Opened, MatterBegun, MatterLocked], Clerk, "unlock"),
        ("that is cancelled", [Opened, MatterBegun, FirstCancelled], Clerk, "undo-cancellation"),
        ("marked for deletion, to who is to check", [Opened, MatterBegun, FirstMarked], Checker,
            "withdraw-deletion confirm-deletion"),
    ];

    private static readonly (string Name, CaseFileEvent[] Past, DocumentId Of, PersonId By, string Acts)[] OnDocuments =
    [
        ("in work", [Opened, MatterBegun, LetterFiled], Letter, Clerk,
            "describe add-version add-participant add-reference start-route act final-sign lock resubmit "
            + "cancel ask-for-deletion move-to-case-file check-out finalise convert redact"),
        ("that can be moved", [Opened, MatterBegun, SecondBegun, LetterFiled], Letter, Clerk,
            "describe add-version add-participant add-reference start-route act final-sign lock resubmit "
            + "cancel ask-for-deletion move move-to-case-file check-out finalise convert redact"),
        ("that can answer another", [Opened, MatterBegun, LetterFiled, ReplyFiled], Reply, Clerk,
            "describe add-version add-participant add-reference answer-incoming start-route act final-sign "
            + "confirm-dispatch lock resubmit cancel ask-for-deletion move-to-case-file put-away check-out "
            + "finalise convert redact"),
        ("that can answer a letter behind a note",
            [Opened, MatterBegun, FirstNote, LetterFiled, ReplyFiled], Reply, Clerk,
            "describe add-version add-participant add-reference answer-incoming start-route act final-sign "
            + "confirm-dispatch lock resubmit cancel ask-for-deletion move-to-case-file put-away check-out "
            + "finalise convert redact"),
        ("that has answered one letter of two",
            [Opened, MatterBegun, LetterFiled, SecondLetter, ReplyFiled, ReplyAnswers], Reply, Clerk,
            "describe add-version add-participant add-reference answer-incoming start-route act final-sign "
            + "confirm-dispatch lock resubmit cancel ask-for-deletion move-to-case-file put-away check-out "
            + "finalise convert redact"),
        ("beside a letter that is cancelled",
            [Opened, MatterBegun, LetterFiled, ReplyFiled, new ObjectCancelled(ObjectRef.Of(Letter), "doppelt")],
            Reply, Clerk,
            "describe add-version add-participant add-reference start-route act final-sign confirm-dispatch "
            + "lock resubmit cancel ask-for-deletion move-to-case-file put-away check-out finalise convert redact"),
        ("beside a note", [Opened, MatterBegun, NoteFiled, ReplyFiled], Reply, Clerk,
            "describe add-version add-participant add-reference start-route act final-sign confirm-dispatch "
            + "lock resubmit cancel ask-for-deletion move-to-case-file put-away check-out finalise convert redact"),
        ("that has answered", [Opened, MatterBegun, LetterFiled, ReplyFiled, ReplyAnswers], Reply, Clerk,
            "describe add-version add-participant add-reference start-route act final-sign confirm-dispatch "
            + "lock resubmit cancel ask-for-deletion move-to-case-file put-away check-out finalise convert redact"),
        ("of another matter than the letter",
            [Opened, MatterBegun, SecondBegun, LetterFiled, ReplyFiled, LetterMoved], Reply, Clerk,
            "describe add-version add-participant add-reference start-route act final-sign confirm-dispatch "
            + "lock resubmit cancel ask-for-deletion move move-to-case-file put-away check-out finalise convert "
            + "redact"),
        ("put away", [Opened, MatterBegun, NoteFiled, NotePutAway], Note, Clerk, "resubmit take-up convert redact"),
        ("checked out, to its holder", [Opened, MatterBegun, LetterFiled, LetterTaken], Letter, Clerk,
            "describe add-participant add-reference start-route act lock resubmit cancel ask-for-deletion "
            + "save-draft check-in abandon release convert redact"),
        ("checked out, to anybody else", [Opened, MatterBegun, LetterFiled, LetterTaken], Letter, Asker,
            "describe add-participant add-reference start-route act lock resubmit cancel ask-for-deletion "
            + "release convert redact"),
        ("made final", [Opened, MatterBegun, LetterFiled, LetterFinal], Letter, Clerk,
            "describe add-participant add-reference start-route act final-sign lock resubmit cancel "
            + "ask-for-deletion move-to-case-file undo-finalising convert redact"),
        ("that is locked",
            [Opened, MatterBegun, LetterFiled, new ObjectLocked(ObjectRef.Of(Letter), null)], Letter, Clerk,
            "unlock redact"),
        ("that is cancelled",
            [Opened, MatterBegun, LetterFiled, new ObjectCancelled(ObjectRef.Of(Letter), "doppelt")],
            Letter, Clerk, "undo-cancellation redact"),
        ("marked for deletion, to who is to check",
            [Opened, MatterBegun, LetterFiled, LetterMarked], Letter, Checker,
            "withdraw-deletion confirm-deletion redact"),
    ];

    private static readonly (string Name, CaseFileEvent[] Past, Handler By, string Acts)[] OnRoutes =
    [
        ("that is a folder without documents", [Opened, MatterBegun, LetterFiled, FolderPrepared], ByLenz,
            "withdraw add-document"),
        ("that is a folder with a document",
            [Opened, MatterBegun, LetterFiled, LetterVersioned, FolderPrepared, FolderExtended], ByLenz,
            "start withdraw add-document"),
        ("under way", [Opened, MatterBegun, LetterFiled, LetterVersioned, LetterOnItsWay], ByLenz, "change withdraw"),
        ("under way, to somebody else",
            [Opened, MatterBegun, LetterFiled, LetterVersioned, LetterOnItsWay], ByVogt, "change withdraw"),
    ];

    private static readonly (string Name, CaseFileEvent[] Past, int Of, Handler By, string Acts)[] OnSteps =
    [
        ("to the one it is for", [Opened, MatterBegun, LetterFiled, LetterVersioned, LetterOnItsWay], 5, ByLenz,
            "handle skip"),
        ("to somebody else", [Opened, MatterBegun, LetterFiled, LetterVersioned, LetterOnItsWay], 5, ByVogt, "skip"),
    ];

    // Before the letter in the order of ids.
    private static CaseFileEvent FirstNote =>
        (DocumentFiled)NoteFiled with { Document = new(new Guid(1, 0, 0, new byte[8])) };
    private static CaseFileEvent SecondLetter => (DocumentFiled)LetterFiled with { Document = Note };
    private static CaseFileEvent ReplyAnswers => new ReferenceAdded(
        ObjectRef.Of(Reply), Verweis, new(ReferenceRelation.Answers, new(null, TheLetter, null, null), null, Twin));
    private static CaseFileEvent LetterOnItsWay =>
        LetterRouted(First, Wanted(5, 1, StepKind.WorkOn, ToPerson(Lenz)));
    private static CaseFileEvent FileMarked => new DeletionMarked(ObjectRef.CaseFile, Asker, Checker, "falsche Akte");
    private static CaseFileEvent FirstMarked =>
        new DeletionMarked(ObjectRef.Of(FirstMatter), Asker, Checker, "falsche Akte");
    private static CaseFileEvent FileResubmitted =>
        new ResubmissionSet(FirstResubmission, ObjectRef.CaseFile, March.AddDays(7), Addressee.Of(Unit), "Frist");

    private static Route RouteIn(CaseFileEvent[] past) => After(past).Contents.Routes[First.Value];

    private static string Words(IEnumerable<string> acts) => string.Join(' ', acts);

    private static CaseFile After(params CaseFileEvent[] events) =>
        events.Aggregate(CaseFileDecider.Initial, CaseFileDecider.Evolve);
}
