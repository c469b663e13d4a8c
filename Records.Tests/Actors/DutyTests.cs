using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Records.Actors.Followers;
using Records.Core.Ports;
using Records.Storage.Memory;
using Xunit;

namespace Records.Tests.Actors;

public sealed class DutyTests : Suite<DutyTests>, ISuite
{
    public static Test Tests => TestList("duty",
        TestCase("is done by one of two processes, and by the other when that one is put down", async () =>
        {
            var (leases, work) = (new MemoryLeases(TimeProvider.System), new Told());
            var first = On(leases, TimeProvider.System, work);
            var (begun, end) = await work.BegunAsync();
            await using var second = On(leases, TimeProvider.System, work);
            Assert.Null(await leases.TakeAsync("followers", TimeSpan.FromHours(1), Cancel));

            await first.DisposeAsync();
            Assert.True(end.IsCancellationRequested);
            Assert.True((await work.BegunAsync()).Lease.Term.Value > begun.Term.Value);
        }),
        TestCase("keeps its lease beyond its length", async () =>
        {
            var (clock, work) = (new ManualClock(DateTimeOffset.UnixEpoch), new Told());
            var leases = new Counted(new MemoryLeases(clock));
            await using var duty = On(leases, clock, work);
            var (_, end) = await work.BegunAsync();
            for (var kept = 1; kept <= 20; kept++)
            {
                await Patience.UntilAsync(
                    () => leases.Kept >= kept, meanwhile: () => clock.Advance(TimeSpan.FromMilliseconds(1)));
                Assert.Null(await leases.TakeAsync("followers", TimeSpan.FromHours(1), Cancel));
            }

            Assert.True(clock.GetUtcNow() - DateTimeOffset.UnixEpoch > 5 * HeldLease.Length);
            Assert.False(end.IsCancellationRequested);
        }),
        TestCase("ends when the lease was lost, and is not begun again while another one has it", async () =>
        {
            var (clock, work) = (new ManualClock(DateTimeOffset.UnixEpoch), new Told());
            var leases = new MemoryLeases(clock);
            await using var duty = On(leases, clock, work);
            var (lease, end) = await work.BegunAsync();

            await leases.GiveBackAsync(lease, Cancel);
            var others = (await leases.TakeAsync("followers", TimeSpan.FromDays(10_000), Cancel))!;
            await Patience.UntilAsync(
                () => end.IsCancellationRequested, meanwhile: () => clock.Advance(TimeSpan.FromSeconds(1)));
            Assert.True(leases.Lasts(others));
            await leases.GiveBackAsync(others, Cancel);
            await Patience.UntilAsync(
                () => work.HasBegun, meanwhile: () => clock.Advance(TimeSpan.FromMilliseconds(100)));
        }),
        TestCase("begins a work again that failed, under the same lease", async () =>
        {
            var (clock, work) = (new ManualClock(DateTimeOffset.UnixEpoch), new Told { FailsAtFirst = true });
            await using var duty = On(new MemoryLeases(clock), clock, work);
            var (first, _) = await work.BegunAsync();
            await Patience.UntilAsync(
                () => work.HasBegun, meanwhile: () => clock.Advance(TimeSpan.FromMilliseconds(100)));
            Assert.Equal(first, (await work.BegunAsync()).Lease);
        }));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Duty On(ILeases leases, TimeProvider clock, IWork work)
    {
        var attention = new Attention(TimeSpan.FromDays(10_000), clock);
        attention.Call();
        return new(leases, attention, [work], () => { }, clock, NullLogger.Instance);
    }

    /// <summary>Leases that count how often one was kept.</summary>
    private sealed class Counted(MemoryLeases leases) : ILeases
    {
        private int kept;

        public int Kept => Volatile.Read(ref kept);

        public Task<Lease?> TakeAsync(string work, TimeSpan length, CancellationToken cancel) =>
            leases.TakeAsync(work, length, cancel);

        public async Task<bool> KeepAsync(Lease lease, TimeSpan length, CancellationToken cancel)
        {
            var lasts = await leases.KeepAsync(lease, length, cancel);
            Interlocked.Increment(ref kept);
            return lasts;
        }

        public Task GiveBackAsync(Lease lease, CancellationToken cancel) => leases.GiveBackAsync(lease, cancel);
    }

    /// <summary>A work that only tells when it is begun, and goes on until it is told to end.</summary>
    private sealed class Told : IWork
    {
        private readonly Channel<(Lease Lease, CancellationToken End)> begun =
            Channel.CreateUnbounded<(Lease Lease, CancellationToken End)>();
        private int times;

        public bool FailsAtFirst { get; init; }
        public bool HasBegun => begun.Reader.Count > 0;
        public string Name => "told";

        public async Task<(Lease Lease, CancellationToken End)> BegunAsync()
        {
            await Patience.UntilAsync(() => HasBegun);
            return await begun.Reader.ReadAsync(Cancel);
        }

        public async Task WorkAsync(Lease lease, CancellationToken end)
        {
            begun.Writer.TryWrite((lease, end));
            if (FailsAtFirst && Interlocked.Increment(ref times) == 1)
                throw new IOException("cut");
            await Task.Delay(Timeout.Infinite, end);
        }
    }
}
