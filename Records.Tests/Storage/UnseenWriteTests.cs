using Npgsql;
using Records.Core.Ports;
using Records.Storage.Postgres;
using Xunit;
using static Records.Tests.Storage.Appends;

namespace Records.Tests.Storage;

/// <summary>
/// A process that has written remembers where the log and its streams stand, and writes on from there without a look.
/// Here somebody else has written in between, or memory says nothing.
/// </summary>
public sealed class UnseenWriteTests : Suite<UnseenWriteTests>, ISuite
{
    public static Test Tests => TestList("writing from memory",
        TestCase("asks nothing about a stream it wrote to lately", () => RunAsync(async here =>
        {
            var stream = NewStream();
            await AppendedAsync(here.Store, To(stream, -1, "a"));
            await here.Database.AsAdministratorAsync("revoke select on event from records_app");
            await AppendedAsync(here.Store, To(stream, 0, "b"));
            await AppendedAsync(here.Store, Together(To(stream, 1, "c", "d"), To(NewStream(), -1, "e")));
            await here.Database.AsAdministratorAsync("grant select on event to records_app");
            await here.AssertLogAsync(5);
        })),

        TestCase("does not overwrite what another process wrote in between", () => RunAsync(async here =>
        {
            await using var there = new Writer(here.Database);
            var stream = NewStream();
            await AppendedAsync(here.Store, To(stream, -1, "a"));
            await AppendedAsync(there.Store, To(stream, 0, "b"));
            Assert.Equal(
                new AppendOutcome.Conflict(stream, new(1)), await here.Store.AppendAsync(To(stream, 0, "c"), Cancel));
            await AppendedAsync(here.Store, To(stream, 1, "d"));
            await here.AssertLogAsync(3);
        })),

        TestCase("goes by the others' chain when it writes on", () => RunAsync(async here =>
        {
            await using var there = new Writer(here.Database);
            var stream = NewStream();
            await AppendedAsync(here.Store, To(stream, -1, "a"));
            for (var version = 0; version < 40; version += 2)
            {
                await AppendedAsync(there.Store, To(stream, version, "b"));
                await AppendedAsync(here.Store, To(stream, version + 1, "c"));
            }

            await here.AssertLogAsync(41);
        })),

        TestCase("finds out that a stream it does not know is not new", () => RunAsync(async here =>
        {
            await using var there = new Writer(here.Database);
            var stream = NewStream();
            await AppendedAsync(there.Store, To(stream, -1, "a"));
            await AppendedAsync(here.Store, To(NewStream(), -1, "b"));
            Assert.Equal(
                new AppendOutcome.Conflict(stream, new(0)), await here.Store.AppendAsync(To(stream, -1, "c"), Cancel));
            Assert.Equal(
                new AppendOutcome.Conflict(stream, new(0)), await here.Store.AppendAsync(To(stream, -1), Cancel));
            await here.AssertLogAsync(2);
        })),

        TestCase("is told whose claim it is, though no event was written with it", () => RunAsync(async here =>
        {
            await using var there = new Writer(here.Database);
            var (mine, theirs) = (NewStream(), NewStream());
            await AppendedAsync(here.Store, To(mine, -1, "a"));
            await AppendedAsync(there.Store, To(theirs, -1) with { Claims = [Reference(theirs, 1)] });
            Assert.Equal(
                new AppendOutcome.ClaimTaken(Reference(mine, 1), theirs),
                await here.Store.AppendAsync(To(mine, 0, "b") with { Claims = [Reference(mine, 1)] }, Cancel));
            await AppendedAsync(here.Store, To(mine, 0, "c") with { Claims = [Reference(mine, 2)] });
            Assert.Equal(mine, await there.Store.FindClaimAsync("file-reference", "63-2/2026", Cancel));
            await here.AssertLogAsync(2);
        })),

        TestCase("gives the answer of its own to a request that was answered long ago", () => RunAsync(async here =>
        {
            var stream = NewStream();
            await AppendedAsync(here.Store, To(stream, -1, "a") with { Answer = Answer("key") });
            Assert.Equal(
                new AppendOutcome.AnsweredBefore(Answer("key")),
                await here.Store.AppendAsync(To(stream, 0, "b") with { Answer = Answer("key") }, Cancel));
            await AppendedAsync(here.Store, To(stream, 0, "c") with { Answer = Answer("another") });
            await here.AssertLogAsync(2);
        })),

        TestCase("writes the neighbours of a request that has to be refused", () => RunAsync(async here =>
        {
            var stream = NewStream();
            await AppendedAsync(here.Store, To(stream, -1, "a") with { Answer = Answer("key") });
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => here.Store.AppendAsync(
                To(NewStream(), -1, "b") with { Answer = Answer(i % 10 == 0 ? "key" : $"key {i}") }, Cancel)));
            Assert.Equal(54, outcomes.Count(outcome => outcome is AppendOutcome.Appended));
            Assert.Equal(6, outcomes.Count(outcome => outcome is AppendOutcome.AnsweredBefore));
            await here.AssertLogAsync(55);
        })),

        TestCase("forgets streams it has not written to for long, and looks them up", () => RunAsync(
            async here =>
            {
                StreamId[] streams = [.. Enumerable.Range(0, 7).Select(_ => NewStream())];
                for (var version = -1; version < 5; version++)
                    foreach (var stream in streams)
                        await AppendedAsync(here.Store, To(stream, version, "a"));
                await here.AssertLogAsync(42);
            },
            new() { KnownStreams = 4 })),

        TestCase("stamps nothing when its clocks agree with each other and not with the database's", async () =>
        {
            var clock = new SleptClock();
            var database = await TestDatabase.NewAsync();
            await using var here = new Writer(database, clock: clock);
            var stream = NewStream();
            await AppendedAsync(here.Store, To(stream, -1, "a"));
            clock.Ahead = TimeSpan.FromMinutes(3);
            await Assert.ThrowsAsync<ClockJumpedException>(() => here.Store.AppendAsync(To(stream, 0, "b"), Cancel));
            clock.Ahead = TimeSpan.Zero;
            await AppendedAsync(here.Store, To(stream, 0, "c"));
            await here.AssertLogAsync(2);
        }));

    private static async Task RunAsync(Func<Writer, Task> test, EventStoreLimits? limits = null)
    {
        await using var here = new Writer(await TestDatabase.NewAsync(), limits);
        await test(here);
    }

    /// <summary>A store with connections of its own, as in a process of its own.</summary>
    private sealed class Writer : IAsyncDisposable
    {
        private readonly NpgsqlDataSource connections;

        public Writer(TestDatabase database, EventStoreLimits? limits = null, TimeProvider? clock = null)
        {
            (Database, connections) = (database, database.Open());
            // Who looks for long after somebody else has written would not come to writing from memory again here.
            Store = new(
                connections, database.Tenant, clock ?? TimeProvider.System,
                (limits ?? new()) with { LooksAfterOthers = 0 });
        }

        public TestDatabase Database { get; }
        public PostgresEventStore Store { get; }

        /// <summary>So many events, and all of them chained and hashed as they must be.</summary>
        public async Task AssertLogAsync(int events)
        {
            var log = await Store.ReadAllAsync(Position.None, 1000, Cancel);
            EventStoreContract.AssertProven(Database.Tenant, log);
            Assert.Equal(events, log.Count);
        }

        public async ValueTask DisposeAsync()
        {
            await Store.DisposeAsync();
            await connections.DisposeAsync();
        }
    }

    /// <summary>A machine whose clock and steady timer both went on while the database's stood still.</summary>
    private sealed class SleptClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;

        public override long GetTimestamp() =>
            System.GetTimestamp() + (long)(Ahead.TotalSeconds * System.TimestampFrequency);
    }
}
