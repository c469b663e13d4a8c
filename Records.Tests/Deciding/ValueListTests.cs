using Records.Core.Deciding;
using Xunit;

namespace Records.Tests.Deciding;

public sealed class ValueListTests : Suite<ValueListTests>, ISuite
{
    public static Test Tests => TestList("a list of values",
        TestCase("is the same as one with the same elements", () =>
        {
            ValueList<int> one = [1, 2], same = [1, 2];
            Assert.True(one == same && one.Equals((object)same) && !(one != same));
            Assert.Equal(one.GetHashCode(), same.GetHashCode());
        }),
        TestCase("is not the same as one with others, in another order, or of another kind", () =>
        {
            ValueList<int> one = [1, 2];
            Assert.True(one != [2, 1] && one != [1] && !(one == [1, 2, 3]));
            Assert.False(one.Equals("[1, 2]"));
        }),
        TestCase("has another hash when it has other elements", () =>
            Assert.Distinct(Enumerable.Range(0, 100).Select(n => ((ValueList<int>)[n]).GetHashCode()))),
        TestCase("that nobody made is empty", () =>
        {
            ValueList<int> nobody = default;
            Assert.Empty(nobody);
            Assert.Equal([], nobody);
        }),
        TestCase("shows its elements", () => Assert.Equal("[1, 2]", ((ValueList<int>)[1, 2]).ToString())));
}
