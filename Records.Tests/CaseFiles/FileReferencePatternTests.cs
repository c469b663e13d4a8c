using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Records.Core.CaseFiles;
using Records.Core.FilePlan;
using Xunit;

namespace Records.Tests.CaseFiles;

public sealed class FileReferencePatternTests : Suite<FileReferencePatternTests>, ISuite
{
    private static readonly FilePlanEntryId Leaf = new(new Guid("01900000-0000-7000-8000-000000000011"));

    private static readonly string[] Patterns =
    [
        "{plan}-{year}/{number:0000}", "{number}", "{year}-{number}", "{plan}.{number}", "{number:000} {plan}",
        "Az. {plan}/{year}/{number}", "{number}-{plan}-{year}",
    ];

    private static readonly string[] Scopes =
        ["{plan}-{year}/{number}", "{plan}-{number}", "{year}/{number}", "{number}"];

    public static Test Tests => TestList("R8 the pattern of file references",
        TestEach("writes",
        [
            ("{plan}-{year}/{number:0000}", "63.2-2026/0417"), ("{number}", "417"),
            ("Az. {year}-{number:00}", "Az. 2026-417"), ("{number:00000}_{plan}", "00417_63.2"),
        ], (one) =>
            Assert.Equal(one.Item2, FileReferencePattern.TryRead(one.Item1)!.Of(new("63.2"), 2026, 417).Value)),
        TestEach("is none of",
        [
            "", "{plan}", "{plan}-{year}", "{number}{number}", "{number}-{number}", "{plan}{number}", "{year}0{number}",
            "{plan}-{colour}-{number}", "{number:0000000000}", "{number:x}", "{number", "number}", "{number}\n",
            "Ä{number}", new string('x', 53) + "{number}", "{number}{", "}{number}", new string('x', 60) + "{number}",
        ], text => Assert.Null(FileReferencePattern.TryRead(text))),
        TestCase("is sixty characters long at the most", () =>
            Assert.Equal(
                new string('x', 52) + "417",
                FileReferencePattern.TryRead(new string('x', 52) + "{number}")!.Of(new("63.2"), 2026, 417).Value)),
        TestCase("is that of most towns where nothing else is set", () =>
            Assert.Equal("63.2-2026/0417", FileReferencePattern.Default.Of(new("63.2"), 2026, 417).Value)),
        TestCase("numbers run on within what it names", () =>
        {
            Assert.Equal(
                [$"{Leaf.Value:N}/2026", $"{Leaf.Value:N}", "all/2026", "all"],
                Scopes.Select(text => FileReferencePattern.TryRead(text)!.SeriesOf(Leaf, 2026)));
        }),
        TestProperty("R8 two files never get the same reference, unless they have the same number in the same series",
            Pairs, pair =>
            {
                var (pattern, one, other) = pair;
                return pattern.Of(one.Plan, one.Year, one.Number) != pattern.Of(other.Plan, other.Year, other.Number)
                    || (Series(pattern, one) == Series(pattern, other) && one.Number == other.Number);
            }));

    // Plan numbers that contain, begin and end like each other, years and numbers.
    private static readonly Gen<(Notation Plan, int Year, long Number)> Files =
        from plan in Gen.Elements("6", "63", "63-2", "63.2", "63-2026", "2026", "63-2026-1", "1", "2026.1", "1-2026")
        from year in Gen.Elements(2026, 2027)
        from number in Gen.Elements(1L, 2L, 20L, 63L, 2026L, 20261L)
        select (new Notation(plan), year, number);

    private static readonly Arbitrary<(FileReferencePattern Pattern, (Notation Plan, int Year, long Number) One,
        (Notation Plan, int Year, long Number) Other)> Pairs = (
            from text in Gen.Elements(Patterns)
            from one in Files
            from other in Files
            select (FileReferencePattern.TryRead(text)!, one, other)).ToArbitrary();

    // The entry of a plan number, as unlike as the numbers themselves.
    private static string Series(FileReferencePattern pattern, (Notation Plan, int Year, long Number) file) =>
        pattern.SeriesOf(new(new Guid(Encoding.ASCII.GetBytes(file.Plan.Value.PadRight(16)))), file.Year);
}
