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
        TestCase("is not woken by those who only look after the program", async () =>
        {
            await using var house = await TestHouse.StartAsync(_ => null, plans: false);
            foreach (var path in LookedAt)
            {
                using var answer = await house.Http.GetAsync(new Uri(path, UriKind.Relative));
                Assert.Equal(200, (int)answer.StatusCode);
            }

            var town = house.Towns["neudorf"];
            Assert.Equal(0L, await town.Database.AsAdministratorAsync("select count(*) from lease"));
            await (await house.SignInAsync("neudorf", "registrar")).GetAsync(
                "case-files", HouseApp.Without("Minimum-Position"));
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            while (await town.Database.AsAdministratorAsync("select count(*) from lease") is 0L)
                await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }),
        TestSlow("is found by the round where nobody follows what was written", async () =>
        {
            await using var house = await TestHouse.StartAsync();
            var (town, tenant) = (house.Towns["neudorf"], house.Tenant("neudorf"));
            // As by a process that dies at once: it writes and follows nothing.
            await using (var connections = town.Database.Open())
            await using (var store = new PostgresEventStore(
                connections, town.Database.Tenant, TimeProvider.System, new EventStoreLimits()))
                Assert.IsType<AppendOutcome.Appended>(await store.AppendAsync(new(
                    [
                        tenant.Plans.Journal.Seal(
                            StreamId.Singleton(tenant.Id, "file-plan"), StreamVersion.None,
                            [
                                new FilePlanEvent.FilePlanEntryAdded(
                                    new(Guid.NewGuid()), null, new("10"), "Wahlen", null, IsLeaf: false, ValidFrom: null),
                            ],
                            ActorHouse.Stamp, key: null),
                    ], [], null), TestContext.Current.CancellationToken));

            var written = Stopwatch.GetTimestamp();
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
            while (await town.Database.AsAdministratorAsync("select position from view.progress") is not 0L)
            {
                Assert.True(Stopwatch.GetElapsedTime(written) < FoundByARound, "No round came by.");
                await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            }

            TestContext.Current.SendDiagnosticMessage(
                $"found by the round after {Stopwatch.GetElapsedTime(written).TotalSeconds:0.0} s");
        }));
}
