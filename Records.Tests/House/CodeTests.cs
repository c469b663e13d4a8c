using System.Text.RegularExpressions;
using Xunit;

namespace Records.Tests.House;

/// <summary>How the code is written, as far as a test can read it: sizes, names, and what does not occur.</summary>
public sealed partial class CodeTests : Suite<CodeTests>, ISuite
{
    private const int MostLines = 400;
    private const int MostLinesInTheMiddle = 100;

    // Where the rule would be wrong: a thread that waits for nobody else; the composition root, and real processes that
    // take real time.
    private static readonly string[] OwnThreads = ["Records.Storage/Text/Child.cs"];
    private static readonly string[] MachineTime = ["Records.Api/", "Records.Storage/Embedded/"];

    public static Test Tests => TestList("code",
        TestList("of the program never",
            TestNever("asks the clock past TimeProvider", @"\bDateTime(Offset)?\.(Utc)?(Now|Today)\b", Sources.Product),
            TestNever("takes the machine's clock where it should be given one", @"\bTimeProvider\.System\b",
                [.. Sources.Product.Where(file =>
                    !MachineTime.Any(place => file.Path.StartsWith(place, StringComparison.Ordinal)))]),
            TestNever("sleeps", @"\bThread\.Sleep\b", Sources.Product),
            TestNever("waits for a task on the thread",
                @"\.(Result\b(?!\s*[<(])|Wait\(\)|GetAwaiter\(\)\.GetResult\(\))",
                [.. Sources.Product.Where(file => !OwnThreads.Contains(file.Path))]),
            // The words are what is looked for, and the product has none of them.
            TestNever("lets a failure vanish in async void", @"\basync void\b", Sources.Product),
            TestNever("starts work behind a request's back", @"\bTask\.(Run|Factory)\b",
                [.. Sources.Product.Where(file => file.Path.StartsWith("Records.Api/", StringComparison.Ordinal))]),
            TestNever("speaks of a context that is not there", @"\.ConfigureAwait\((true|false)\)", Sources.Product)),

        TestList("names",
            TestNever("no type for what it is not",
                @"\b(class|record|struct|interface|enum) \w*(Managers?|Helpers?|Utils?|Common)\b", Sources.Code),
            TestNever("no type by a word of two meanings",
                @"\b(class|record|struct|interface|enum) (Record|File|Process|Item|Info)\b", Sources.Product),
            TestCase("no folder after a kind of code", () => Assert.DoesNotContain(
                Sources.Code.SelectMany(file => file.Path.Split('/')[..^1]),
                folder => folder is "Services" or "Helpers" or "Models" or "Utils" or "Common" or "Managers"))),

        TestList("size",
            TestCase($"no file has more than {MostLines} lines", () => Assert.Empty(
                Sources.Code.Where(file => file.Lines.Length > MostLines)
                    .Select(file => $"{file.Path}: {file.Lines.Length}"))),
            TestCase($"half of the files have fewer than {MostLinesInTheMiddle} lines", () => Assert.InRange(
                Sources.Code.Select(file => file.Lines.Length).Order().ElementAt(Sources.Code.Count / 2), 1,
                MostLinesInTheMiddle - 1))),

        TestCase("every public type says what it means", () => Assert.Empty(
            Sources.Product.SelectMany(UndocumentedTypes))));

    private static Test TestNever(string name, string pattern, IReadOnlyList<SourceFile> files) => TestCase(name, () =>
    {
        var never = new Regex(pattern);
        Assert.Empty(
            from file in files
            from line in file.Numbered()
            where never.IsMatch(line.Text) && !line.Text.TrimStart().StartsWith("//", StringComparison.Ordinal)
            select $"{line.Place}: {line.Text.Trim()}");
    });

    // A summary, or the parameters where the name alone says the rest.
    private static IEnumerable<string> UndocumentedTypes(SourceFile file)
    {
        var above = "";
        foreach (var (place, text) in file.Numbered())
        {
            var line = text.Trim();
            if (PublicType().IsMatch(line) && !above.StartsWith("///", StringComparison.Ordinal))
                yield return $"{place}: {line}";
            if (!line.StartsWith('['))
                above = line;
        }
    }

    [GeneratedRegex(@"^public ((static|sealed|abstract|partial|readonly|ref) )*(class|record|struct|interface|enum) \w")]
    private static partial Regex PublicType();
}
