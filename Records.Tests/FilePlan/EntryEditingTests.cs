using Records.Core.Deciding;
using Records.Core.FilePlan;
using Records.Core.Retention;
using static Records.Core.FilePlan.FilePlanCommand;
using static Records.Core.FilePlan.FilePlanEvent;
using static Records.Core.FilePlan.FilePlanRefusals;
using static Records.Tests.FilePlan.PlanTests;

namespace Records.Tests.FilePlan;

[Rules.RulesOfCore]
public sealed class EntryEditingTests : Suite<EntryEditingTests>, ISuite
{
    public static Test Tests => TestList("R3 editing an entry",
        TestCase("changes title, scope and references", () =>
            Given(Made, TopAdded, OtherAdded)
                .When(new EditEntry(Top, new(1), "Bauwesen", " Neubau ", [Other], null))
                .Then(new FilePlanEntryEdited(
                    Top, new("Bauen", null, []), new("Bauwesen", "Neubau", [Other])))),
        TestCase("leaves what is not said", () =>
            Given(Made, TopAdded, Scoped).When(new EditEntry(Top, new(2), "Bau", null, null, null))
                .Then(new FilePlanEntryEdited(Top, new("Bauen", "Neubau", []), new("Bau", "Neubau", [])))),
        TestCase("that changes nothing is none", () =>
            Given(Made, TopAdded, Scoped).When(new EditEntry(Top, new(2), "Bauen", "Neubau", [], null))
                .ThenNothing()),
        TestCase("touches no disposal data", () =>
            Given(Made, TopAdded).When(new EditEntry(Top, new(1), "Bau", null, null, RetentionRule.Default))
                .ThenRefused(DisposalDataIsSeparate)),
        TestCase("refers to others that are there, each once", () =>
        {
            foreach (var to in new ValueList<FilePlanEntryId>[] { [Top], [Low], [Other, Other] })
                Given(Made, TopAdded, OtherAdded).When(new EditEntry(Top, new(1), null, null, to, null))
                    .ThenRefused(ReferencesWrong);
        }),
        TestCase("refers to a hundred others and no more", () =>
        {
            ValueList<FilePlanEntryId> many = [.. Enumerable.Range(0, 101).Select(i =>
                new FilePlanEntryId(new Guid(i, 0, 0, new byte[8])))], most = [.. many.Take(100)];
            FilePlanEvent[] past = [Made, TopAdded, .. many.Select((id, i) => Added(id, null, $"9.{i}", "x"))];
            Given(past).When(new EditEntry(Top, new(1), null, null, many, null)).ThenRefused(ReferencesWrong);
            Given(past).When(new EditEntry(Top, new(1), null, null, most, null))
                .Then(new FilePlanEntryEdited(Top, new("Bauen", null, []), new("Bauen", null, most)));
        }),
        TestCase("takes a scope of many words and lines", () =>
        {
            foreach (var scope in (string[])[new('x', 4000), "Neubau\nUmbau"])
                Given(Made, TopAdded).When(new EditEntry(Top, new(1), null, scope, null, null))
                    .Then(new FilePlanEntryEdited(Top, new("Bauen", null, []), new("Bauen", scope, [])));
        }),
        TestCase("takes a scope away that is said to be none", () =>
            Given(Made, TopAdded, Scoped).When(new EditEntry(Top, new(2), null, " ", null, null))
                .Then(new FilePlanEntryEdited(Top, new("Bauen", "Neubau", []), new("Bauen", null, [])))),
        TestCase("takes no scope of 4,001 characters", () =>
            Given(Made, TopAdded).When(new EditEntry(Top, new(1), null, new string('x', 4001), null, null))
                .ThenRefused(ScopeUnclean)),
        TestCase("takes no scope with a control character", () =>
            Given(Made, TopAdded).When(new EditEntry(Top, new(1), null, "a\0b", null, null))
                .ThenRefused(ScopeUnclean)),
        TestCase("needs a title", () =>
            Given(Made, TopAdded).When(new EditEntry(Top, new(1), "", null, null, null))
                .ThenRefused(TitleUnclean)));

    private static readonly FilePlanEvent Scoped =
        new FilePlanEntryEdited(Top, new("Bauen", null, []), new("Bauen", "Neubau", []));

    private static Given<FilePlanDecider, FilePlanTree, FilePlanCommand, FilePlanEvent> Given(
        params FilePlanEvent[] events) => new(events);
}
