using Npgsql;
using Records.Core.Ports;
using Records.Storage.Memory;
using Records.Storage.Postgres;
using Xunit;
using static Records.Tests.Storage.Appends;

namespace Records.Tests.Storage;

public sealed class LeaseTests : Suite<LeaseTests>, ISuite
{
    public static Test Tests => TestList("leases",
        LeaseContract.For("in memory", WithMemoryAsync),
        LeaseContract.For("on PostgreSQL", WithPostgresAsync),
        TestCase("a transaction under a term holds off the next one until it ends", async () =>
        {
            var database = await TestDatabase.NewAsync();
            await using var connections = database.Open();
            var leases = new PostgresLeases(connections);
            var lease = (await leases.TakeAsync("followers", TimeSpan.Zero, Cancel))!;

            await using var connection = await connections.OpenConnectionAsync(Cancel);
            await using var work = await connection.BeginTransactionAsync(Cancel);
            await PostgresLeases.DemandAsync(connection, lease, Cancel);
            var taking = leases.TakeAsync("followers", TimeSpan.FromHours(1), Cancel);
            await Patience.UntilAsync(async () =>
            {
                Assert.False(taking.IsCompleted);
                return await database.AsAdministratorAsync("""
                    select count(*) from pg_stat_activity
                     where wait_event_type = 'Lock' and query like 'insert into lease%'
                    """) is not 0L;
            }, what: "somebody waits for the term to end");
            await work.CommitAsync(Cancel);
            Assert.NotNull(await taking);

            await using var late = await connection.BeginTransactionAsync(Cancel);
            await Assert.ThrowsAsync<TermOverException>(() => PostgresLeases.DemandAsync(connection, lease, Cancel));
        }),
        TestCase("nobody of the program takes a line out of the book", async () =>
        {
            var database = await TestDatabase.NewAsync();
            var denied = await Assert.ThrowsAsync<PostgresException>(() => database.AsServerAsync("delete from lease"));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, denied.SqlState);
        }));

    private static Task WithMemoryAsync(Func<OpenLeases, Task> test)
    {
        var store = new MemoryEventStore(new(Guid.NewGuid()), TimeProvider.System, TimeSpan.FromMinutes(1));
        return test(new(store.Leases, store));
    }

    private static async Task WithPostgresAsync(Func<OpenLeases, Task> test)
    {
        var database = await TestDatabase.NewAsync();
        await using var connections = database.Open();
        await using var store = new PostgresEventStore(
            connections, database.Tenant, TimeProvider.System, new EventStoreLimits());
        await test(new(new PostgresLeases(connections), store));
    }
}
