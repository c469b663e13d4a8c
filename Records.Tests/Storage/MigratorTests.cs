using Records.Core.Ports;
using Records.Storage.Postgres;
using Xunit;

namespace Records.Tests.Storage;

public sealed class MigratorTests : Suite<MigratorTests>, ISuite
{
    public static Test Tests => TestList("migrator",
        TestCase("applies each step once, in order, whoever starts at the same time", async () =>
        {
            var database = await TestDatabase.NewEmptyAsync();
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
                Migrator.MigrateTenantAsync(database.Administrator, database.Tenant, Cancel)));

            Assert.Equal(
                SchemaStep.In("Postgres/Schema/").Select(step => step.Name),
                (string[]?)await database.AsAdministratorAsync(
                    "select array_agg(name order by applied_at) from schema_step"));
        }),

        TestEach("numbers its steps without a gap", ["Postgres/Schema/", "Keys/Schema/"], folder =>
        {
            var steps = SchemaStep.In(folder);
            Assert.NotEmpty(steps);
            Assert.Equal(Enumerable.Range(1, steps.Count), steps.Select(step => int.Parse(step.Name[..3])));
        }),

        TestCase("refuses a database whose applied step was edited", async () =>
        {
            var database = await TestDatabase.NewEmptyAsync();
            await MigrateAsync(database, First);

            var refused = await Assert.ThrowsAsync<SchemaException>(
                () => MigrateAsync(database, First with { Sql = "create table one (i bigint)" }));
            Assert.Contains("001_one.sql", refused.Message);
        }),

        TestCase("refuses a database that is newer than the program", async () =>
        {
            var database = await TestDatabase.NewEmptyAsync();
            await MigrateAsync(database, First, Third);

            await Assert.ThrowsAsync<SchemaException>(() => MigrateAsync(database, First));
        }),

        TestCase("refuses a step that comes before one already applied", async () =>
        {
            var database = await TestDatabase.NewEmptyAsync();
            await MigrateAsync(database, First, Third);

            await Assert.ThrowsAsync<SchemaException>(
                () => MigrateAsync(database, First, new("002_two.sql", "select 1"), Third));
        }),

        TestCase("leaves nothing of a step that fails, and goes on from there", async () =>
        {
            var database = await TestDatabase.NewEmptyAsync();
            var broken = new SchemaStep("002_two.sql", "create table two (); select 1 / 0");
            await Assert.ThrowsAsync<Npgsql.PostgresException>(() => MigrateAsync(database, First, broken));

            await MigrateAsync(database, First, broken with { Sql = "create table two ()" }, Third);
            Assert.Equal(3L, await database.AsAdministratorAsync("select count(*) from schema_step"));
        }),

        TestCase("refuses a database that belongs to another tenant", async () =>
        {
            var database = await TestDatabase.NewAsync();

            await Assert.ThrowsAsync<SchemaException>(() =>
                Migrator.MigrateTenantAsync(database.Administrator, new TenantId(Guid.NewGuid()), Cancel));
        }));

    private static readonly SchemaStep First = new("001_one.sql", "create table one ()");
    private static readonly SchemaStep Third = new("003_three.sql", "create table three ()");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task MigrateAsync(TestDatabase database, params SchemaStep[] steps) =>
        await (await Migrator.MigrateAsync(database.Administrator, [.. steps], Cancel)).DisposeAsync();
}
