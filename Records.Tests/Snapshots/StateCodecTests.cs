using System.Collections.Immutable;
using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Storage.Snapshots;
using Records.Tests.CaseFiles;
using Xunit;

namespace Records.Tests.Snapshots;

/// <summary>A state in bytes and back is the same state, whatever happened before and whatever happens after.</summary>
public sealed class StateCodecTests : Suite<StateCodecTests>, ISuite
{
    private static readonly StateCodec<CaseFile> Codec = new();

    public static Test Tests => TestList("a state in bytes",
        TestProperty("is the same state, and goes on as it would have", CaseFileProperties.Wishes, wishes =>
        {
            var half = CaseFileProperties.Live(wishes[..(wishes.Length / 2)]);
            var (state, events) = CaseFileProperties.Live(wishes);
            var reread = Codec.Decode(Codec.Encode(half.State));
            var evolved = events.Skip(half.Events.Count).Aggregate(reread, CaseFileDecider.Evolve);
            return StateDigest.Of(reread) == StateDigest.Of(half.State)
                && StateDigest.Of(evolved) == StateDigest.Of(state)
                && Codec.Encode(evolved).Span.SequenceEqual(Codec.Encode(state).Span);
        }),

        TestCase("is the same after each event of a whole life", () =>
        {
            var state = CaseFileDecider.Initial;
            foreach (var happened in CaseFileSamples.WholeLife)
            {
                state = CaseFileDecider.Evolve(state, happened);
                Assert.Equal(StateDigest.Of(state), StateDigest.Of(Codec.Decode(Codec.Encode(state))));
            }
        }),

        TestCase("is refused when anything is missing or follows", () =>
        {
            var state = CaseFileSamples.WholeLife.Aggregate(CaseFileDecider.Initial, CaseFileDecider.Evolve);
            var bytes = Codec.Encode(state).ToArray();
            for (var length = 0; length < bytes.Length; length++)
                Assert.Throws<InvalidDataException>(() => Codec.Decode(bytes.AsMemory(0, length)));
            Assert.Throws<InvalidDataException>(() => Codec.Decode((byte[])[.. bytes, 0]));
        }),

        TestList("gives back every kind of value",
            TestCase("numbers, the largest too", () => AssertKept(new Numbers(
                [0, 1, -1, 63, 64, -64, -65, long.MaxValue, long.MinValue], int.MinValue, null, UInt128.MaxValue))),
            TestCase("text, missing, empty and said twice", () => AssertKept(new Words("", null, ["Straße", "", "Straße"]))),
            TestCase("a record in its own kind", () => AssertKept(new Nested("a", new("b", null))))),

        TestList("is not made of what could not be given back",
            TestCase("a property that only its own record sets", () =>
                AssertRefused<Counted>("holds '<Count>k__BackingField'")),
            TestCase("a field", () => AssertRefused<Hidden>("holds 'hidden'")),
            TestCase("a field of a record it is derived from", () => AssertRefused<Derived>("holds '<Base>k__BackingField'")),
            TestCase("a collection nobody knows", () => AssertRefused<Odd>("cannot hold")),
            TestCase("a collection in an order of its own", () => Assert.Throws<NotSupportedException>(() =>
                new StateCodec<Ordered>().Encode(
                    new(ImmutableSortedSet.Create(StringComparer.OrdinalIgnoreCase, "a")))))),

        TestCase("has the form of this build, and another state another one", () =>
        {
            Assert.Equal(Codec.Form, new StateCodec<CaseFile>().Form);
            Assert.NotEqual(new StateCodec<Nested>().Form, new StateCodec<Words>().Form);
        }));

    private static void AssertKept<TState>(TState state) =>
        Assert.Equal(state, new StateCodec<TState>().Decode(new StateCodec<TState>().Encode(state)));

    private static void AssertRefused<TState>(string why) => Assert.Contains(
        why, Assert.Throws<NotSupportedException>(() => new StateCodec<TState>().Encode(default!)).Message,
        StringComparison.Ordinal);

    private sealed record Numbers(ValueList<long> Many, int One, int? None, UInt128 Large);

    private sealed record Words(string Empty, string? Missing, ValueList<string> Twice);

    private sealed record Nested(string Name, Nested? Inner);

    private sealed record Counted(string Name)
    {
        public int Count { get; } = Name.Length;
    }

    private sealed record Hidden(string Name)
    {
        private readonly int hidden = Name.Length;

        public bool IsLong => hidden > 10;
    }

    private record Above
    {
        public int Base { get; init; }
    }

    private sealed record Derived(string Name) : Above;

    private sealed record Odd(Dictionary<string, string> Entries);

    private sealed record Ordered(ImmutableSortedSet<string> Names);
}
