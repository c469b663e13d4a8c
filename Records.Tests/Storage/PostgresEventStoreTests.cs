using System.Collections.Concurrent;
using Npgsql;
using Records.Core.History;
using Records.Core.Ports;
using Records.Storage.Postgres;
using Xunit;
using static Records.Tests.Storage.Appends;

namespace Records.Tests.Storage;

public sealed class PostgresEventStoreTests : Suite<PostgresEventStoreTests>, ISuite
{
    public static Test Tests => TestList("event store on PostgreSQL",
        TestList("history cannot be rewritten",
            TestRefused("by the administrator's update", "update event set type = 'z'"),
            TestRefused("by the administrator's delete", "delete from event"),
            TestRefused("by the administrator's truncate", "truncate event"),
            TestRefused("by changing a claim", "update claim set stream = gen_random_uuid()"),
            TestRefused("by deleting a claim", "delete from claim"),
            TestRefused("by truncating the claims", "truncate claim"),
            TestRefused("by moving the head back", "update log_head set size = 0"),
            TestRefused("by setting the time back", "update log_head set recorded_at = recorded_at - 1"),
            TestRefused("by removing the head", "delete from log_head")),

        TestList("the login of the server has no right",
            TestDenied("to update events", "update event set type = 'z'"),
            TestDenied("to delete events", "delete from event"),
            TestDenied("to truncate events", "truncate event"),
            TestDenied("to switch the trigger off", "alter table event disable trigger all"),
            TestDenied("to drop the trigger", "drop trigger event_is_history on event"),
            TestDenied("to drop the table", "drop table event"),
            TestDenied("to replace what the trigger does", """
                create or replace function refuse_rewriting() returns trigger language plpgsql
                as 'begin return new; end'
                """),
            TestDenied("to ignore triggers", "set session_replication_role = replica"),
            TestDenied("to become the owner", "set role records_owner"),
            TestDenied("to update claims", "update claim set stream = gen_random_uuid()"),
            TestDenied("to delete claims", "delete from claim"),
            TestDenied("to truncate claims", "truncate claim"),
            TestDenied("to name another tenant", "update log_head set tenant = gen_random_uuid()"),
            TestDenied("to remove the head", "delete from log_head"),
            TestDenied("to change an answer", "update remembered_answer set body = ''"),
            TestDenied("to rewrite the list of schema steps", "delete from schema_step"),
            TestDenied("to make tables", "create table mine ()"),
            TestDenied("to hide a table behind a temporary one", "create temporary table event ()")),

        TestCase("two processes on one database write one log", async () =>
        {
            var database = await TestDatabase.NewAsync();
            await using var here = new Process(database);
            await using var there = new Process(database);
            var shared = NewStream();

            var outcomes = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Task.Run(async () =>
            {
                var store = i % 2 == 0 ? here.Store : there.Store;
                return await store.AppendAsync(
                    i % 4 < 2 ? To(NewStream(), -1, "a", "b") : To(shared, i / 4 - 1, "c"), Cancel);
            })));

            var log = await there.Store.ReadAllAsync(Position.None, 1000, Cancel);
            EventStoreContract.AssertProven(database.Tenant, log);
            Assert.All(outcomes, outcome => Assert.True(outcome is AppendOutcome.Appended or AppendOutcome.Conflict));
            Assert.Equal(400, log.Count(e => e.Stream != shared));
        }),

        TestCase("lets other processes know what it wrote", async () =>
        {
            var database = await TestDatabase.NewAsync();
            await using var process = new Process(database);
            await using var other = new NpgsqlConnection(database.Server);
            await other.OpenAsync(Cancel);
            await new NpgsqlCommand("listen records_news", other).ExecuteNonQueryAsync(Cancel);
            var heard = "";
            other.Notification += (_, notice) => heard = notice.Payload;

            await AppendedAsync(process.Store, To(NewStream(), -1, "a", "b"));
            Assert.True(await other.WaitAsync(TimeSpan.FromSeconds(30), Cancel));
            Assert.Equal("1", heard);
        }),

        TestCase("hears what other processes wrote", async () =>
        {
            var database = await TestDatabase.NewAsync();
            await using var process = new Process(database);

            // No look at the log could tell of position 41, for it is empty: only the notice can.
            var heard = process.Store.WaitForNewsAsync(new(40), TimeSpan.FromMinutes(5), Cancel);
            await Patience.UntilAsync(async () =>
            {
                await database.AsServerAsync("select pg_notify('records_news', '41')");
                return heard.IsCompleted;
            }, what: "the news is heard");

            await heard;
        }),

        TestCase("answers although its connection is killed while it waits for the lock", async () =>
        {
            var database = await TestDatabase.NewAsync();
            await using var process = new Process(database);
            await using var blocker = new NpgsqlConnection(database.Administrator);
            await blocker.OpenAsync(Cancel);
            var lockHead = await blocker.BeginTransactionAsync(Cancel);
            await new NpgsqlCommand("select from log_head for update", blocker).ExecuteNonQueryAsync(Cancel);
            var append = process.Store.AppendAsync(To(NewStream(), -1, "a"), Cancel);

            await Patience.UntilAsync(async () => await database.AsAdministratorAsync("""
                select count(pg_terminate_backend(pid)) from pg_stat_activity
                 where datname = current_database() and wait_event_type = 'Lock'
                """) is not 0L, what: "the connection that waits for the lock is killed");

            await lockHead.RollbackAsync(Cancel);
            Assert.Equal(new(0), Assert.IsType<AppendOutcome.Appended>(await append).Last);
        }),

        TestCase("finds its own events when the answer to its commit was lost", async () =>
        {
            var database = await TestDatabase.NewAsync();
            await using var wire = new CutWire(database.Server);
            await using var process = new Process(database with { Server = wire.ConnectionString });
            await AppendedAsync(process.Store, To(NewStream(), -1, "a"));
            wire.LoseAnswerTo("update log_head"u8.ToArray());

            Assert.Equal(new(1), (await AppendedAsync(process.Store, To(NewStream(), -1, "b"))).Last);
            Assert.True(wire.HasLost);
            Assert.Equal(
                ["a", "b"], (await process.Store.ReadAllAsync(Position.None, 10, Cancel)).Select(e => e.Type.Name));
        }),

        TestSlow("no event is lost or doubled though connections are killed all the time", async () =>
        {
            const int Writers = 6, Rounds = 60;
            var database = await TestDatabase.NewAsync();
            await using var process = new Process(database);
            var acknowledged = new ConcurrentBag<EventId>();

            var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
            {
                var stream = NewStream();
                for (var version = -1; version < Rounds - 1; version++)
                {
                    var request = To(stream, version, "a");
                    await UntilKnownAsync(process.Store, request);
                    acknowledged.Add(request.Streams[0].Events[0].Id);
                }
            })));
            while (!writing.IsCompleted)
            {
                await database.AsAdministratorAsync("""
                    select count(pg_terminate_backend(pid))
                      from pg_stat_activity
                     where datname = current_database() and pid <> pg_backend_pid()
                    """);
                await process.Store.WaitForNewsAsync(
                    new(acknowledged.Count + 3), TimeSpan.FromMilliseconds(30), Cancel);
            }

            await writing;
            var log = await ReadLogAsync(process.Store);
            Assert.Equal(Writers * Rounds, log.Count);
            Assert.Equal(acknowledged.Order(ById), log.Select(e => e.Id).Order(ById));
            EventStoreContract.AssertProven(database.Tenant, log);
        }),

        TestCase("turns requests away at once when too many wait, and writes those it took on", async () =>
        {
            var database = await TestDatabase.NewAsync();
            await using var process = new Process(database, new() { WaitingRequests = 10, BatchRequests = 5 });
            await using var blocker = new NpgsqlConnection(database.Administrator);
            await blocker.OpenAsync(Cancel);
            var lockHead = await blocker.BeginTransactionAsync(Cancel);
            await new NpgsqlCommand("select from log_head for update", blocker).ExecuteNonQueryAsync(Cancel);

            // The writer waits for the lock with at most five in hand; ten more may wait, and no others.
            Task<AppendOutcome>[] requests = [.. Enumerable.Range(0, 40)
                .Select(_ => process.Store.AppendAsync(To(NewStream(), -1, "a"), Cancel))];
            var refused = requests.Count(request => request.IsFaulted);
            Assert.InRange(refused, 25, 30);
            await lockHead.RollbackAsync(Cancel);

            await Task.WhenAll(requests.Where(request => !request.IsFaulted));
            foreach (var request in requests.Where(request => request.IsFaulted))
                await Assert.ThrowsAsync<StoreOverloadedException>(() => request);
            Assert.Equal(40 - refused, (await process.Store.ReadAllAsync(Position.None, 100, Cancel)).Count);
        }),

        TestCase("turns requests away when too many bytes wait", async () =>
        {
            var database = await TestDatabase.NewAsync();
            await using var process = new Process(database, new() { WaitingBytes = 100 });

            await Assert.ThrowsAsync<StoreOverloadedException>(() =>
                process.Store.AppendAsync(To(NewStream(), -1, [.. Enumerable.Repeat("a", 100)]), Cancel));
        }),

        TestCase("writes what it took on before it stops, and takes nothing on afterwards", async () =>
        {
            var database = await TestDatabase.NewAsync();
            await using var process = new Process(database);
            var writing = Task.WhenAll(Enumerable.Range(0, 100)
                .Select(_ => process.Store.AppendAsync(To(NewStream(), -1, "a"), Cancel)));
            await process.Store.DisposeAsync();

            Assert.All(await writing, outcome => Assert.IsType<AppendOutcome.Appended>(outcome));
            await Assert.ThrowsAsync<ObjectDisposedException>(
                () => process.Store.AppendAsync(To(NewStream(), -1, "a"), Cancel));
        }),

        TestCase("writes what was asked though the caller leaves", async () =>
        {
            var database = await TestDatabase.NewAsync();
            await using var process = new Process(database);
            using var leaving = new CancellationTokenSource();
            var request = To(NewStream(), -1, "a");
            var append = process.Store.AppendAsync(request, leaving.Token);
            await leaving.CancelAsync();
            await Record.ExceptionAsync(() => append);

            Assert.Equal(new(0), (await AppendedAsync(process.Store, request)).Last);
        }),

        TestCase("does not write to the database of another tenant", async () =>
        {
            var database = await TestDatabase.NewAsync();
            await using var process = new Process(database with { Tenant = new(Guid.NewGuid()) });

            await Assert.ThrowsAsync<SchemaException>(
                () => process.Store.AppendAsync(To(NewStream(), -1, "a"), Cancel));
        }),

        TestCase("shows an erased event as one without a body", async () =>
        {
            var database = await TestDatabase.NewAsync();
            await using var process = new Process(database);
            var stream = NewStream();
            var e = new NewEvent(
                new(Guid.CreateVersion7()), new("a", 1), new(Guid.NewGuid()), Digest.Of([1]),
                ReadOnlyMemory<byte>.Empty, new byte[60]);
            await AppendedAsync(process.Store, new([new(stream, StreamVersion.None, [e])], [], null));
            await database.AsAdministratorAsync("alter table event disable trigger all; update event set body = null");

            Assert.Null(Assert.Single(await ReadAsync(process.Store, stream)).Body);
        }),

        TestCase("stops at a missing event instead of passing over it", async () =>
        {
            var database = await TestDatabase.NewAsync();
            await using var process = new Process(database);
            var stream = NewStream();
            await AppendedAsync(process.Store, To(stream, -1, "a", "b", "c"));
            await database.AsAdministratorAsync(
                "alter table event disable trigger all; delete from event where position = 1");

            await Assert.ThrowsAsync<Core.Sealing.DamagedEventException>(() => ReadAsync(process.Store, stream));
            await Assert.ThrowsAsync<Core.Sealing.DamagedEventException>(
                () => process.Store.ReadAllAsync(new(0), 10, Cancel));
        }),

        TestCase("needs few connections, however many write and wait", async () =>
        {
            var database = await TestDatabase.NewAsync();
            await using var process = new Process(database);
            var waiting = Task.WhenAll(Enumerable.Range(0, 50)
                .Select(_ => process.Store.WaitForNewsAsync(new(199), TimeSpan.FromMinutes(5), Cancel)));
            await Task.WhenAll(Enumerable.Range(0, 200).Select(
                _ => Task.Run(() => AppendedAsync(process.Store, To(NewStream(), -1, "a")))));

            Assert.InRange((long)(await database.AsAdministratorAsync("""
                select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
                """))!, 1, 4);
            await AppendedAsync(process.Store, To(NewStream(), -1, "a"));
            await waiting;
        }));

    private static readonly Comparer<EventId> ById = Comparer<EventId>.Create(
        (one, other) => one.Value.CompareTo(other.Value));

    private static Test TestRefused(string name, string sql) => TestCase(name, async () =>
    {
        var database = await Shared.Value;
        var refused = await Assert.ThrowsAsync<PostgresException>(() => database.AsAdministratorAsync(sql));
        Assert.Equal(PostgresErrorCodes.RestrictViolation, refused.SqlState);
    });

    private static Test TestDenied(string name, string sql) => TestCase(name, async () =>
    {
        var database = await Shared.Value;
        var denied = await Assert.ThrowsAsync<PostgresException>(() => database.AsServerAsync(sql));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, denied.SqlState);
    });

    // Nothing is ever changed in it: that is what its tests show.
    private static readonly Lazy<Task<TestDatabase>> Shared = new(async () =>
    {
        var database = await TestDatabase.NewAsync();
        await using var process = new Process(database);
        var stream = NewStream();
        await AppendedAsync(process.Store, To(stream, -1, "a") with { Claims = [Reference(stream, 1)] });
        return database;
    });

    private static Task UntilKnownAsync(PostgresEventStore store, AppendRequest request) =>
        Patience.UntilAsync(async () =>
        {
            try
            {
                await AppendedAsync(store, request);
                return true;
            }
            catch (NpgsqlException)
            {
                // The outcome is unknown; the same request, with the same event ids, is sent again.
                return false;
            }
        }, what: "the outcome of a request is known");

    private static async Task<List<StoredEvent>> ReadLogAsync(PostgresEventStore store)
    {
        List<StoredEvent> log = [];
        await Patience.UntilAsync(async () =>
        {
            try
            {
                log = [.. await store.ReadAllAsync(Position.None, 10_000, Cancel)];
                return true;
            }
            catch (NpgsqlException)
            {
                // A connection from the pool that was killed while it lay there.
                return false;
            }
        }, what: "the log is read");
        return log;
    }

    /// <summary>A store with connections of its own, as in a process of its own.</summary>
    private sealed class Process(TestDatabase database, EventStoreLimits? limits = null) : IAsyncDisposable
    {
        public NpgsqlDataSource Connections { get; } = database.Open();

        public PostgresEventStore Store =>
            field ??= new(Connections, database.Tenant, TimeProvider.System, limits ?? new());

        public async ValueTask DisposeAsync()
        {
            await Store.DisposeAsync();
            await Connections.DisposeAsync();
        }
    }
}
