using Npgsql;
using Records.Storage.Postgres;
using Records.Tests.Api.House;
using Xunit;

namespace Records.Tests.Campaigns;

/// <summary>
/// The database goes away while many clients write, and all of them send again what they got no answer to until they
/// have one. Each change is done once. A house that does not remember its answers is found out.
/// </summary>
public sealed class RetryStormTests : Suite<RetryStormTests>, ISuite
{
    private const int Files = 20;

    /// <summary>Two pools of a tenant, and what watches it.</summary>
    private const long MostConnections = (2 * Connections.MostOfAPool) + 5;

    public static Test Tests => TestList("a storm of repeated requests",
        TestSlow("100 clients, the database away twice", async () => Judge(await RunAsync(100, 2, forgets: false))),
        TestSlow("does each change twice where answers are forgotten, and is found out", async () =>
            Assert.True((await RunAsync(100, 1, forgets: true)).Duplicate > 0)),
        Campaign(TestCase("500 clients, the database away thirty times", async () =>
            Judge(await RunAsync(500, 30, forgets: false)))));

    private static void Judge(Verdict verdict) => verdict.AssertNothingLostOrDouble();

    /// <param name="forgets">
    /// The planted fault: a trigger in this one database, made by its administrator, throws away what the house wants
    /// to remember of its answers. The program has no such switch.
    /// </param>
    private static async Task<Verdict> RunAsync(int clients, int rounds, bool forgets)
    {
        await using var house = await TestHouse.StartAsync();
        var file = await HouseFile.NewAsync(house);
        if (forgets)
            await file.Clerk.Town.Database.AsAdministratorAsync("""
                create function forget() returns trigger language plpgsql as 'begin return null; end';
                create trigger forget before insert on remembered_answer for each row execute function forget()
                """);
        using var crowd = await Crowd.NewAsync(house, file, apps: clients, Files);
        using var stop = new CancellationTokenSource();
        var chance = new Random(rounds);

        var writing = Enumerable.Range(0, clients).Select(async _ =>
        {
            while (!stop.IsCancellationRequested)
                await crowd.InsistAsync(chance, Cancel);
        }).ToList();
        var most = 0L;
        for (var round = 0; round < rounds; round++)
        {
            await UntilDoneAsync(crowd, clients);
            await AwayAsync(file.Clerk.Town.Database, crowd, clients);
            await UntilDoneAsync(crowd, clients);
            most = Math.Max(most, await ConnectionsAsync(file.Clerk.Town.Database));
        }

        await stop.CancelAsync();
        await Task.WhenAll(writing);
        var verdict = Verdict.Of(crowd.Acknowledged, await crowd.StandingAsync(file.Clerk));
        verdict.Print("retry storm", $"repeated {crowd.Repeated}, refused {crowd.Refused}, connections {most}");
        Assert.Empty(crowd.Wrong);
        Assert.InRange(most, 1, MostConnections);
        return verdict;
    }

    /// <summary>Until the clients have been told of as many changes again.</summary>
    private static Task UntilDoneAsync(Crowd crowd, int changes)
    {
        var enough = crowd.Done + changes;
        return Patience.UntilAsync(() => crowd.Done >= enough, pause: TimeSpan.FromMilliseconds(20));
    }

    /// <summary>Nobody can reach the database until every client was refused or cut off about once.</summary>
    private static async Task AwayAsync(TestDatabase database, Crowd crowd, int clients)
    {
        var name = new NpgsqlConnectionStringBuilder(database.Administrator).Database;
        var server = database with
        {
            Administrator = new NpgsqlConnectionStringBuilder(database.Administrator) { Database = "postgres" }
                .ConnectionString,
        };
        await server.AsAdministratorAsync($"alter database {name} allow_connections false");
        await server.AsAdministratorAsync(
            $"select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = '{name}'");
        var enough = crowd.Repeated + clients;
        await Patience.UntilAsync(() => crowd.Repeated >= enough, pause: TimeSpan.FromMilliseconds(20));
        await server.AsAdministratorAsync($"alter database {name} allow_connections true");
    }

    private static async Task<long> ConnectionsAsync(TestDatabase database) =>
        (long)(await database.AsAdministratorAsync(
            "select count(*) from pg_stat_activity where datname = current_database()"))!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
