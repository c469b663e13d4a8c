using System.Reflection;
using System.Xml.Linq;
using Records.Actors;
using Records.Api.Commands;
using Records.Core.Deciding;
using Records.Storage.Json;
using Xunit;

namespace Records.Tests.House;

/// <summary>
/// Who may import whom (docs/architecture.md): by what is compiled in, and by what the project files ask for.
/// </summary>
public sealed class DependencyTests : Suite<DependencyTests>, ISuite
{
    private static readonly Assembly Core = typeof(Refusal).Assembly;

    private static readonly (Assembly Project, string[] Imports)[] Arrows =
    [
        (Core, []),
        (typeof(HistoryCheck).Assembly, ["Records.Core"]),
        (typeof(StoredJson).Assembly, ["Records.Core"]),
        (typeof(RecordsCommand).Assembly, ["Records.Actors", "Records.Core", "Records.Storage"]),
    ];

    public static Test Tests => TestList("dependencies",
        TestList("compiled in are only the arrows of the house",
            [.. Arrows.Select(arrow => TestCase(NameOf(arrow.Project), () =>
                Assert.DoesNotContain(ReferencesOf(arrow.Project), name =>
                    name.StartsWith("Records.", StringComparison.Ordinal) && !arrow.Imports.Contains(name))))]),

        TestList("project files ask for nothing beyond them",
            [.. Arrows.Select(arrow => TestCase(NameOf(arrow.Project), () =>
                Assert.DoesNotContain(Asked(NameOf(arrow.Project)), path =>
                    !arrow.Imports.Contains(Path.GetFileNameWithoutExtension(path)))))]),

        TestCase("the core stands on what comes with .NET and on nothing else", () =>
            Assert.All(ReferencesOf(Core), name =>
                Assert.True(name.StartsWith("System.", StringComparison.Ordinal), name))),

        TestCase("the core's only packages are analyzers, which leave nothing behind", () =>
            Assert.All(ProjectFile("Records.Core").Descendants("PackageReference"), package =>
                Assert.Equal("all", package.Attribute("PrivateAssets")?.Value))),

        TestCase("the core bans clocks, chance, files and the environment", () =>
        {
            var banned = Sources.Read("Records.Core/BannedSymbols.txt").Text;
            // Names of what the list must forbid; nothing here calls them.
            Assert.All(
                ["DateTime.Now", "DateTimeOffset.UtcNow", "TimeProvider.System", "Guid.NewGuid", "Random", "IO.File",
                    "Environment"],
                symbol => Assert.Contains(symbol, banned, StringComparison.Ordinal));
        }));

    private static string NameOf(Assembly project) => project.GetName().Name!;

    private static IEnumerable<string> ReferencesOf(Assembly project) =>
        project.GetReferencedAssemblies().Select(name => name.Name!);

    private static IEnumerable<string> Asked(string project) =>
        ProjectFile(project).Descendants("ProjectReference").Select(reference => reference.Attribute("Include")!.Value);

    private static XDocument ProjectFile(string project) =>
        XDocument.Parse(Sources.Read($"{project}/{project}.csproj").Text);
}
