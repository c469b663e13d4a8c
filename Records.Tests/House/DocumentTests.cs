using System.Text.RegularExpressions;
using Records.Tests.Ops;
using Xunit;

namespace Records.Tests.House;

/// <summary>What people read: links lead somewhere, files and tests that are named exist, commands answer.</summary>
public sealed partial class DocumentTests : Suite<DocumentTests>, ISuite
{
    private const int MostColumns = 120;

    private static readonly string[] Commands =
    [
        .. Sources.Documents.SelectMany(document => PathInText().Matches(document.Text))
            .Select(match => Trimmed(match.Value))
            .Where(path => path.StartsWith("ops/", StringComparison.Ordinal) && IsCommand(path)).Distinct()
            .Order(StringComparer.Ordinal),
    ];

    public static Test Tests => TestList("documents",
        TestEach("link to what is there", Sources.Documents, document => Assert.DoesNotContain(
            Link().Matches(document.Text).Select(match => match.Groups["target"].Value), target =>
                !LeadsSomewhere(document, target))),

        TestEach("name files that are there", Sources.Documents, document => Assert.DoesNotContain(
            PathInText().Matches(document.Text).Select(match => Trimmed(match.Value)), path =>
                !Path.Exists(RepositoryFolder.Path(path)))),

        TestEach("name tests that are there", Sources.Documents, document => Assert.Empty(
            from match in TestInText().Matches(document.Text)
            from Capture told in match.Groups["sentence"].Captures
            let sentence = Folded(told.Value)
            where !Sources.Read(match.Groups["file"].Value).Text.Contains(sentence, StringComparison.Ordinal)
            select $"{match.Groups["file"].Value}: {sentence}")),

        TestEach($"keep prose within {MostColumns} columns", Sources.Documents, document => Assert.Empty(
            Prose(document).Where(line => line.Text.Length > MostColumns).Select(line => line.Place))),

        TestCase("numbers the decisions without a gap", () =>
        {
            var numbers = Sources.Documents
                .Where(document => document.Path.StartsWith("docs/decisions/", StringComparison.Ordinal))
                .Select(document => int.Parse(
                    Path.GetFileName(document.Path)[..4], System.Globalization.CultureInfo.InvariantCulture))
                .ToList();
            Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
        }),

        Slow(TestEach("name commands that explain themselves", Commands, async command =>
        {
            using var shell = await Shell.RunAsync(command["ops/".Length..], "--help");
            Assert.True(shell.ExitCode == 0, shell.Said);
            Assert.NotEmpty(shell.Said);
        })));

    private static bool LeadsSomewhere(SourceFile document, string target)
    {
        if (target.Contains("://", StringComparison.Ordinal))
            return true;
        var (path, heading) = target.Split('#') is [var file, var anchor] ? (file, anchor) : (target, "");
        var there = Path.Combine(Path.GetDirectoryName(RepositoryFolder.Path(document.Path))!, path);
        return path.Length == 0
            ? Headings(document.Text).Contains(heading)
            : Path.Exists(there) && (heading.Length == 0 || Headings(File.ReadAllText(there)).Contains(heading));
    }

    // Without tables, which cannot be broken, and without what a program printed.
    private static IEnumerable<(string Place, string Text)> Prose(SourceFile document)
    {
        var printed = false;
        foreach (var line in document.Numbered())
        {
            if (line.Text.StartsWith("```", StringComparison.Ordinal))
                printed = line.Text == "```text";
            else if (!printed && !line.Text.StartsWith('|'))
                yield return line;
        }
    }

    // As GitHub and GitLab make them: lower case, words joined by hyphens, everything else left out.
    private static IEnumerable<string> Headings(string text) => Heading().Matches(text)
        .Select(match => NoWord().Replace(match.Groups["text"].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    private static bool IsCommand(string path) =>
        File.Exists(RepositoryFolder.Path(path)) && File.GetUnixFileMode(RepositoryFolder.Path(path))
            .HasFlag(UnixFileMode.UserExecute);

    private static string Trimmed(string path) => path.TrimEnd('.', '/');
    private static string Folded(string sentence) =>
        string.Join(' ', sentence.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<![\w/.:-])((Records\.(Core|Actors|Storage|Api|Tests)|docs|ops)/[\w./-]*\w|\.ci/run)")]
    private static partial Regex PathInText();

    [GeneratedRegex(@"`(?<file>Records\.Tests/[^`]+\.cs)`[:\s]+“(?<sentence>[^”]+)”(,?\s+(and\s+)?“(?<sentence>[^”]+)”)*")]
    private static partial Regex TestInText();

    [GeneratedRegex(@"^#+ (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoWord();
}
