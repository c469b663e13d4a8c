using Records.Core.Ports;
using Records.Storage.Views;
using Records.Tests.Api.House;
using Xunit;

namespace Records.Tests.Views;

/// <summary>What is kept in memory is believed only when the database was asked.</summary>
public sealed class ChangeWatchTests : Suite<ChangeWatchTests>, ISuite
{
    public static Test Tests => TestList("the watch over changes",
        TestCase("knows nothing before the first look", () =>
            Assert.Equal(long.MaxValue, new ChangeWatch(null!).LastChange(new(Guid.NewGuid())).Value)),
        TestCase("tells of every change that was answered before the look, and of nobody else's", async () =>
        {
            var house = await TestHouse.SharedAsync();
            var tenant = house.Tenant("neudorf");
            var changed = await HouseFile.NewAsync(house, "neudorf");
            var quiet = await HouseFile.NewAsync(house, "neudorf");
            await quiet.Clerk.WhenAllIsReadAsync();
            await tenant.Changes.LookAsync(Cancel);
            var before = tenant.Changes.LastChange(new(Guid.Parse(quiet.Id)));
            for (var i = 0; i < 20; i++)
            {
                var done = (await changed.Clerk.PatchAsync(
                    changed.Path, await changed.Clerk.ETagAsync(changed.Path), HouseSteps.Subject($"Stand {i}")))
                    .Expect(200);
                var look = await tenant.Changes.LookAsync(Cancel);
                Assert.True(look.Head.Value >= done.Position);
                Assert.True(tenant.Changes.LastChange(new(Guid.Parse(changed.Id))).Value >= done.Position);
                Assert.Equal(before, tenant.Changes.LastChange(new(Guid.Parse(quiet.Id))));
            }
        }),
        TestCase("answers all who wait with one question, and each with one that began later", async () =>
        {
            var tenant = (await TestHouse.SharedAsync()).Tenant("musterstadt");
            var first = tenant.Changes.LookAsync(Cancel);
            Look[] looks = await Task.WhenAll(
                Enumerable.Range(0, 200).Select(_ => tenant.Changes.LookAsync(Cancel)));
            await first;
            Assert.InRange(looks.Distinct(ReferenceEqualityComparer.Instance).Count(), 1, 20);
        }),
        TestCase("who gives up waiting takes nobody's answer away", async () =>
        {
            var tenant = (await TestHouse.SharedAsync()).Tenant("musterstadt");
            using var gone = new CancellationTokenSource();
            var (left, stays) = (tenant.Changes.LookAsync(gone.Token), tenant.Changes.LookAsync(Cancel));
            await gone.CancelAsync();
            Assert.NotNull(await stays);
            await ((Task)left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
