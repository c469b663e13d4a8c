using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using Records.Actors.Followers;
using Records.Core.Ports;
using Records.Storage.Memory;
using Xunit;

namespace Records.Tests.Actors;

public sealed class AttentionTests : Suite<AttentionTests>, ISuite
{
    private static readonly TimeSpan RestAfter = TimeSpan.FromSeconds(30);

    public static Test Tests => TestList("attention",
        TestCase("rests until somebody calls, and again a while after", () =>
        {
            var (clock, attention) = New();
            Assert.False(attention.IsAwake);
            attention.Call();
            Assert.True(attention.IsAwake);
            clock.Advance(RestAfter - TimeSpan.FromSeconds(1));
            Assert.True(attention.IsAwake);
            clock.Advance(TimeSpan.FromSeconds(1));
            Assert.False(attention.IsAwake);
        }),
        TestCase("is awake while anything is worked on, however long", () =>
        {
            var (clock, attention) = New();
            var (one, other) = (attention.Work(), attention.Work());
            one.Dispose();
            one.Dispose();
            clock.Advance(TimeSpan.FromHours(1));
            Assert.True(attention.IsAwake);
            other.Dispose();
            Assert.False(attention.IsAwake);
        }),
        TestProperty("is awake while there is work, or a call is not long ago",
            Gen.Choose(0, 3).ArrayOf().ToArbitrary(), acts =>
            {
                var (clock, attention) = New();
                var (works, lastCall) = (new Stack<IDisposable>(), clock.GetUtcNow() - RestAfter);
                foreach (var act in acts)
                {
                    switch (act)
                    {
                        case 0:
                            attention.Call();
                            lastCall = clock.GetUtcNow();
                            break;
                        case 1:
                            works.Push(attention.Work());
                            break;
                        case 2 when works.TryPop(out var work):
                            work.Dispose();
                            break;
                        default:
                            clock.Advance(RestAfter / 3);
                            break;
                    }

                    if (attention.IsAwake != (works.Count > 0 || clock.GetUtcNow() - lastCall < RestAfter))
                        return false;
                }

                return true;
            }),
        TestCase("wakes whoever waits for it", async () =>
        {
            var (clock, attention) = New();
            foreach (var wake in new Action[] { attention.Call, () => attention.Work() })
            {
                var waiting = attention.WhenAwakeAsync(Cancel);
                Assert.False(waiting.IsCompleted);
                wake();
                await waiting;
                clock.Advance(RestAfter);
            }
        }),
        TestCase("has nobody hold the lease while it rests, and lets go", async () =>
        {
            var (clock, attention) = New();
            var (leases, rested, works) = (new MemoryLeases(clock), 0, new Counted());
            await using var duty = new Duty(
                leases, attention, [works], () => Interlocked.Increment(ref rested), clock, NullLogger.Instance);
            Assert.Equal(0, works.Begun);

            for (var round = 1; round <= 3; round++)
            {
                attention.Call();
                await Patience.UntilAsync(() => works.Begun >= round);
                await Patience.UntilAsync(
                    () => Volatile.Read(ref rested) >= round, meanwhile: () => clock.Advance(TimeSpan.FromSeconds(1)));
                Assert.Equal(round, works.Ended);
                var free = await leases.TakeAsync("followers", TimeSpan.Zero, Cancel);
                Assert.NotNull(free);
                await leases.GiveBackAsync(free, Cancel);
            }
        }));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static (ManualClock Clock, Attention Attention) New()
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        return (clock, new(RestAfter, clock));
    }

    /// <summary>Counts how often it was begun and told to end.</summary>
    private sealed class Counted : IWork
    {
        private int begun;
        private int ended;

        public int Begun => Volatile.Read(ref begun);
        public int Ended => Volatile.Read(ref ended);
        public string Name => "counted";

        public async Task WorkAsync(Lease lease, CancellationToken end)
        {
            Interlocked.Increment(ref begun);
            await Task.WhenAny(Task.Delay(Timeout.Infinite, end));
            Interlocked.Increment(ref ended);
        }
    }
}
