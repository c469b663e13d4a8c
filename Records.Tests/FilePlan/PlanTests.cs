using FsCheck;
using FsCheck.Fluent;
using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.FilePlan;
using Records.Core.People;
using Records.Core.Retention;
using Xunit;
using static Records.Core.FilePlan.FilePlanCommand;
using static Records.Core.FilePlan.FilePlanEvent;
using static Records.Core.FilePlan.FilePlanRefusals;

namespace Records.Tests.FilePlan;

/// <summary>The plan and its versions, removing, and appraisal in advance.</summary>
[Rules.RulesOfCore]
public sealed class PlanTests : Suite<PlanTests>, ISuite
{
    public static Test Tests => TestList("file plan",
        TestList("R1 the plan",
            TestCase("is made once", () =>
                Given().When(new CreatePlan(Plan, " Plan ", Begin)).Then(Made)),
            TestCase("made again as it is, stays", () =>
                Given(Made).When(new CreatePlan(new(Guid.NewGuid()), "Plan", Begin)).ThenNothing()),
            TestCase("is refused a second time", () =>
                Given(Made).When(new CreatePlan(Plan, "Anderer", Begin)).ThenRefused(PlanExists)),
            TestCase("needs a title", () =>
                Given().When(new CreatePlan(Plan, " ", Begin)).ThenRefused(TitleUnclean)),
            TestCase("must be there before an entry is added", () =>
                Given().When(new AddEntry(Top, null, new("63"), "x", null)).ThenRefused(PlanMissing)),
            TestCase("takes no file before it is valid", () =>
                Given(Made, TopAdded).When(new TakeFile(Top, Begin.AddDays(-1))).ThenRefused(EntryNotValid(Begin))),
            TestCase("goes on in a new version, without what is retired by then", () =>
                Given(Made, TopAdded, MiddleAdded, LowAdded, OtherAdded, new FilePlanEntryRetired(Middle, Today))
                    .When(new BeginVersion(Today)).Then(new FilePlanVersionBegun(2, Today, [Middle, Low]))),
            TestCase("leaves each entry once", () =>
                Given(Made, TopAdded, new FilePlanEntryRetired(Top, Today),
                        new FilePlanVersionBegun(2, Today, [Top]))
                    .When(new BeginVersion(Today.AddDays(1))).Then(new FilePlanVersionBegun(3, Today.AddDays(1), []))),
            TestCase("begins no version twice", () =>
                Given(Made).When(new BeginVersion(Begin)).ThenNothing()),
            TestCase("begins no version before the last", () =>
                Given(Made, new FilePlanVersionBegun(2, Today, [])).When(new BeginVersion(Today.AddDays(-1)))
                    .ThenRefused(VersionNotLater(Today))),
            TestCase("begins no version where there is no plan", () =>
                Given().When(new BeginVersion(Today)).ThenRefused(PlanMissing)),
            TestCase("an entry that was left is still read, and takes no file", () =>
            {
                var plan = After(Made, TopAdded, new FilePlanEntryRetired(Top, Today),
                    new FilePlanVersionBegun(2, Today, [Top]));
                Assert.Equal(2, plan.Find(Top)!.LeftWith);
                Refused(EntryRetired(Today), FilePlanDecider.Decide(new TakeFile(Top, Today), plan));
            }),
            TestCase("says which version is valid on a day", () =>
            {
                var plan = After(Made, new FilePlanVersionBegun(2, Today, []));
                Assert.Equal(
                    [null, 1, 1, 2],
                    new[] { Begin.AddDays(-1), Begin, Today.AddDays(-1), Today }
                        .Select(day => plan.VersionOn(day)?.Number));
            })),

        TestList("R5 removing an entry",
            TestCase("takes it out", () =>
                Given(Made, TopAdded).When(new RemoveEntry(Top, new(1)))
                    .Then(new FilePlanEntryRemoved(Top, new("63")))),
            TestCase("is refused where a file ever lay", () =>
                Given(Made, TopAdded, new FilePlanEntryTookFiles(Top)).When(new RemoveEntry(Top, new(1)))
                    .ThenRefused(EntryHoldsFiles with { Pointer = null })),
            TestCase("is refused where entries lie below", () =>
                Given(Made, TopAdded, MiddleAdded).When(new RemoveEntry(Top, new(1))).ThenRefused(EntryHasEntries)),
            TestCase("gives its notation to nobody", () =>
                Given(Made, TopAdded, new FilePlanEntryRemoved(Top, new("63")))
                    .When(new AddEntry(Other, null, new("63"), "x", null)).ThenRefused(NotationTaken(new("63")))),
            TestCase("is not needed to retire: what lies below takes no files either", () =>
                Given(Made, TopAdded, MiddleAdded, new FilePlanEntryRetired(Top, Today))
                    .When(new TakeFile(Middle, Today)).ThenRefused(EntryRetired(Today)))),

        TestList("R6 appraisal of an entry",
            TestCase("keeps who decided and why", () =>
                Given(Made, TopAdded, MiddleAdded).When(Archived(Top, 1)).Then(TopAppraised)),
            TestCase("holds for all below that stands at B", () =>
                Assert.Equal(
                    (DisposalType.Archive, (FilePlanEntryId?)Top, true),
                    Holding(After(Made, TopAdded, MiddleAdded, LowAdded, TopAppraised).DisposalFor(Low)))),
            TestCase("holds for what stands at B by a rule of its own", () =>
                Assert.Equal(
                    (DisposalType.Archive, (FilePlanEntryId?)Top, true),
                    Holding(After(
                        Made, TopAdded, MiddleAdded, new FilePlanEntryRuled(Middle, null, RetentionRule.Default),
                        TopAppraised).DisposalFor(Middle)))),
            TestCase("is nobody's where nobody decided, not even that of a rule that says B", () =>
            {
                Assert.Equal(
                    (DisposalType.Appraise, null, false),
                    Holding(After(Made, TopAdded, MiddleAdded).DisposalFor(Middle)));
                Assert.Equal(
                    (DisposalType.Appraise, (FilePlanEntryId?)Top, false),
                    Holding(After(
                        Made, TopAdded, MiddleAdded, new FilePlanEntryRuled(Top, null, RetentionRule.Default))
                        .DisposalFor(Middle)));
            }),
            TestCase("is not undone below in two steps of the registry", () =>
                Given(Made, TopAdded, TopAppraised, MiddleAdded,
                        new FilePlanEntryRuled(Middle, null, new(1, 1, DisposalType.Archive)))
                    .When(new RuleEntry(Middle, new(2), Destroyed)).ThenRefused(DisposalDataIsSeparate)),
            TestCase("can be taken back to B, though what lies below inherited it", () =>
                Given(Made, TopAdded, MiddleAdded, TopAppraised)
                    .When(new AppraiseEntry(Top, new(2), DisposalType.Appraise, Archivist, "doch einzeln"))
                    .Then(new FilePlanEntryAppraised(
                        Top, DisposalType.Archive, DisposalType.Appraise, Archivist, "doch einzeln"))),
            TestCase("again changes nothing", () =>
                Given(Made, TopAdded, TopAppraised).When(Archived(Top, 2)).ThenNothing()),
            TestCase("is refused over an entry that was appraised", () =>
                Given(Made, TopAdded, MiddleAdded, LowAdded, new FilePlanEntryAppraised(
                        Low, DisposalType.Appraise, DisposalType.Destroy, Archivist, "wertlos"))
                    .When(Archived(Top, 1)).ThenRefused(AlreadyAppraisedBelow(new("63.2.1")))),
            TestCase("is refused over the nearest first", () =>
                Given(Made, TopAdded, MiddleAdded, LowAdded, new FilePlanEntryRuled(Low, null, Destroyed),
                        new FilePlanEntryRuled(Middle, null, Destroyed))
                    .When(Archived(Top, 1)).ThenRefused(AlreadyAppraisedBelow(new("63.2")))),
            TestCase("is refused over an entry whose own rule says V", () =>
                Given(Made, TopAdded, MiddleAdded, new FilePlanEntryRuled(Middle, null, Destroyed))
                    .When(Archived(Top, 1)).ThenRefused(AlreadyAppraisedBelow(new("63.2")))),
            TestCase("reaches an entry whose own rule says V, where the archive has said B of it", () =>
                Given(Made, TopAdded, MiddleAdded, new FilePlanEntryRuled(Middle, null, Destroyed),
                        new FilePlanEntryAppraised(
                            Middle, DisposalType.Destroy, DisposalType.Appraise, Archivist, "doch einzeln"))
                    .When(Archived(Top, 1)).Then(TopAppraised)),
            TestEach("needs a reason", ["", "  "], reason =>
                Given(Made, TopAdded).When(Archived(Top, 1) with { Reason = reason })
                    .ThenRefused(DescribingRefusals.ReasonRequired)),
            TestCase("takes a clean reason only", () =>
                Given(Made, TopAdded).When(Archived(Top, 1) with { Reason = "\0" })
                    .ThenRefused(DescribingRefusals.ReasonUnclean)),
            TestCase("is not undone by a rule of the registry, here or below, now or later", () =>
            {
                Given(Made, TopAdded, TopAppraised).When(new RuleEntry(Top, new(2), Destroyed))
                    .ThenRefused(DisposalDataIsSeparate);
                Given(Made, TopAdded, MiddleAdded, TopAppraised).When(new RuleEntry(Middle, new(1), Destroyed))
                    .ThenRefused(DisposalDataIsSeparate);
                Given(Made, TopAdded, TopAppraised).When(new AddEntry(Other, Top, new("63.9"), "x", Destroyed))
                    .ThenRefused(DisposalDataIsSeparate);
            }),
            TestCase("leaves the periods to the registry", () =>
            {
                var longer = new RetentionRule(1, 50, DisposalType.Archive);
                Given(Made, TopAdded, TopAppraised).When(new RuleEntry(Top, new(2), longer))
                    .Then(new FilePlanEntryRuled(Top, null, longer));
            })),

        TestList("R8 taking files",
            TestCase("is refused before the entry's own first day", () =>
                Given(Made, new FilePlanEntryAdded(Top, null, new("63"), "Bauen", null, true, Today))
                    .When(new TakeFile(Top, Today.AddDays(-1))).ThenRefused(EntryNotValid(Today))),
            TestCase("is refused where it is closed to new files, here or above", () =>
                Given(Made, TopAdded, MiddleAdded, new FilePlanEntryIntakeSet(Top, null, false))
                    .When(new TakeFile(Middle, Today)).ThenRefused(EntryClosed)),
            TestCase("is allowed where a nearer word says so", () =>
                Given(Made, TopAdded, MiddleAdded, new FilePlanEntryIntakeSet(Top, null, false),
                        new FilePlanEntryIntakeSet(Middle, null, true))
                    .When(new TakeFile(Middle, Today)).Then(new FilePlanEntryTookFiles(Middle))),
            TestCase("is closed by one word, and the same word again is none", () =>
            {
                Given(Made, TopAdded).When(new SetIntake(Top, new(1), false))
                    .Then(new FilePlanEntryIntakeSet(Top, null, false));
                Given(Made, TopAdded).When(new SetIntake(Top, new(1), null)).ThenNothing();
            })),

        TestProperty("R6 what the archive decided is changed by nobody else, whatever is wished", Wishes, wishes =>
        {
            var plan = After(Made, TopAdded, MiddleAdded, LowAdded, TopAppraised);
            foreach (var wish in wishes)
            {
                plan = Next(plan, wish);
                if (plan.Entries.Keys.Select(id => new FilePlanEntryId(id)).Any(id =>
                    plan.Lineage(id).Any(above => above.Id == Top)
                    && plan.DisposalFor(id) is not { Type: DisposalType.Archive }))
                    return false;
            }
            return true;
        }),

        TestProperty("R1 versions are numbered without a gap and each begins later", Wishes, wishes =>
        {
            var versions = wishes.Aggregate(After(Made), Next).Head!.Versions;
            return versions.Select(version => version.Number).SequenceEqual(Enumerable.Range(1, versions.Count))
                && versions.Zip(versions.Skip(1)).All(pair => pair.First.ValidFrom < pair.Second.ValidFrom);
        }),

        TestProperty("R2 R5 nothing lies below a leaf, and where a file lay an entry stays", Wishes, wishes =>
        {
            var (plan, held) = (After(Made), new HashSet<Guid>());
            foreach (var wish in wishes)
            {
                plan = Next(plan, wish);
                held.UnionWith(plan.Entries.Values.Where(entry => entry.HoldsFiles).Select(entry => entry.Id.Value));
            }
            return plan.Entries.Values.All(entry =>
                    entry.Parent is not { } above || plan.Find(above) is { IsLeaf: false })
                && held.All(plan.Entries.ContainsKey);
        }));

    private static readonly DateOnly Begin = new(2020, 1, 1);
    private static readonly DateOnly Today = new(2026, 11, 2);
    private static readonly PersonId Archivist = new(new Guid("01900000-0000-7000-8000-000000000018"));
    private static readonly FilePlanId Plan = new(new Guid("01900000-0000-7000-8000-000000000010"));
    internal static readonly FilePlanEntryId Top = new(new Guid("01900000-0000-7000-8000-000000000011"));
    private static readonly FilePlanEntryId Middle = new(new Guid("01900000-0000-7000-8000-000000000012"));
    internal static readonly FilePlanEntryId Low = new(new Guid("01900000-0000-7000-8000-000000000013"));
    internal static readonly FilePlanEntryId Other = new(new Guid("01900000-0000-7000-8000-000000000014"));
    private static readonly RetentionRule Destroyed = new(10, 10, DisposalType.Destroy);

    internal static readonly FilePlanEvent Made = new FilePlanCreated(Plan, "Plan", Begin);
    internal static readonly FilePlanEvent TopAdded = Added(Top, null, "63", "Bauen");
    private static readonly FilePlanEvent MiddleAdded = Added(Middle, Top, "63.2", "Bauanträge");
    private static readonly FilePlanEvent LowAdded = Added(Low, Middle, "63.2.1", "Anbauten");
    internal static readonly FilePlanEvent OtherAdded = Added(Other, null, "64", "Wohnen");
    private static readonly FilePlanEvent TopAppraised =
        new FilePlanEntryAppraised(Top, DisposalType.Appraise, DisposalType.Archive, Archivist, "Stadtbild");

    // Everything the registry can wish; the archive's act is left out.
    private static readonly Arbitrary<FilePlanCommand[]> Wishes = (
        from id in Gen.Elements(Top, Middle, Low, Other)
        from parent in Gen.Elements<FilePlanEntryId?>(Top, Middle, Low)
        from notation in Gen.Elements("63.7", "63.8", "63.9")
        from revision in Gen.Choose(1, 4)
        from isLeaf in Gen.Elements(true, false)
        from rule in Gen.Elements<RetentionRule?>(null, Destroyed, new(1, 1, DisposalType.Archive))
        from days in Gen.Choose(-1, 3)
        from wish in Gen.Elements<FilePlanCommand>(
            new BeginVersion(Today.AddDays(days)),
            new AddEntry(id, parent, new(notation), "x", rule) { IsLeaf = isLeaf },
            new AddEntry(id, null, new("6"), "x", new(1, 1, DisposalType.Archive)) { IsLeaf = isLeaf },
            new RuleEntry(id, new(revision), rule),
            new EditEntry(id, new(revision), "y", "z", [Other], rule),
            new SetIntake(id, new(revision), isLeaf),
            new RetireEntry(id, new(revision), Today.AddDays(days)),
            new RemoveEntry(id, new(revision)),
            new TakeFile(id, Today))
        select wish).ToArbitrary().Array();

    private static AppraiseEntry Archived(FilePlanEntryId entry, int seen) =>
        new(entry, new(seen), DisposalType.Archive, Archivist, "Stadtbild");

    internal static FilePlanEvent Added(FilePlanEntryId id, FilePlanEntryId? parent, string notation, string title) =>
        new FilePlanEntryAdded(id, parent, new(notation), title, null, IsLeaf: false, ValidFrom: null);

    private static (DisposalType, FilePlanEntryId?, bool) Holding(EntryDisposal said) =>
        (said.Type, said.From, said.IsAppraised);

    private static void Refused(Refusal reason, Decision<FilePlanEvent> decision) =>
        Assert.Equal(new Decision<FilePlanEvent>.Refused(reason), decision);

    private static FilePlanTree Next(FilePlanTree plan, FilePlanCommand wish) =>
        FilePlanDecider.Decide(wish, plan) is Decision<FilePlanEvent>.Accepted accepted
            ? accepted.Events.Aggregate(plan, FilePlanDecider.Evolve)
            : plan;

    private static Given<FilePlanDecider, FilePlanTree, FilePlanCommand, FilePlanEvent> Given(
        params FilePlanEvent[] events) => new(events);
    private static FilePlanTree After(params FilePlanEvent[] events) =>
        events.Aggregate(FilePlanDecider.Initial, FilePlanDecider.Evolve);
}
