using FsCheck;
using FsCheck.Fluent;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Moving;
using Records.Core.CaseFiles.Renditions;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.Documents;
using Records.Core.FilePlan;
using Records.Tests.CaseFiles;
using Xunit;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Core.CaseFiles.CaseFileEvent;
using static Records.Core.FilePlan.FilePlanCommand;
using static Records.Core.FilePlan.FilePlanEvent;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.FilePlan;

[Rules.RulesOfCore]
public sealed class ExtraFieldTests : Suite<ExtraFieldTests>, ISuite
{
    public static Test Tests => TestList("fields that the plan asks for",
        TestList("declaring them",
            TestCase("keeps the list before and the list now", () =>
                GivenPlan(Declared(Above, Plot)).When(new DeclareFields(Above, new(2), [Plot, Cost]))
                    .Then(new FilePlanEntryFieldsDeclared(Above, [Plot], [Plot, Cost]))),
            TestCase("as they are changes nothing", () =>
                GivenPlan(Declared(Above, Plot)).When(new DeclareFields(Above, new(2), [Plot])).ThenNothing()),
            TestEach("refuses", Malformed.Keys, name =>
                GivenPlan().When(new DeclareFields(Above, new(1), [Plot, Malformed[name].Field]))
                    .ThenRefused(FilePlanRefusals.FieldMalformed(1, Malformed[name].Member))),
            TestCase("refuses a name that all case files have", () =>
                GivenPlan().When(new DeclareFields(Above, new(1), [Plot with { Name = "subject" }]))
                    .ThenRefused(FilePlanRefusals.FieldNameTaken(0))),
            TestCase("refuses a name twice, but not on different kinds of objects", () =>
            {
                GivenPlan().When(new DeclareFields(Above, new(1), [Plot, Plot]))
                    .ThenRefused(FilePlanRefusals.FieldNameTaken(1));
                ValueList<ExtraField> both = [Plot, Plot with { On = ObjectKind.Matter }];
                GivenPlan().When(new DeclareFields(Above, new(1), both))
                    .Then(new FilePlanEntryFieldsDeclared(Above, [], both));
            }),
            TestEach("takes", WellFormed.Keys, name =>
                GivenPlan().When(new DeclareFields(Above, new(1), [WellFormed[name]]))
                    .Then(new FilePlanEntryFieldsDeclared(Above, [], [WellFormed[name]]))),
            TestCase("takes fifty", () =>
            {
                ValueList<ExtraField> fifty = [.. Enumerable.Range(0, 50).Select(i => Plot with { Name = $"f{i}" })];
                GivenPlan().When(new DeclareFields(Above, new(1), fifty))
                    .Then(new FilePlanEntryFieldsDeclared(Above, [], fifty));
            }),
            TestCase("refuses more than fifty", () =>
                GivenPlan().When(new DeclareFields(
                    Above, new(1), [.. Enumerable.Range(0, 51).Select(i => Plot with { Name = $"f{i}" })]))
                    .ThenRefused(FilePlanRefusals.TooManyFields))),

        TestCase("hold below, and the nearest of a name holds", () =>
        {
            var plan = Plan(Declared(Above, Plot, Cost), Declared(Below, Plot with { Label = "Grundstück" }));
            Assert.Equal(
                [("Grundstück", Below), ("Kosten", Above)],
                plan.FieldsFor(Below).Select(declared => (declared.Field.Label, declared.From)));
            Assert.Empty(plan.FieldsFor(Below, ObjectKind.Matter));
            Assert.Equal(
                [(Plot with { Label = "Grundstück" }).ToRule(), Cost.ToRule()],
                plan.FieldsFor(Below, ObjectKind.CaseFile));
        }),

        TestCase("are asked for when any entry declares one", () =>
        {
            Assert.False(Plan().AsksForFields);
            Assert.True(Plan(Declared(Above, Plot)).AsksForFields);
            Assert.False(Plan(Declared(Above, Plot), new FilePlanEntryFieldsDeclared(Above, [Plot], [])).AsksForFields);
        }),

        TestList("describing with them",
            TestCase("takes a value that fits", () =>
                Given(Opened).When(Describe("cost", "-12.50")).Then(
                    new CaseFileDescribed([new("cost", null, "-12.50")]))),
            TestEach("refuses a number like", ["12,50", "1e3", "abc", "1.", ".5", "1 000", "+1", "٣"], number =>
                Given(Opened).When(Describe("cost", number)).ThenRefused("field-not-a-number", "/fields/cost")),
            TestCase("refuses what cannot be chosen", () =>
                Given(Opened).When(Describe("procedure", "anders"))
                    .ThenRefused("field-not-a-choice", "/fields/procedure")),
            TestCase("refuses what nobody declared", () =>
                Given(Opened).When(new DescribeCaseFile(new(1), [new("cost", "1")]))
                    .ThenRefused("unknown-field", "/fields/cost")),
            TestCase("refuses to empty what is required", () =>
                Given(Opened).When(Describe("plot", "")).ThenRefused("field-required", "/fields/plot")),
            TestCase("does not ask an old file for what was required later", () =>
                Given(Opened).When(Describe("subject", "neu")).Then(
                    new CaseFileDescribed([new("subject", "Brückensanierung Südring", "neu")]))),
            TestCase("keeps old values readable when nobody asks for them any more", () =>
            {
                var state = new[] { Opened, new CaseFileDescribed([new("cost", null, "1")]) }
                    .Aggregate(CaseFileDecider.Initial, CaseFileDecider.Evolve);
                var described = Assert.IsType<Decision<CaseFileEvent>.Accepted>(
                    CaseFileDecider.Decide(new DescribeCaseFile(new(2), Subject("neu")), state));
                Assert.Equal(
                    "1", described.Events.Aggregate(state, CaseFileDecider.Evolve).Contents.Fields["cost"]);
            }),
            TestCase("opening a file, a matter or a document asks for what is required", () =>
            {
                ValueList<FieldRule> required = [Plot.ToRule()];
                Given().When(new OpenCaseFile(new("1"), Below, TenYears, null, new(0), Unit, Subject("a"))
                { Extra = required }).ThenRefused("field-required", "/fields/plot");
                Given(Opened).When(new OpenMatter(FirstMatter, Subject("a")) { Extra = required })
                    .ThenRefused("field-required", "/fields/plot");
                Given(Opened, MatterBegun)
                    .When(new FileDocument(FirstMatter, Letter, DocumentKind.Internal, Subject("a"), Scan)
                    { Extra = required }).ThenRefused("field-required", "/fields/plot");
            }),
            TestCase("R41 merging matters asks for them as opening one does, and takes them", () =>
            {
                var merging = new MovingCommand.MergeMatters(
                    [new(FirstMatter, new(1)), new(SecondMatter, new(1))], MergedMatter, Subject("Alles"), "dasselbe")
                { Extra = [Plot.ToRule()] };
                Given(Opened, MatterBegun, SecondBegun).When(merging).ThenRefused("field-required", "/fields/plot");
                Assert.Equal(ObjectKind.Matter, merging.Describes);
                var taken = Assert.IsType<Decision<CaseFileEvent>.Accepted>(CaseFileDecider.Decide(
                    merging with { Fields = [.. merging.Fields, new("plot", "12/4")] },
                    new[] { Opened, MatterBegun, SecondBegun }
                        .Aggregate(CaseFileDecider.Initial, CaseFileDecider.Evolve)));
                Assert.Contains(
                    new FieldChange("plot", null, "12/4"), Assert.IsType<MatterOpened>(taken.Events[0]).Fields);
            }),
            TestCase("R31 filing a redacted copy asks for them as filing a document does, and takes them", () =>
            {
                var redacting = new RenditionsCommand.FileRedacted(
                    RedactedLetter, Letter, 1, [new(1, 0, 0, 1, 1)], "Name", "LIFG § 5", Subject("a"), Scan, Made)
                { Extra = [Plot.ToRule()] };
                Given(Opened, MatterBegun, LetterFiled).When(redacting).ThenRefused("field-required", "/fields/plot");
                Assert.Equal(ObjectKind.Document, redacting.Describes);
                var taken = Assert.IsType<Decision<CaseFileEvent>.Accepted>(CaseFileDecider.Decide(
                    redacting with { Fields = [.. redacting.Fields, new("plot", "12/4")] },
                    new[] { Opened, MatterBegun, LetterFiled }
                        .Aggregate(CaseFileDecider.Initial, CaseFileDecider.Evolve)));
                Assert.Contains(
                    new FieldChange("plot", null, "12/4"),
                    Assert.IsType<RenditionsEvent.RedactedFiled>(taken.Events[0]).Fields);
            })),

        TestProperty("a value that is taken is one the field's rule allows", Values, one =>
        {
            var (rule, text) = one;
            return Description.Decide([rule], Description.Empty, [new(rule.Name, text)])
                is not Decision<FieldChange>.Accepted { Events: [{ New: { } taken }] }
                || (taken.Length <= rule.MaxLength && rule.Kind switch
                {
                    FieldKind.Number => decimal.TryParse(
                        taken, System.Globalization.NumberStyles.Number,
                        System.Globalization.CultureInfo.InvariantCulture, out _),
                    FieldKind.Choice => rule.Choices.Contains(taken),
                    FieldKind.Date => DateOnly.TryParse(
                        taken, System.Globalization.CultureInfo.InvariantCulture, out _),
                    _ => true,
                });
        }));

    private static readonly FilePlanEntryId Above = new(new Guid("01900000-0000-7000-8000-000000000031"));
    private static readonly FilePlanEntryId Below = new(new Guid("01900000-0000-7000-8000-000000000032"));

    private static readonly ExtraField Plot =
        new(ObjectKind.CaseFile, "plot", "Flurstück", FieldKind.Line, 50, IsRequired: true, []);
    private static readonly ExtraField Cost =
        new(ObjectKind.CaseFile, "cost", "Kosten", FieldKind.Number, 20, IsRequired: false, []);
    private static readonly ExtraField Procedure =
        new(ObjectKind.CaseFile, "procedure", "Verfahren", FieldKind.Choice, 20, IsRequired: false, ["kurz", "lang"]);

    private static readonly Dictionary<string, ExtraField> WellFormed = new()
    {
        ["a name of forty letters"] = Plot with { Name = new('a', 40) },
        ["a label of a hundred letters"] = Plot with { Label = new('a', 100) },
        ["a length of one"] = Plot with { MaxLength = 1 },
        ["a length of 4000"] = Plot with { MaxLength = 4000 },
        ["a hundred choices"] = Procedure with { Choices = [.. Enumerable.Range(0, 100).Select(i => $"{i}")] },
        ["a choice as long as the field"] = Procedure with { Choices = [new('a', 20)] },
    };

    private static readonly Dictionary<string, (ExtraField Field, string Member)> Malformed = new()
    {
        ["a label that is too long"] = (Cost with { Label = new('a', 101) }, "label"),
        ["a choice of two lines"] = (Procedure with { Choices = ["kurz", "a\nb"] }, "choices/1"),
        ["a choice with a space before it"] = (Procedure with { Choices = ["kurz", "lang", " nie"] }, "choices/2"),
        ["a choice with a space behind it"] = (Procedure with { Choices = ["kurz "] }, "choices/0"),
        ["an object that there is not"] = (Cost with { On = (ObjectKind)9 }, "on"),
        ["a kind that there is not"] = (Cost with { Kind = (FieldKind)99 }, "kind"),
        ["a name that begins with a capital"] = (Cost with { Name = "Cost" }, "name"),
        ["a name with a sign"] = (Cost with { Name = "co-st" }, "name"),
        ["a name that is too long"] = (Cost with { Name = new('a', 41) }, "name"),
        ["no label"] = (Cost with { Label = " " }, "label"),
        ["a label of two lines"] = (Cost with { Label = "a\nb" }, "label"),
        ["no length"] = (Cost with { MaxLength = 0 }, "maxLength"),
        ["too great a length"] = (Cost with { MaxLength = 4001 }, "maxLength"),
        ["choices for a number"] = (Cost with { Choices = ["1"] }, "choices"),
        ["no choices"] = (Procedure with { Choices = [] }, "choices"),
        ["a choice twice"] = (Procedure with { Choices = ["a", "a"] }, "choices"),
        ["an empty choice"] = (Procedure with { Choices = [""] }, "choices/0"),
        ["a choice longer than the field"] = (Procedure with { Choices = [new('a', 21)] }, "choices/0"),
        ["too many choices"] =
            (Procedure with { Choices = [.. Enumerable.Range(0, 101).Select(i => $"{i}")] }, "choices"),
    };

    private static readonly Arbitrary<(FieldRule Rule, string Text)> Values = (
        from field in Gen.Elements(Plot, Cost, Procedure, Cost with { Kind = FieldKind.Date, MaxLength = 10 })
        from text in Gen.OneOf(
            Gen.Elements("kurz", "lang ", "12", "-1.5", "1,5", "2026-03-05", "2026-02-30", "x", "٣"),
            ArbMap.Default.GeneratorFor<string>())
        select (field.ToRule(), text)).ToArbitrary();

    private static DescribeCaseFile Describe(string field, string value) =>
        new(new(1), [new(field, value)]) { Extra = [Plot.ToRule(), Cost.ToRule(), Procedure.ToRule()] };

    private static FilePlanEvent Declared(FilePlanEntryId entry, params ExtraField[] fields) =>
        new FilePlanEntryFieldsDeclared(entry, [], [.. fields]);

    private static FilePlanEvent[] Life(FilePlanEvent[] events) =>
    [
        new FilePlanCreated(new(Guid.Empty), "Plan", new(2020, 1, 1)),
        new FilePlanEntryAdded(Above, null, new("63"), "Bauen", null, false, null),
        new FilePlanEntryAdded(Below, Above, new("63.2"), "Bauanträge", null, true, null), .. events,
    ];

    private static FilePlanTree Plan(params FilePlanEvent[] events) =>
        Life(events).Aggregate(FilePlanDecider.Initial, FilePlanDecider.Evolve);

    private static Given<FilePlanDecider, FilePlanTree, FilePlanCommand, FilePlanEvent> GivenPlan(
        params FilePlanEvent[] events) => new(Life(events));

    private static Given<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent> Given(
        params CaseFileEvent[] events) => new(events);
}
