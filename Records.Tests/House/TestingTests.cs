using Xunit;

namespace Records.Tests.House;

/// <summary>The tests' own tools: a mark that is lost on the way to xunit would silently run nothing.</summary>
public sealed class TestingTests : Suite<TestingTests>, ISuite
{
    public static Test Tests => TestList("testing",
        TestCase("a leaf carries the highest level above it", () =>
            Assert.Equal([Level.Full, Level.Campaign, Level.Quick], Tree.Leaves().Select(leaf => leaf.From))),
        TestCase("a leaf carries what it needs, its own before its list's", () =>
            Assert.Equal(["b", "a", null], Tree.Leaves().Select(leaf => leaf.Needs))),
        TestCase("a quick run leaves out what is slow, a full run only the campaigns, a long run nothing", () =>
        {
            Assert.Equal([true, true, false], LeftOutIn(Level.Quick));
            Assert.Equal([false, true, false], LeftOutIn(Level.Full));
            Assert.Equal([false, false, false], LeftOutIn(Level.Campaign));
        }),
        TestCase("what ../shared does not hold is skipped and named", () =>
            Assert.Contains(
                "../shared/no/such", RowFor(NeedsShared("no/such", TestCase("x", () => { })), Level.Full).Skip)),
        TestCase("no level said means full", () => Assert.Equal(Level.Full, LevelOfThisRun.Parse(null))),
        TestCase("a level nobody knows is an error and names the ones there are", () =>
            Assert.Contains(
                "quick, full or long", Assert.Throws<ArgumentException>(() => LevelOfThisRun.Parse("fast")).Message)));

    private static IEnumerable<bool> LeftOutIn(Level level) =>
        Tree.Leaves().Select(leaf => RowFor(leaf, level).Explicit == true);

    private static Test Tree => TestList("tree",
        Slow(NeedsShared("a", TestList("slow",
            NeedsShared("b", TestPending("one", because: "never run")),
            Campaign(TestPending("two", because: "never run"))))),
        TestPending("three", because: "never run"));
}
