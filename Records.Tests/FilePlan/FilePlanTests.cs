using FsCheck;
using FsCheck.Fluent;
using Records.Core.Deciding;
using Records.Core.FilePlan;
using Records.Core.Retention;
using Records.Storage.Json;
using Xunit;
using static Records.Core.FilePlan.FilePlanCommand;
using static Records.Core.FilePlan.FilePlanEvent;
using static Records.Core.FilePlan.FilePlanRefusals;

namespace Records.Tests.FilePlan;

[Rules.RulesOfCore]
public sealed class FilePlanTests : Suite<FilePlanTests>, ISuite
{
    public static Test Tests => TestList("file plan",
        TestList("R2 adding an entry",
            TestCase("puts it below its parent", () =>
                Given(Root).When(new AddEntry(Leaf, Building, new("63.2"), " Bauanträge ", null)).Then(BelowRoot)),
            TestCase("again changes nothing", () =>
                Given(Root, BelowRoot).When(new AddEntry(Leaf, Building, new("63.2"), "Bauanträge", null))
                    .ThenNothing()),
            TestCase("under an entry that holds files is refused", () =>
                Given(Root, new FilePlanEntryTookFiles(Building))
                    .When(new AddEntry(Leaf, Building, new("63.2"), "x", null)).ThenRefused(EntryHoldsFiles)),
            TestCase("with a notation that was given before is refused", () =>
                Given(Root, BelowRoot).When(new AddEntry(Other, null, new("63.2"), "x", null))
                    .ThenRefused(NotationTaken(new("63.2")))),
            TestCase("under nothing known is refused", () =>
                Given(Root).When(new AddEntry(Leaf, Other, new("63.2"), "x", null)).ThenRefused(UnknownParent)),
            TestEach("refuses the notation",
                ["", " 63", "63/2", "63..2", "63.", "ä", "1\n", new string('1', 33)], notation =>
                    Given().When(new AddEntry(Leaf, null, new(notation), "x", null)).ThenRefused(NotationMalformed)),
            TestEach("refuses the title", ["", "  ", "a\0b", "a\nb", new string('x', 201)], title =>
                Given().When(new AddEntry(Leaf, null, new("1"), title, null)).ThenRefused(TitleUnclean)),
            TestCase("takes the longest notation and title there may be", () =>
            {
                var (notation, title) = (new Notation(new string('1', 32)), new string('x', 200));
                Given().When(new AddEntry(Leaf, null, notation, $" {title} ", null))
                    .Then(Added(Leaf, null, notation.Value, title, null));
            }),
            TestCase("that is there as something else is refused", () =>
            {
                Given(Root, BelowRoot).When(new AddEntry(Leaf, null, new("63.2"), "x", null)).ThenRefused(EntryExists);
                Given(Root, BelowRoot).When(new AddEntry(Leaf, Building, new("63.3"), "x", null))
                    .ThenRefused(EntryExists);
            }),
            TestEach("refuses the period of years", [-1, 201, int.MaxValue], years =>
                Given().When(new AddEntry(Leaf, null, new("1"), "x", new(years, 1, DisposalType.Destroy)))
                    .ThenRefused(RuleOutOfRange))),

        TestList("R2 a leaf entry",
            TestCase("is declared when it is added", () =>
                Given().When(new AddEntry(Leaf, null, new("63"), "Bauen", null) { IsLeaf = true }).Then(LeafAdded)),
            TestCase("takes nothing below", () =>
                Given(LeafAdded).When(new AddEntry(Other, Leaf, new("63.1"), "x", null)).ThenRefused(EntryIsLeaf))),

        TestList("R6 the rule of an entry",
            TestCase("is inherited from the nearest entry above that has one", () =>
            {
                var plan = After(Root, BelowRoot);
                Assert.Equal((FiveYears, Building), (plan.RuleFor(Leaf).Rule, plan.RuleFor(Leaf).From));
            }),
            TestCase("is ten, ten, appraise where nobody says otherwise", () =>
                Assert.Equal((RetentionRule.Default, default(FilePlanEntryId?)), After(Bare).RuleFor(Leaf))),
            TestCase("of its own wins", () =>
                Assert.Equal(
                    Forever, After(Root, BelowRoot, new FilePlanEntryRuled(Leaf, null, Forever)).RuleFor(Leaf).Rule)),
            TestCase("changes with old and new", () =>
                Given(Root).When(new RuleEntry(Building, new(1), Forever))
                    .Then(new FilePlanEntryRuled(Building, FiveYears, Forever)))),

        TestList("R8 opening a file",
            TestCase("is noted the first time", () =>
                Given(Root, BelowRoot).When(new TakeFile(Leaf, Today)).Then(new FilePlanEntryTookFiles(Leaf))),
            TestCase("is possible from the plan's first day on", () =>
                Given(Bare).When(new TakeFile(Leaf, new(2020, 1, 1))).Then(new FilePlanEntryTookFiles(Leaf))),
            TestCase("waits for the latest of the first days", () =>
            {
                var late = new FilePlanEntryAdded(Building, null, new("63"), "Bauen", null, false, Today);
                Given(late, BelowRoot).When(new TakeFile(Leaf, Today.AddDays(-1))).ThenRefused(EntryNotValid(Today));
                Given(late, BelowRoot).When(new TakeFile(Leaf, Today)).Then(new FilePlanEntryTookFiles(Leaf));
            }),
            TestCase("ends with the earliest of the last days", () =>
                Given(Root, BelowRoot, new FilePlanEntryRetired(Building, Today),
                        new FilePlanEntryRetired(Leaf, Today.AddDays(-5)))
                    .When(new TakeFile(Leaf, Today)).ThenRefused(EntryRetired(Today.AddDays(-5)))),
            TestCase("is only possible at a leaf", () =>
                Given(Root, BelowRoot).When(new TakeFile(Building, Today)).ThenRefused(NotALeaf)),
            TestCase("is possible till the day before retirement", () =>
                Given(Root, new FilePlanEntryRetired(Building, Today.AddDays(1))).When(new TakeFile(Building, Today))
                    .Then(new FilePlanEntryTookFiles(Building))),
            TestCase("is refused from the day of retirement", () =>
                Given(Root, new FilePlanEntryRetired(Building, Today)).When(new TakeFile(Building, Today))
                    .ThenRefused(EntryRetired(Today)))),

        TestList("changing",
            TestCase("a title seen long ago is stale", () =>
                Given(Root, new FilePlanEntryRetitled(Building, "Bauen", "Bau"))
                    .When(new RetitleEntry(Building, new(1), "x")).ThenRefused(EntryStale)),
            TestCase("an entry nobody knows is not found", () =>
                Given().When(new RetitleEntry(Building, new(1), "x")).ThenRefused(UnknownEntry)),
            TestCase("a title keeps the one before", () =>
                Given(Root).When(new RetitleEntry(Building, new(1), " Bau "))
                    .Then(new FilePlanEntryRetitled(Building, "Bauen", "Bau"))),
            TestCase("to the same title changes nothing", () =>
                Given(Root).When(new RetitleEntry(Building, new(1), " Bauen ")).ThenNothing()),
            TestCase("to no title is refused", () =>
                Given(Root).When(new RetitleEntry(Building, new(1), " ")).ThenRefused(TitleUnclean)),
            TestCase("retiring says from which day on", () =>
                Given(Root).When(new RetireEntry(Building, new(1), Today))
                    .Then(new FilePlanEntryRetired(Building, Today))),
            TestCase("retiring twice changes nothing", () =>
                Given(Root, new FilePlanEntryRetired(Building, Today)).When(new RetireEntry(Building, new(2), Today))
                    .ThenNothing())),

        TestEach("has a stored name for", Union.CasesOf<FilePlanEvent>(), type =>
            Assert.Contains(type, new FilePlanEventCodec().Forms.Select(form => form.Shape))),

        TestProperty("whatever is wished, no notation stands twice and no file hangs above another entry",
            Wishes, wishes =>
            {
                var plan = After();
                foreach (var wish in wishes)
                    if (FilePlanDecider.Decide(wish, plan) is Decision<FilePlanEvent>.Accepted accepted)
                        plan = accepted.Events.Aggregate(plan, FilePlanDecider.Evolve);
                return plan.Entries.Values.Select(entry => entry.Notation).Distinct().Count() == plan.Entries.Count
                    && plan.Entries.Values.Where(entry => entry.HoldsFiles).All(entry => plan.IsLeaf(entry.Id));
            }));

    private static readonly DateOnly Today = new(2026, 11, 2);
    private static readonly FilePlanEntryId Building = new(new Guid("01900000-0000-7000-8000-000000000011"));
    private static readonly FilePlanEntryId Leaf = new(new Guid("01900000-0000-7000-8000-000000000012"));
    private static readonly FilePlanEntryId Other = new(new Guid("01900000-0000-7000-8000-000000000013"));
    private static readonly RetentionRule FiveYears = new(5, 5, DisposalType.Destroy);
    private static readonly RetentionRule Forever = new(10, null, DisposalType.Archive);

    private static readonly FilePlanEvent Made =
        new FilePlanCreated(new(new Guid("01900000-0000-7000-8000-000000000010")), "Plan", new(2020, 1, 1));

    private static FilePlanEvent Added(
        FilePlanEntryId id, FilePlanEntryId? parent, string notation, string title, RetentionRule? rule) =>
        new FilePlanEntryAdded(id, parent, new(notation), title, rule, IsLeaf: false, ValidFrom: null);

    private static readonly FilePlanEvent Root = Added(Building, null, "63", "Bauen", FiveYears);
    private static readonly FilePlanEvent BelowRoot =
        Added(Leaf, Building, "63.2", "Bauanträge", null);
    private static readonly FilePlanEvent Bare = Added(Leaf, null, "63.2", "Bauanträge", null);

    private static readonly FilePlanEvent LeafAdded =
        new FilePlanEntryAdded(Leaf, null, new("63"), "Bauen", null, IsLeaf: true, ValidFrom: null);

    private static readonly Arbitrary<FilePlanCommand[]> Wishes = (
        from id in Gen.Elements(Building, Leaf, Other)
        from parent in Gen.Elements<FilePlanEntryId?>(null, Building, Leaf, Other)
        from notation in Gen.Elements("63", "63.2", "63.3")
        from revision in Gen.Choose(1, 3)
        from wish in Gen.Elements<FilePlanCommand>(
            new AddEntry(id, parent, new(notation), "x", null),
            new RetitleEntry(id, new(revision), "y"),
            new RuleEntry(id, new(revision), Forever),
            new RetireEntry(id, new(revision), Today.AddDays(1)),
            new TakeFile(id, Today))
        select wish).ToArbitrary().Array();

    private static Given<FilePlanDecider, FilePlanTree, FilePlanCommand, FilePlanEvent> Given(
        params FilePlanEvent[] events) => new([Made, .. events]);
    private static FilePlanTree After(params FilePlanEvent[] events) =>
        events.Prepend(Made).Aggregate(FilePlanDecider.Initial, FilePlanDecider.Evolve);
}
