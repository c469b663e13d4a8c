using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Records.Tests.Api.House;
using Xunit;

namespace Records.Tests.Rules;

/// <summary>
/// docs/rules.md is what the tests say about each rule: the cases that carry its number, what the rules answered while
/// they ran, and the doors of the API. Written anew by running this class with RECORDS_WRITE_GOLDEN=1.
/// </summary>
public sealed partial class RuleBookTests : Suite<RuleBookTests>, ISuite
{
    private const string Page = "docs/rules.md";

    public static Test Tests => TestList("the rule book",
        TestCase("numbers its rules without a gap", () =>
            Assert.Equal(Enumerable.Range(1, 56), Rule.Book.Select(rule => rule.Number))),
        TestCase("is tested rule by rule, or says why not yet", () => Assert.Empty(
            from rule in Rule.Book
            let tests = TestsOf(rule).ToList()
            where rule.NotYet is null != (rule.Doors.Length > 0 && tests.Count > 0)
            select $"R{rule.Number}: {tests.Count} tests, {rule.Doors.Length} doors, {rule.NotYet}")),
        TestCase("knows every number that a test names", () => Assert.Empty(
            Named.SelectMany(test => NumbersIn(test.Name)).Distinct().Except(Rule.Book.Select(rule => rule.Number)))),
        TestCase("names doors that are there", () => Assert.Empty(
            Rule.Book.SelectMany(rule => rule.Doors).Except(HouseRoute.All.Select(route => route.Name)))),
        TestCase("is written down in docs/rules.md as it is", async () =>
        {
            var (path, made) = (RepositoryFolder.Path(Page), await PageAsync());
            if (Environment.GetEnvironmentVariable("RECORDS_WRITE_GOLDEN") == "1")
                await File.WriteAllTextAsync(path, made);
            Assert.Equal(made, await File.ReadAllTextAsync(path));
        }));

    private static readonly Lazy<IReadOnlyList<Test>> All = new(() =>
    [
        .. from type in typeof(RuleBookTests).Assembly.GetTypes()
           where type.IsAssignableTo(typeof(ISuite)) && !type.IsInterface && type != typeof(RuleBookTests)
           orderby type.FullName
           let tests = (Test)type.GetProperty(nameof(ISuite.Tests), BindingFlags.Public | BindingFlags.Static)!
               .GetValue(null)!
           from leaf in tests.Leaves()
           select leaf,
    ]);

    private static IEnumerable<Test> Named => All.Value.Where(test => NumbersIn(test.Name).Any());

    private static IEnumerable<Test.Case> TestsOf(Rule rule) =>
        Named.OfType<Test.Case>().Where(test => NumbersIn(test.Name).Contains(rule.Number));

    private static IEnumerable<int> NumbersIn(string name) => Number().Matches(name)
        .Select(match => int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture));

    private static async Task<string> PageAsync()
    {
        var page = new StringBuilder("""
            # The rule book

            Each rule of the trade once, by number, as the tests found it: what was tried, what was wished, and what the rules
            answered. Made from the tests and checked by them (`ops/test --quick --only '*RuleBook*'`); nobody writes here.
            Names in code font are stored events ([events.md](events.md)) and refusal codes ([api.md](api.md)).


            """.ReplaceLineEndings("\n"));
        foreach (var chapter in Rule.Book.GroupBy(rule => rule.Chapter))
        {
            page.Append(CultureInfo.InvariantCulture, $"## {chapter.Key}\n\n");
            foreach (var rule in chapter)
                await WriteAsync(page, rule);
        }
        return page.ToString().TrimEnd('\n') + "\n";
    }

    private static async Task WriteAsync(StringBuilder page, Rule rule)
    {
        page.Append(CultureInfo.InvariantCulture, $"### R{rule.Number} · {rule.Act}\n\n*{rule.German}*\n\n");
        if (rule.NotYet is { } reason)
            page.Append(CultureInfo.InvariantCulture, $"*Not yet:* {reason}.\n\n");
        if (rule.Missing is { } missing)
            page.Append(CultureInfo.InvariantCulture, $"*Still missing:* {missing}.\n\n");
        if (rule.Doors.Length > 0)
        {
            page.Append("| door | |\n| --- | --- |\n");
            foreach (var door in rule.Doors)
            {
                var route = HouseRoute.All.FirstOrDefault(known => known.Name == door);
                page.Append(
                    CultureInfo.InvariantCulture, $"| `{door}` | `{route?.Method} {Constraint().Replace(Tail(route), "")}` |\n");
            }
            page.Append('\n');
        }

        var seen = new List<(string Name, RuleRow Row)>();
        foreach (var test in TestsOf(rule).Where(test => !test.IsProperty && IsPure(test)))
            seen.AddRange((await RuleRows.OfAsync(test)).Select(row => (Short(test.Name), row)));
        // The same answer for each of a list of values is one row.
        var rows = seen.GroupBy(one => (Parent: ParentOf(one.Name), one.Row))
            .SelectMany(same => same.Count() > 3
                ? [($"{same.Key.Parent.TrimEnd()} ({same.Count()} values)", same.Key.Row)]
                : same.Select(one => (one.Name, one.Row)))
            .Select(one => $"| {Cell(one.Item1)} | {one.Item2.Wish} | {Cell(one.Item2.Outcome)} |\n").ToList();
        if (rows.Count > 0)
            page.Append("| case | wish | answer |\n| --- | --- | --- |\n").AppendJoin("", rows.Distinct()).Append('\n');

        var holds = TestsOf(rule).Where(test => test.IsProperty).Select(test => Short(test.Name)).ToList();
        if (holds.Count > 0)
            page.Append("| holds for every sequence of wishes |\n| --- |\n")
                .AppendJoin("", holds.Select(name => $"| {Cell(name)} |\n")).Append('\n');

        var through = TestsOf(rule).Where(test => !test.IsProperty && !IsPure(test)).Select(test => test.Name).ToList();
        if (through.Count > 0)
            page.Append("| tried on the running program |\n| --- |\n")
                .AppendJoin("", through.Select(name => $"| {Cell(name)} |\n")).Append('\n');
    }

    // The rules themselves need nothing but their arguments, so they can be asked again while the page is made.
    private static bool IsPure(Test test) => Pure.Value.Contains(test.Name);

    private static readonly Lazy<HashSet<string>> Pure = new(() =>
    [
        .. from type in typeof(RuleBookTests).Assembly.GetTypes()
           where type.IsAssignableTo(typeof(ISuite)) && type.GetCustomAttribute<RulesOfCoreAttribute>() is not null
           let tests = (Test)type.GetProperty(nameof(ISuite.Tests), BindingFlags.Public | BindingFlags.Static)!
               .GetValue(null)!
           from leaf in tests.Leaves()
           select leaf.Name,
    ]);

    // From the number on: what stands before it says which suite it is.
    private static string Short(string name) => name[Number().Match(name).Index..];

    private static string ParentOf(string name) =>
        name.LastIndexOf(" / ", StringComparison.Ordinal) is > 0 and var end ? name[..end] : name;

    // A value that a test is named after is told by its kind: what is in it is for who runs the test.
    private static string Cell(string text) => Control().Replace(Value().Replace(text, ""), "·").Replace("|", "\\|", StringComparison.Ordinal);

    private static string Tail(HouseRoute? route) =>
        route?.Pattern.Split("/v1/", 2)[^1] ?? "";

    [GeneratedRegex(@"\bR(?<number>[1-9]\d?)\b")]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<=\{\w+):\w+(?=\})")]
    private static partial Regex Constraint();

    [GeneratedRegex(@" \{.*$", RegexOptions.Singleline)]
    private static partial Regex Value();

    [GeneratedRegex(@"[\p{C}]")]
    private static partial Regex Control();
}
