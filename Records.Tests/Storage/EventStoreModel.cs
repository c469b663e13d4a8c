using FsCheck;
using FsCheck.Fluent;
using Records.Core.Ports;
using Xunit;
using static Records.Tests.Storage.Appends;

namespace Records.Tests.Storage;

/// <summary>
/// Where every stream stands and who holds which claim, kept in two small collections: what a store must agree with.
/// </summary>
internal static class EventStoreModel
{
    public static Test For(Func<Func<OpenStore, Task>, Task> with) =>
        TestCase("agrees with a model about any sequence of requests", () => with(open =>
        {
            // One store for all: each sequence has streams of its own, so that they do not meet.
            Check.One(Sequences, Prop.ForAll(Steps, steps => Task.Run(() => AgreesAsync(open, steps))));
            return Task.CompletedTask;
        }));

    private static readonly Config Sequences = Config.QuickThrowOnFailure.WithMaxTest(40).WithQuietOnSuccess(true);

    /// <summary>
    /// A short history of requests by many hands: which of three streams, at which version, with how many events and
    /// which claim.
    /// </summary>
    private static readonly Arbitrary<(int Stream, int Expected, int Events, int Claim)[]> Steps = Gen.ArrayOf(
        from stream in Gen.Choose(0, 2)
        from expected in Gen.Choose(-1, 4)
        from events in Gen.Choose(0, 3)
        from claim in Gen.Choose(0, 6)
        select (stream, expected, events, claim)).ToArbitrary();

    private static async Task AgreesAsync(OpenStore open, (int Stream, int Expected, int Events, int Claim)[] steps)
    {
        StreamId[] streams = [NewStream(), NewStream(), NewStream()];
        var run = Guid.NewGuid();
        var lengths = new int[3];
        var taken = new Dictionary<int, int>();
        foreach (var (stream, expected, events, claim) in steps)
        {
            var request = To(streams[stream], expected, [.. Enumerable.Repeat("a", events)]);
            if (claim > 0)
                request = request with { Claims = [new("model", $"{run} {claim}", streams[stream], null, 0)] };
            var outcome = await open.Store.AppendAsync(request, Cancel);

            if (expected != lengths[stream] - 1)
            {
                Assert.Equal(new AppendOutcome.Conflict(streams[stream], new(lengths[stream] - 1)), outcome);
            }
            else if (claim > 0 && taken.TryGetValue(claim, out var holder))
            {
                Assert.Equal(new AppendOutcome.ClaimTaken(request.Claims[0], streams[holder]), outcome);
            }
            else
            {
                Assert.IsType<AppendOutcome.Appended>(outcome);
                lengths[stream] += events;
                if (claim > 0)
                    taken.Add(claim, stream);
            }
        }

        for (var i = 0; i < streams.Length; i++)
            Assert.Equal(lengths[i], (await ReadAsync(open.Store, streams[i])).Count);
    }
}
