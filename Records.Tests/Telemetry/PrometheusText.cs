using System.Text.RegularExpressions;
using Xunit;

namespace Records.Tests.Telemetry;

/// <summary>Reads a page of metrics as Prometheus would and fails at the first line that it would not take.</summary>
internal static partial class PrometheusText
{
    /// <summary>The value of each series, by name and labels as they stand.</summary>
    public static IReadOnlyDictionary<string, double> Parse(string page)
    {
        var series = new Dictionary<string, double>();
        var (helped, typed) = (new HashSet<string>(), new Dictionary<string, string>());
        Assert.EndsWith("\n", page);
        foreach (var line in page.TrimEnd('\n').Split('\n'))
        {
            if (Help().Match(line) is { Success: true } help)
                Assert.True(helped.Add(help.Groups[1].Value), $"a second HELP: {line}");
            else if (Type().Match(line) is { Success: true } type)
                Assert.True(typed.TryAdd(type.Groups[1].Value, type.Groups[2].Value), $"a second TYPE: {line}");
            else if (Sample().Match(line) is { Success: true } sample)
                Add(series, typed, helped, sample);
            else
                Assert.Fail($"Prometheus does not take this line: {line}");
        }
        return series;
    }

    private static void Add(
        Dictionary<string, double> series, Dictionary<string, string> typed, HashSet<string> helped, Match sample)
    {
        var name = sample.Groups["name"].Value;
        var family = typed.ContainsKey(name) ? name : Suffix().Replace(name, "");
        Assert.True(helped.Contains(family), $"{name} has no HELP before it");
        Assert.True(family == name || typed[family] == "histogram", $"{name} has no TYPE before it");
        var isNew = series.TryAdd($"{name}{sample.Groups["labels"].Value}", double.Parse(sample.Groups["value"].Value));
        Assert.True(isNew, $"{sample.Value} stands there twice");
    }

    [GeneratedRegex("^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) \\S.*$")]
    private static partial Regex Help();

    [GeneratedRegex("^# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)$")]
    private static partial Regex Type();

    private const string Label = """[a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\["\\n])*" """;

    [GeneratedRegex(
        $"^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?<labels>\\{{{Label}(,{Label})*\\}})?\\x20(?<value>-?[0-9.]+(E[+-]?[0-9]+)?|NaN)$",
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Sample();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Suffix();
}
