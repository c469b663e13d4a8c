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

[Rules.RulesOfCore]
public sealed class PlacementTests : Suite<PlacementTests>, ISuite
{
    public static Test Tests => TestList("R4 a file at a full leaf",
        TestCase("goes under the next of the run", () =>
            Given(Leaves).When(Take(First, full: First)).Then(new FilePlanEntryTookFiles(Second))),
        TestCase("goes under no leaf before it", () =>
            Given(Leaves).When(Take(Second, full: Second)).Then([.. Third])),
        TestCase("goes under a new leaf when the run is full", () =>
            Given(Leaves).When(Take(First, First, Second)).Then([.. Third])),
        TestCase("takes the number after the highest, and none that was ever given", () =>
            Given([.. Leaves, Leaf(Other, "63.2.3", "Abbruch"), new FilePlanEntryRemoved(Other, new("63.2.3"))])
                .When(Take(First, First, Second))
                .Then(Leaf(New, "63.2.4", "Bauanträge"), new FilePlanEntryTookFiles(New))),
        TestCase("goes under no leaf of another subject", () =>
            Given([.. Leaves, Leaf(Other, "63.2.3", "Abbruch")]).When(Take(First, First, Second))
                .Then(Leaf(New, "63.2.4", "Bauanträge"), new FilePlanEntryTookFiles(New))),
        TestCase("passes over leaves that are retired or closed", () =>
        {
            foreach (var happened in new FilePlanEvent[]
            {
                new FilePlanEntryRetired(Second, Today), new FilePlanEntryIntakeSet(Second, null, false),
            })
                Given([.. Leaves, happened]).When(Take(First, full: First)).Then([.. Third]);
        }),
        TestCase("takes rule, type and fields of the leaf before it along", () =>
        {
            ValueList<ExtraField> fields =
                [new(ObjectKind.CaseFile, "plot", "Flurstück", FieldKind.Line, 50, false, [])];
            Given(
            [
                .. Leaves, new FilePlanEntryRuled(First, null, new(2, 30, DisposalType.Appraise)),
                new FilePlanEntryFieldsDeclared(First, [], fields),
                new FilePlanEntryAppraised(First, DisposalType.Appraise, DisposalType.Destroy, Archivist, "wertlos"),
                new FilePlanEntryRetired(Second, Today),
            ]).When(Take(First, full: First)).Then(
                new FilePlanEntryAdded(
                    New, Above, new("63.2.3"), "Bauanträge", new RetentionRule(2, 30, DisposalType.Destroy), true,
                    null),
                new FilePlanEntryFieldsDeclared(New, [], fields), new FilePlanEntryTookFiles(New));
        }),
        TestCase("takes a rule alone along, or an appraisal alone", () =>
        {
            var rule = new RetentionRule(2, 30, DisposalType.Appraise);
            Given([.. Leaves, new FilePlanEntryRuled(First, null, rule)]).When(Take(First, First, Second)).Then(
                new FilePlanEntryAdded(New, Above, new("63.2.3"), "Bauanträge", rule, true, null),
                new FilePlanEntryTookFiles(New));
            Given(
            [
                .. Leaves,
                new FilePlanEntryAppraised(First, DisposalType.Appraise, DisposalType.Destroy, Archivist, "wertlos"),
            ]).When(Take(First, First, Second)).Then(
                new FilePlanEntryAdded(
                    New, Above, new("63.2.3"), "Bauanträge",
                    RetentionRule.Default with { Disposal = DisposalType.Destroy }, true, null),
                new FilePlanEntryTookFiles(New));
        }),
        TestCase("is refused where nothing is above it", () =>
            Given(Made, new FilePlanEntryAdded(First, null, new("1"), "x", null, true, null))
                .When(Take(First, full: First)).ThenRefused(LeafFull)),
        TestCase("is refused where the number would be too long", () =>
        {
            var notation = new string('9', 32);
            Given(Made, new FilePlanEntryAdded(Above, null, new(notation), "x", null, false, null),
                    new FilePlanEntryAdded(First, Above, new("1"), "x", null, true, null))
                .When(Take(First, full: First)).ThenRefused(LeafFull);
        }),
        TestList("one level up",
            TestCase("goes under the first of the run that takes it", () =>
            {
                Given(Leaves).When(Take(Above)).Then(new FilePlanEntryTookFiles(First));
                Given(Leaves).When(Take(Above, full: First)).Then(new FilePlanEntryTookFiles(Second));
                Given(Leaves).When(Take(Above, First, Second)).Then([.. Third]);
            }),
            TestCase("takes along what the last of the run asks for, where all are full", () =>
            {
                var rule = new RetentionRule(2, 30, DisposalType.Archive);
                Given([.. Leaves, new FilePlanEntryRuled(Second, null, rule)]).When(Take(Above, First, Second)).Then(
                    new FilePlanEntryAdded(New, Above, new("63.2.3"), "Bauanträge", rule, true, null),
                    new FilePlanEntryTookFiles(New));
            }),
            TestCase("is refused where no run of its subject lies below", () =>
            {
                Given(Made, AboveAdded, Leaf(First, "63.2.1", "Abbruch")).When(Take(Above)).ThenRefused(NotALeaf);
                Given(Made, AboveAdded, new FilePlanEntryAdded(
                    First, Above, new("63.2.1"), "Bauanträge", null, IsLeaf: false, null))
                    .When(Take(Above)).ThenRefused(NotALeaf);
            })),

        TestProperty("R4 goes where its subject is, under a leaf that takes it, or is refused", Towns, town =>
        {
            var (plan, wanted, full) = town;
            return Placement.Find(plan, wanted, Today, full) switch
            {
                Place.Leaf p => plan.IsLeaf(p.Entry.Id) && !full.Contains(p.Entry.Id)
                    && plan.TakesFiles(p.Entry.Id) && !(plan.RetiredOn(p.Entry.Id) <= Today)
                    && p.Entry.Title == plan.Find(wanted)!.Title,
                Place.NewLeaf p => !plan.IsGiven(p.Notation) && p.Like.Title == plan.Find(wanted)!.Title
                    && !p.Above.HoldsFiles && !p.Above.IsLeaf,
                _ => true,
            };
        }));

    private static readonly DateOnly Today = new(2026, 11, 2);
    private static readonly PersonId Archivist = new(new Guid("01900000-0000-7000-8000-000000000018"));
    private static readonly FilePlanEntryId Above = new(new Guid("01900000-0000-7000-8000-000000000020"));
    private static readonly FilePlanEntryId First = new(new Guid("01900000-0000-7000-8000-000000000021"));
    private static readonly FilePlanEntryId Second = new(new Guid("01900000-0000-7000-8000-000000000022"));
    private static readonly FilePlanEntryId Other = new(new Guid("01900000-0000-7000-8000-000000000023"));
    private static readonly FilePlanEntryId New = new(new Guid("01900000-0000-7000-8000-000000000024"));

    private static readonly FilePlanEvent Made = new FilePlanCreated(new(Guid.Empty), "Plan", new(2020, 1, 1));
    private static readonly FilePlanEvent AboveAdded =
        new FilePlanEntryAdded(Above, null, new("63.2"), "Bauanträge", null, IsLeaf: false, ValidFrom: null);
    private static readonly FilePlanEvent[] Leaves =
        [Made, AboveAdded, Leaf(First, "63.2.1", "Bauanträge"), Leaf(Second, "63.2.2", "Bauanträge")];
    private static readonly FilePlanEvent[] Third =
        [Leaf(New, "63.2.3", "Bauanträge"), new FilePlanEntryTookFiles(New)];

    private static readonly Arbitrary<(FilePlanTree Plan, FilePlanEntryId Wanted, ValueList<FilePlanEntryId> Full)>
        Towns = (
            from happened in Gen.Elements<FilePlanEvent>(
                new FilePlanEntryRetired(First, Today), new FilePlanEntryRetired(Above, Today),
                new FilePlanEntryRetired(Second, Today.AddDays(1)), new FilePlanEntryIntakeSet(Above, null, false),
                new FilePlanEntryIntakeSet(Second, null, false), new FilePlanEntryIntakeSet(First, null, true),
                new FilePlanEntryRetitled(Second, "Bauanträge", "Abbruch"), new FilePlanEntryTookFiles(First),
                Leaf(Other, "63.2.3", "Bauanträge"), Leaf(Other, "63.2.9", "Abbruch")).ArrayOf().Resize(6)
            from wanted in Gen.Elements(Above, First, Second)
            from full in Gen.Elements(First, Second, Other).ArrayOf().Resize(3)
            select (Leaves.Concat(happened).Aggregate(FilePlanDecider.Initial, FilePlanDecider.Evolve), wanted,
                (ValueList<FilePlanEntryId>)[.. full])).ToArbitrary();

    private static FilePlanEvent Leaf(FilePlanEntryId id, string notation, string title) =>
        new FilePlanEntryAdded(id, Above, new(notation), title, null, IsLeaf: true, ValidFrom: null);

    private static TakeFile Take(FilePlanEntryId entry, params FilePlanEntryId[] full) =>
        new(entry, Today) { Full = [.. full], Next = New };

    private static Given<FilePlanDecider, FilePlanTree, FilePlanCommand, FilePlanEvent> Given(
        params FilePlanEvent[] events) => new(events);
}
