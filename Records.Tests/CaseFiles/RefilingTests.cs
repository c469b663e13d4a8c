using FsCheck;
using FsCheck.Fluent;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Cancelling;
using Records.Core.CaseFiles.Locking;
using Records.Core.CaseFiles.Moving;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.Retention;
using Xunit;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Core.CaseFiles.CaseFileRefusals;
using static Records.Core.CaseFiles.Moving.MovingCommand;
using static Records.Core.CaseFiles.Moving.MovingEvent;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.CaseFiles;

[Rules.RulesOfCore]
public sealed class RefilingTests : Suite<RefilingTests>, ISuite
{
    public static Test Tests => TestList("re-filing a case file",
        TestList("R39 under another entry",
            TestCase("gives it another reference and rule, and keeps old and new", () =>
                Given(Opened).When(Refile()).Then(FileRefiled)),
            TestCase("under its own entry changes nothing", () =>
                Given(Opened, FileRefiled).When(Refile(2)).ThenNothing()),
            TestCase("that nobody names, and to its own unit, changes nothing", () =>
                Given(Opened).When(Refile() with { To = null }).ThenNothing()),
            TestCase("leaves periods alone that were set by hand", () =>
            {
                var byHand = new RetentionRule(5, 30, DisposalType.Archive);
                Given(Opened, KeepingTests.RuleByHand).When(Refile(2) with { To = There with { Rule = byHand } }).Then(
                    (CaseFileRefiled)FileRefiled with { OldRule = RuleNow, NewRule = RuleNow, RuleFrom = null });
            }),
            TestCase("is what closing counts by", () =>
                Given(Opened, FileRefiled).When(new CloseCaseFile(new(2), March)).Then(
                    new CaseFileEvent.CaseFileClosed(
                        March, There.Rule, new(new(2031, 12, 31), new DateOnly(2056, 12, 31))))),
            TestCase("is what later matters are called by", () =>
                Given(Opened, FileRefiled).When(new OpenMatter(FirstMatter, Subject("a"))).Then(
                    new CaseFileEvent.MatterOpened(
                        FirstMatter, 1, [new("subject", null, "a")], null, new("66.1-2026/0003-01")))),
            TestCase("needs the newest state to have been seen", () =>
                Given(Opened, Described).When(Refile()).ThenRefused(RevisionStale)),
            TestEach("needs a reason", ["", " "], reason =>
                Given(Opened).When(Refile() with { Reason = reason }).ThenRefused(DescribingRefusals.ReasonRequired)),
            TestCase("takes a clean reason only", () =>
                Given(Opened).When(Refile() with { Reason = "\0" }).ThenRefused(DescribingRefusals.ReasonUnclean)),
            TestCase("needs a file in work", () =>
            {
                Given().When(Refile()).ThenRefused(NotOpened);
                Given(Opened, Closed).When(Refile(2)).ThenRefused(NotActive);
                Given(Opened, new CancellingEvent.ObjectCancelled(ObjectRef.CaseFile, "x")).When(Refile(2))
                    .ThenRefused(CaseFileCancelled);
            }),
            TestCase("stops at a lock", () =>
                Given(Opened, new LockingEvent.ObjectLocked(ObjectRef.CaseFile, null)).When(Refile(2))
                    .ThenRefused(Locked))),

        TestList("R39 to another unit",
            TestCase("says whose it was and whose it is", () =>
                Given(Opened).When(Reassign()).Then(FileReassigned)),
            TestCase("whose it is changes nothing", () =>
                Given(Opened, FileReassigned).When(Reassign(2)).ThenNothing()),
            TestCase("and under another entry at once is one decision", () =>
                Given(Opened).When(Refile() with { LeadUnit = OtherUnit }).Then(
                    FileRefiled, new CaseFileReassigned(Unit, OtherUnit, "gehört zum Tiefbau"))),
            TestCase("needs the newest state to have been seen", () =>
                Given(Opened, Described).When(Reassign()).ThenRefused(RevisionStale)),
            TestCase("stops at a lock", () =>
                Given(Opened, new LockingEvent.ObjectLocked(ObjectRef.CaseFile, null)).When(Reassign(2))
                    .ThenRefused(Locked))),

        TestProperty("R39 a file lies where it was re-filed last, each time from where it lay, with all that was in it",
            CaseFileProperties.Wishes, wishes =>
            {
                var state = CaseFileDecider.Initial;
                foreach (var happened in CaseFileProperties.Live(wishes).Events)
                {
                    var before = state;
                    state = CaseFileDecider.Evolve(state, happened);
                    if (before is CaseFile.Unopened)
                        continue;
                    var (was, now) = (before.Contents, state.Contents);
                    var isRight = happened switch
                    {
                        CaseFileRefiled e =>
                            (was.Entry, was.Reference, was.Rule) == (e.OldEntry, e.OldReference, e.OldRule)
                            && (now.Entry, now.Reference, now.Rule) == (e.NewEntry, e.NewReference, e.NewRule)
                            && e.OldEntry != e.NewEntry && now.LeadUnit == was.LeadUnit
                            && (!was.Keeping.IsRuleByHand || now.Rule == was.Rule),
                        CaseFileReassigned e =>
                            was.LeadUnit == e.Old && now.LeadUnit == e.New && e.Old != e.New
                            && (was.Entry, was.Reference, was.Rule) == (now.Entry, now.Reference, now.Rule),
                        _ => (was.Entry, was.Reference, was.LeadUnit) == (now.Entry, now.Reference, now.LeadUnit),
                    };
                    if (!isRight || (happened is CaseFileRefiled or CaseFileReassigned
                        && (!was.Matters.Equals(now.Matters) || !was.Documents.Equals(now.Documents)
                            || now.Revision != was.Revision.Next())))
                        return false;
                }
                return true;
            }));

    /// <summary>Wishes for sequences in which all families meet.</summary>
    internal static Gen<CaseFileCommand> Wish { get; } =
        from revision in Gen.Choose(1, 4).Select(n => new Revision(n))
        from unit in Gen.Elements(Unit, OtherUnit)
        from to in Gen.Elements<PlanPlace?>(null, There, Back)
        select (CaseFileCommand)new RefileCaseFile(revision, to, unit, "gehört zum Tiefbau");

    private static readonly PlanPlace There = new(
        new("66.1-2026/0003"), OtherEntry, new(5, 30, DisposalType.Archive), OtherEntry, new(9));
    private static readonly PlanPlace Back = new(new("63.2-2026/0418"), Entry, TenYears, RootEntry, new(9));

    private static RetentionRule RuleNow =>
        ((Core.CaseFiles.Keeping.KeepingEvent.RetentionRuleChanged)KeepingTests.RuleByHand).New;

    private static RefileCaseFile Refile(int seen = 1) => new(new(seen), There, Unit, "gehört zum Tiefbau");

    private static RefileCaseFile Reassign(int seen = 1) =>
        new(new(seen), null, OtherUnit, "Zuständigkeit hat gewechselt");

    private static Given<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent> Given(
        params CaseFileEvent[] events) => new(events);
}
