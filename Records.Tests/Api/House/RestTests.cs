using System.Diagnostics;
using Records.Core.FilePlan;
using Records.Core.Ports;
using Records.Storage.Postgres;
using Records.Tests.Actors;
using Xunit;

namespace Records.Tests.Api.House;

/// <summary>What one process writes while nobody works with the tenant in the other.</summary>
public sealed class RestTests : Suite<RestTests>, ISuite
{
    private static readonly string[] LookedAt = ["/health/ready", "/health/live", "/metrics"];
    private static readonly TimeSpan FollowedByItsWriter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FoundByARound = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan LongestAwake = TimeSpan.FromSeconds(60);

    public static Test Tests => TestList("a resting tenant",
        TestCase("shows within five seconds what another process wrote", async () =>
        {
            await using var house = await TestHouse.StartAsync();
            await using var twin = await house.StartTwinAsync();
            var town = house.Towns["neudorf"];
            var registrar = new HouseApp(twin.Http, town, await house.TokenAsync("neudorf", "registrar", "twin"));
            await registrar.AddEntryAsync();
            var written = Stopwatch.GetTimestamp();

            var here = await house.SignInAsync("neudorf", "registrar");
            Assert.Single((await here.GetAsync("file-plan/entries")).Expect(200).Items);
            Assert.True(Stopwatch.GetElapsedTime(written) < FollowedByItsWriter);
        }),
        TestSlow("is woken by what nobody followed, and not by those who look after the program", async () =>
        {
            await using var house = await TestHouse.StartAsync();
            var town = house.Towns["neudorf"];
            await UntilAsync(town, "exists (select from lease where ends_at = '-infinity')", LongestAwake);
            var term = await town.Database.AsAdministratorAsync("select term from lease");
            foreach (var path in LookedAt)
            {
                using var answer = await house.Http.GetAsync(new Uri(path, UriKind.Relative));
                Assert.Equal(200, (int)answer.StatusCode);
            }

            Assert.Equal(term, await town.Database.AsAdministratorAsync("select term from lease"));

            await DieAfterWritingAsync(house, town);
            var written = Stopwatch.GetTimestamp();
            await UntilAsync(
                town, "(select position from view.progress) = (select size - 1 from log_head)", FoundByARound);
            TestContext.Current.SendDiagnosticMessage(
                $"found by the round after {Stopwatch.GetElapsedTime(written).TotalSeconds:0.0} s");
        }));

    // A process that writes one event and follows nothing.
    private static async Task DieAfterWritingAsync(TestHouse house, HouseTown town)
    {
        var tenant = house.Tenant(town.Name);
        await using var connections = town.Database.Open();
        await using var store = new PostgresEventStore(
            connections, town.Database.Tenant, TimeProvider.System, new EventStoreLimits());
        var added = new FilePlanEvent.FilePlanEntryAdded(
            new(Guid.NewGuid()), null, new("10"), "Wahlen", null, IsLeaf: true, null);
        var plan = tenant.Plans.Journal.Seal(
            StreamId.Singleton(tenant.Id, "file-plan"), new(0), [added], ActorHouse.Stamp, key: null);
        Assert.IsType<AppendOutcome.Appended>(await store.AppendAsync(new([plan], [], null), Cancel));
    }

    private static Task UntilAsync(HouseTown town, string holds, TimeSpan patience) => Patience.UntilAsync(
        async () => await town.Database.AsAdministratorAsync($"select {holds}") is true,
        patience, TimeSpan.FromMilliseconds(200), holds);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
