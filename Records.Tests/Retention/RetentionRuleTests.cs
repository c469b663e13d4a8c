using Records.Core.Retention;
using Xunit;

namespace Records.Tests.Retention;

public sealed class RetentionRuleTests : Suite<RetentionRuleTests>, ISuite
{
    public static Test Tests => TestList("retention rule",
        TestEach("can be", [(0, 0), (200, 200), (0, 200), (200, 0), (10, null)], ((int Transfer, int? Keep) years) =>
            Assert.True(new RetentionRule(years.Transfer, years.Keep, DisposalType.Archive).IsValid)),
        TestEach("cannot be", [(-1, 10), (201, 10), (10, -1), (10, 201), (-1, null), (201, null)],
            ((int Transfer, int? Keep) years) =>
                Assert.False(new RetentionRule(years.Transfer, years.Keep, DisposalType.Archive).IsValid)),
        TestCase("has a type that there is", () =>
            Assert.False(new RetentionRule(10, 10, (DisposalType)9).IsValid)),
        TestEach("counts full years after that of the closing, as of", ["2026-01-01", "2026-12-31"], day =>
            Assert.Equal(
                new PeriodEnds(new(2028, 12, 31), new DateOnly(2056, 12, 31)),
                new RetentionRule(2, 30, DisposalType.Archive).EndsFrom(
                    DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)))),
        TestCase("without an end is for ever", () =>
            Assert.Equal(
                new PeriodEnds(new(2026, 12, 31), null),
                new RetentionRule(0, null, DisposalType.Archive).EndsFrom(new(2026, 3, 5)))));
}
