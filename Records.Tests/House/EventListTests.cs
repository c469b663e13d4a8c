using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Records.Storage.Json;
using Xunit;

namespace Records.Tests.House;

/// <summary>docs/events.md and docs/events/ against the codecs and the golden files: complete, and true field by field.</summary>
public sealed partial class EventListTests : Suite<EventListTests>, ISuite
{
    private static readonly Dictionary<string, string> Sections =
        Directory.GetFiles(RepositoryFolder.Path("docs", "events"), "*.md").Append(RepositoryFolder.Path("docs/events.md"))
        .SelectMany(file => Section().Matches(File.ReadAllText(file)))
        .ToDictionary(match => match.Groups["type"].Value, match => match.Groups["body"].Value);

    private static readonly IReadOnlyList<StoredForm> Forms = Rules.StoredForms.All;

    public static Test Tests => TestList("docs/events.md",
        TestCase("has a section for each form ever stored, and for nothing else", () => Assert.Equal(
            Directory.GetFiles(RepositoryFolder.Path("Records.Tests", "golden"))
                .Select(file => Path.GetFileNameWithoutExtension(file).Replace('.', '/')).Order(StringComparer.Ordinal),
            Sections.Keys.Order(StringComparer.Ordinal))),

        TestList("says what is sealed", [.. Forms.Select(form => TestCase(form.Type.ToString(), () =>
            Assert.StartsWith(
                form.IsContent ? "*Content.*" : "*Evidence.*", Sections[form.Type.ToString()].TrimStart(),
                StringComparison.Ordinal)))]),

        TestList("names the fields in their order", [.. Sections.Select(section => TestCase(section.Key, () =>
            Assert.Equal(
                Golden(section.Key).AsObject().Select(member => member.Key),
                Field().Matches(section.Value).Select(row => row.Groups["name"].Value))))]),

        TestList("shows the golden file", [.. Sections.Select(section => TestCase(section.Key, () =>
            Assert.True(
                JsonNode.DeepEquals(
                    Golden(section.Key), JsonNode.Parse(Example().Match(section.Value).Groups["json"].Value)),
                section.Key)))]));

    private static JsonNode Golden(string type) =>
        JsonNode.Parse(Sources.Read($"Records.Tests/golden/{type.Replace('/', '.')}.json").Text)!;

    [GeneratedRegex(@"^### `(?<type>[a-z-]+/\d+)`\n(?<body>.*?)(?=^##|\z)",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Section();

    [GeneratedRegex(@"^\| `(?<name>\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Field();

    [GeneratedRegex(@"```json\n(?<json>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
