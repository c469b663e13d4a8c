using FsCheck;
using FsCheck.Fluent;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Keeping;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.FilePlan;
using Records.Core.People;
using Records.Core.Retention;
using Xunit;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Core.CaseFiles.CaseFileEvent;
using static Records.Core.CaseFiles.CaseFileRefusals;
using static Records.Core.CaseFiles.Keeping.KeepingCommand;
using static Records.Core.CaseFiles.Keeping.KeepingEvent;
using static Records.Core.CaseFiles.Keeping.KeepingRefusals;
using static Records.Core.FilePlan.FilePlanEvent;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.CaseFiles;

[Rules.RulesOfCore]
public sealed class KeepingTests : Suite<KeepingTests>, ISuite
{
    public static Test Tests => TestList("keeping",
        TestList("R7 appraising a file",
            TestCase("keeps who decided, why, and the plan that was looked at", () =>
                Given(Opened).When(Appraise(1)).Then(FileAppraised)),
            TestCase("again changes nothing", () =>
                Given(Opened, FileAppraised).When(Appraise(2)).ThenNothing()),
            TestCase("otherwise is a decision of its own", () =>
                Given(Opened, FileAppraised).When(Appraise(2) with { Type = DisposalType.Destroy }).Then(
                    new CaseFileAppraised(
                        DisposalType.Archive, DisposalType.Destroy, Archivist, "Stadtbild", new(3)))),
            TestEach("is refused where above it stands", [DisposalType.Archive, DisposalType.Destroy], above =>
                Given(Opened).When(Appraise(1) with { Above = above }).ThenRefused(EntryNotOpen)),
            TestCase("is open to a closed file too", () =>
                Given(Opened, Closed).When(Appraise(2)).Then(FileAppraised)),
            TestCase("needs a reason", () =>
                Given(Opened).When(Appraise(1) with { Reason = " " }).ThenRefused(DescribingRefusals.ReasonRequired)),
            TestCase("takes a clean reason only", () =>
                Given(Opened).When(Appraise(1) with { Reason = "\0" }).ThenRefused(DescribingRefusals.ReasonUnclean)),
            TestCase("needs the newest state to have been seen", () =>
                Given(Opened, Described).When(Appraise(1)).ThenRefused(RevisionStale)),
            TestCase("needs a file", () => Given().When(Appraise(1)).ThenRefused(NotOpened)),
            TestCase("stops at a lock", () =>
                Given(Opened, new Core.CaseFiles.Locking.LockingEvent.ObjectLocked(ObjectRef.CaseFile, null))
                    .When(Appraise(2)).ThenRefused(Locked)),
            TestCase("stops at a cancelled file", () =>
                Given(Opened, new Core.CaseFiles.Cancelling.CancellingEvent.ObjectCancelled(ObjectRef.CaseFile, "x"))
                    .When(Appraise(2)).ThenRefused(CaseFileCancelled)),
            TestCase("R45 stops at a file whose deletion was asked for, and at one that is deleted", () =>
            {
                Given(Opened, FileMarked).When(Appraise(2)).ThenRefused(DeletionRequested);
                Given(Opened, FileMarked, FileGone).When(Appraise(3)).ThenRefused(CaseFileDeleted);
            })),

        TestList("R38 changing the periods of an active file",
            TestCase("keeps old and new, reason and ground", () =>
                Given(Opened).When(Change(1)).Then(RuleByHand)),
            TestCase("again changes nothing", () => Given(Opened, RuleByHand).When(Change(2)).ThenNothing()),
            TestCase("otherwise is another change", () =>
                Given(Opened, RuleByHand).When(Change(2) with { Rule = TenYears })
                    .Then(new RetentionRuleChanged(Longer, TenYears, null, "Gewährleistung", "VOB"))),
            TestCase("asks for the reason before the legal ground", () =>
                Given(Opened).When(Change(1) with { Reason = "", LegalGround = null })
                    .ThenRefused(DescribingRefusals.ReasonRequired)),
            TestCase("is what closing counts by", () =>
                Given(Opened, RuleByHand).When(new CloseCaseFile(new(2), March)).Then(
                    new CaseFileClosed(March, Longer, new(new(2031, 12, 31), new DateOnly(2056, 12, 31))))),
            TestCase("needs an active file", () => Given(Opened, Closed).When(Change(2)).ThenRefused(NotActive)),
            TestCase("needs the newest state to have been seen", () =>
                Given(Opened, Described).When(Change(1)).ThenRefused(RevisionStale)),
            TestCase("needs a reason", () =>
                Given(Opened).When(Change(1) with { Reason = "" }).ThenRefused(DescribingRefusals.ReasonRequired)),
            TestEach("needs a legal ground", ["", " "], ground =>
                Given(Opened).When(Change(1) with { LegalGround = ground }).ThenRefused(LegalGroundRequired)),
            TestCase("takes periods that can be", () =>
                Given(Opened).When(Change(1) with { Rule = new(201, null, DisposalType.Archive) })
                    .ThenRefused(FilePlanRefusals.RuleOutOfRange)),
            TestCase("leaves the type to the archive once it decided", () =>
                Given(Opened, FileAppraised).When(Change(2)).ThenRefused(FilePlanRefusals.DisposalDataIsSeparate))),

        TestList("R38 setting the last day of a closed file",
            TestCase("keeps old and new, reason and ground", () =>
                Given(Opened, Closed).When(SetEnd(2)).Then(EndByHandSet)),
            TestCase("to the same day again changes nothing", () =>
                Given(Opened, Closed, EndByHandSet).When(SetEnd(3)).ThenNothing()),
            TestCase("can be for ever", () =>
                Given(Opened, Closed).When(SetEnd(2) with { RetentionEnds = null }).Then(new RetentionEndSet(
                    Ends, Ends with { RetentionEnds = null }, "Prozess", "ZPO"))),
            TestCase("survives reopening and closing again", () =>
                Given(Opened, Closed, EndByHandSet, new CaseFileReopened(March, Ends))
                    .When(new CloseCaseFile(new(4), March)).Then(
                        new CaseFileClosed(March, TenYears, Ends with { RetentionEnds = Later }))),
            TestCase("falls when other periods are set by hand after it, and says so", () =>
                Given(Opened, Closed, EndByHandSet, new CaseFileReopened(March, Ends)).When(Change(4)).Then(
                    new RetentionRuleChanged(TenYears, Longer, new(Later), "Gewährleistung", "VOB"))),
            TestCase("needs a closed file", () => Given(Opened).When(SetEnd(1)).ThenRefused(NotClosed)),
            TestCase("cannot lie before the closing", () =>
                Given(Opened, Closed).When(SetEnd(2) with { RetentionEnds = March.AddDays(-1) })
                    .ThenRefused(EndBeforeClosing(March))),
            TestCase("needs the newest state to have been seen", () =>
                Given(Opened, Closed).When(SetEnd(1)).ThenRefused(RevisionStale)),
            TestCase("needs a reason", () =>
                Given(Opened, Closed).When(SetEnd(2) with { Reason = "" })
                    .ThenRefused(DescribingRefusals.ReasonRequired)),
            TestCase("can be the day of the closing", () =>
                Given(Opened, Closed).When(SetEnd(2) with { RetentionEnds = March }).Then(new RetentionEndSet(
                    Ends, Ends with { RetentionEnds = March }, "Prozess", "ZPO"))),
            TestCase("needs a legal ground", () =>
                Given(Opened, Closed).When(SetEnd(2) with { LegalGround = null }).ThenRefused(LegalGroundRequired)),
            TestCase("stops at a cancelled file", () =>
                Given(Opened, new Core.CaseFiles.Cancelling.CancellingEvent.ObjectCancelled(ObjectRef.CaseFile, "x"))
                    .When(SetEnd(2)).ThenRefused(CaseFileCancelled)),
            TestCase("stops at a deleted file", () =>
                Given(Opened, FileMarked, FileGone).When(SetEnd(3)).ThenRefused(CaseFileDeleted))),

        TestList("is offered",
            TestEach("R7 whatever the archive decided before",
                [DisposalType.Archive, DisposalType.Destroy, DisposalType.Appraise], decided => Assert.Contains(
                    "appraise", Offered(Opened, (CaseFileAppraised)FileAppraised with { New = decided }))),
            TestCase("R7 where the rule stands at B or was changed by hand, and nowhere else", () =>
            {
                Assert.Contains("appraise", Offered(Opened, RuleByHand));
                Assert.DoesNotContain("appraise", Offered((CaseFileOpened)Opened with { Rule = Longer }));
            }),
            TestEach("R38 whatever the periods are", [0, 1, 199, 200], years => Assert.Contains(
                "change-retention",
                Offered((CaseFileOpened)Opened with { Rule = TenYears with { TransferYears = years } }))),
            TestCase("R38 whatever last day was set", () =>
            {
                foreach (var end in (DateOnly?[])[null, Later, DateOnly.MaxValue])
                    Assert.Contains("set-retention-end", Offered(
                        Opened, Closed, new RetentionEndSet(Ends, Ends with { RetentionEnds = end }, "x", "y")));
            })),

        TestList("R6 R7 what becomes of a file",
            TestCase("is what it was opened under", () =>
                Assert.Equal(new(DisposalType.Appraise, DisposalSource.Opening, null), Of(Opened))),
            TestCase("is what the archive says of the plan, where the file stands at B", () =>
                Assert.Equal(
                    new(DisposalType.Destroy, DisposalSource.Entry, RootEntry), Of([EntryAppraised], Opened))),
            TestCase("is not what the archive says of the plan, where the file was opened at A", () =>
                Assert.Equal(
                    new(DisposalType.Archive, DisposalSource.Opening, null),
                    Of([EntryAppraised], (CaseFileOpened)Opened with { Rule = Longer }))),
            TestCase("is what was set by hand", () =>
                Assert.Equal(
                    new(DisposalType.Archive, DisposalSource.Manual, null), Of([EntryAppraised], Opened, RuleByHand))),
            TestCase("is what the archive says of the file, before everything else", () =>
                Assert.Equal(
                    new(DisposalType.Archive, DisposalSource.CaseFile, null),
                    Of([EntryAppraised], Opened, FileAppraised)))),

        TestProperty("R38 a last day set by hand holds at every closing until other periods are set",
            CaseFileProperties.Wishes, wishes =>
            {
                var byHand = default(EndByHand);
                foreach (var happened in CaseFileProperties.Live(wishes).Events)
                {
                    if (happened is CaseFileClosed closed && byHand is { } end
                        && closed.Ends.RetentionEnds != end.RetentionEnds)
                        return false;
                    byHand = happened switch
                    {
                        RetentionEndSet e => new(e.New.RetentionEnds),
                        RetentionRuleChanged => null,
                        _ => byHand,
                    };
                }
                return true;
            }),

        TestProperty("R7 nobody but the archive changes what it decided", CaseFileProperties.Wishes, wishes =>
        {
            var (state, decided) = (CaseFileDecider.Initial, default(DisposalType?));
            foreach (var happened in CaseFileProperties.Live(wishes).Events)
            {
                state = CaseFileDecider.Evolve(state, happened);
                decided = happened is CaseFileAppraised e ? e.New : decided;
                if (state.Contents.Keeping.Appraised != decided)
                    return false;
            }
            return true;
        }));

    private static readonly PersonId Archivist = new(new Guid("01900000-0000-7000-8000-000000000018"));
    private static readonly RetentionRule Longer = new(5, 30, DisposalType.Archive);
    private static readonly DateOnly Later = new(2060, 6, 30);
    private static readonly FilePlanEvent EntryAppraised =
        new FilePlanEntryAppraised(RootEntry, DisposalType.Appraise, DisposalType.Destroy, Archivist, "wertlos");

    internal static readonly CaseFileEvent FileAppraised =
        new CaseFileAppraised(DisposalType.Appraise, DisposalType.Archive, Archivist, "Stadtbild", new(3));
    internal static readonly CaseFileEvent RuleByHand =
        new RetentionRuleChanged(TenYears, Longer, null, "Gewährleistung", "VOB");
    internal static readonly CaseFileEvent EndByHandSet =
        new RetentionEndSet(Ends, Ends with { RetentionEnds = Later }, "Prozess", "ZPO");

    internal static readonly Gen<CaseFileCommand> Wish =
        from revision in Gen.Choose(1, 6)
        from type in Gen.Elements(DisposalType.Archive, DisposalType.Destroy, DisposalType.Appraise)
        from above in Gen.Elements(DisposalType.Appraise, DisposalType.Archive)
        from end in Gen.Elements<DateOnly?>(null, Later, March, March.AddDays(-1))
        from reason in Gen.Elements("Prozess", "")
        from wish in Gen.Elements<CaseFileCommand>(
            new AppraiseCaseFile(new(revision), type, Archivist, reason, above, new(3)),
            new ChangeRule(new(revision), new(1, 2, type), reason, "VOB"),
            new SetRetentionEnd(new(revision), end, reason, "ZPO"))
        select wish;

    private static readonly CaseFileEvent FileMarked = new Core.CaseFiles.Deleting.DeletingEvent.DeletionMarked(
        ObjectRef.CaseFile, Asker, Checker, "falsche Akte");
    private static readonly CaseFileEvent FileGone = new Core.CaseFiles.Deleting.DeletingEvent.ObjectDeleted(
        ObjectRef.CaseFile, Asker, Checker, "falsche Akte", [], []);

    private static AppraiseCaseFile Appraise(int seen) =>
        new(new(seen), DisposalType.Archive, Archivist, "Stadtbild", DisposalType.Appraise, new(3));
    private static ChangeRule Change(int seen) => new(new(seen), Longer, "Gewährleistung", "VOB");
    private static SetRetentionEnd SetEnd(int seen) => new(new(seen), Later, "Prozess", "ZPO");

    private static IEnumerable<string> Offered(params CaseFileEvent[] events) => CaseFileActs.OnCaseFile(
        events.Aggregate(CaseFileDecider.Initial, CaseFileDecider.Evolve), March);

    private static FileDisposal Of(params CaseFileEvent[] events) => Of([], events);

    private static FileDisposal Of(FilePlanEvent[] plan, params CaseFileEvent[] events) => FileDisposal.Of(
        events.Aggregate(CaseFileDecider.Initial, CaseFileDecider.Evolve).Contents,
        new FilePlanEvent[]
        {
            new FilePlanEntryAdded(RootEntry, null, new("63"), "Bauen", null, false, null),
            new FilePlanEntryAdded(Entry, RootEntry, new("63.2"), "Bauanträge", null, true, null),
        }.Concat(plan).Aggregate(FilePlanDecider.Initial, FilePlanDecider.Evolve));

    private static Given<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent> Given(
        params CaseFileEvent[] events) => new(events);
}
