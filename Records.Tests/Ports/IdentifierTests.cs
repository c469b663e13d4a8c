using FsCheck;
using FsCheck.Fluent;
using Records.Core.Ports;
using Xunit;

namespace Records.Tests.Ports;

public sealed class IdentifierTests : Suite<IdentifierTests>, ISuite
{
    public static Test Tests => TestList("identifiers",
        TestProperty("positions are in the order of their numbers", Pairs, pair =>
        {
            var (left, right) = (new Position(pair.Left), new Position(pair.Right));
            return (left < right, left <= right, left > right, left >= right, left.CompareTo(right))
                == (pair.Left < pair.Right, pair.Left <= pair.Right, pair.Left > pair.Right, pair.Left >= pair.Right,
                    pair.Left.CompareTo(pair.Right));
        }),
        TestProperty("moments are in the order of time", Pairs, pair =>
        {
            var (left, right) = (new Moment(pair.Left), new Moment(pair.Right));
            return (left < right, left <= right, left > right, left >= right, left.CompareTo(right))
                == (pair.Left < pair.Right, pair.Left <= pair.Right, pair.Left > pair.Right, pair.Left >= pair.Right,
                    pair.Left.CompareTo(pair.Right));
        }),
        TestCase("a moment counts microseconds since 1970, in any zone", () =>
        {
            Assert.Equal(1, Moment.From(DateTimeOffset.UnixEpoch.AddTicks(10)).UnixMicros);
            Assert.Equal(
                3_600_000_000, Moment.From(new DateTimeOffset(1970, 1, 1, 0, 0, 0, TimeSpan.FromHours(-1))).UnixMicros);
        }),
        TestProperty("a moment is the same time again", Pairs, pair =>
            Moment.From(new Moment(pair.Left).ToTime()) == new Moment(pair.Left)),
        TestCase("before the first event stands the number before zero", () =>
            Assert.Equal((-1, -1), (Position.None.Value, StreamVersion.None.Value))),
        TestCase("a data key is named by its id and never shows itself", () =>
        {
            var id = new KeyId(new Guid("01900000-0000-7000-8000-000000000001"));
            Assert.Equal("data key 01900000-0000-7000-8000-000000000001", new DataKey(id, new byte[32]).ToString());
        }),
        TestEach("a data key has 32 bytes, not", [0, 31, 33], length =>
            Assert.Contains("32", Assert.Throws<ArgumentException>(() =>
                new DataKey(KeyId.None, new byte[length])).Message, StringComparison.Ordinal)));

    // Near to each other, so that equal ones come; before 1970 too.
    private static readonly Arbitrary<(long Left, long Right)> Pairs = Arb.From(
        from left in Gen.Choose(-3, 3)
        from right in Gen.Choose(-3, 3)
        select ((long)left, (long)right));
}
