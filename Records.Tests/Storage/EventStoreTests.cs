using Records.Core.Ports;
using Records.Storage.Memory;
using Records.Storage.Postgres;

namespace Records.Tests.Storage;

public sealed class EventStoreTests : Suite<EventStoreTests>, ISuite
{
    public static Test Tests => TestList("event store",
        EventStoreContract.For("in memory", WithMemoryAsync),
        EventStoreContract.For("on PostgreSQL", WithPostgresAsync));

    private static Task WithMemoryAsync(Func<OpenStore, Task> test)
    {
        var (tenant, clock) = (new TenantId(Guid.NewGuid()), new SetClock());
        return test(new(new MemoryEventStore(tenant, clock, TimeSpan.FromMinutes(1)), tenant, clock));
    }

    private static async Task WithPostgresAsync(Func<OpenStore, Task> test)
    {
        var clock = new SetClock();
        var database = await TestDatabase.NewAsync();
        await using var connections = database.Open();
        await using var store = new PostgresEventStore(connections, database.Tenant, clock, new EventStoreLimits());
        await test(new(store, database.Tenant, clock));
    }
}
