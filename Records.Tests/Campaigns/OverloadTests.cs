using System.Diagnostics;
using Records.Tests.Api.House;
using Xunit;

namespace Records.Tests.Campaigns;

/// <summary>
/// Five times as many changes as the house can take, at a constant rate that does not wait for answers. What is taken
/// on is done once; what is not is refused at once and says when to come back.
/// </summary>
public sealed class OverloadTests : Suite<OverloadTests>, ISuite
{
    private const int Apps = 60;
    private const int Files = 20;

    public static Test Tests => TestList("overload, five times what can be done",
        TestSlow("for 4 seconds", () => RunAsync(TimeSpan.FromSeconds(4))),
        Campaign(TestCase("for 10 minutes", () => RunAsync(TimeSpan.FromMinutes(10)))));

    private static async Task RunAsync(TimeSpan length)
    {
        await using var house = await TestHouse.StartAsync(_ => null, requests: 200);
        var file = await HouseFile.NewAsync(house);
        using var crowd = await Crowd.NewAsync(house, file, Apps, Files);

        var capacity = await CapacityAsync(crowd);
        crowd.Forget();
        var before = crowd.Done;
        await OfferAsync(crowd, 5 * capacity, length);
        var done = (crowd.Done - before) / length.TotalSeconds;
        var (slowest, refused) = crowd.Slowest();

        var storm = Stopwatch.GetTimestamp();
        while (!await crowd.ChangeAsync(Cancel))
            Assert.True(Stopwatch.GetElapsedTime(storm) < TimeSpan.FromSeconds(10), "It does not recover.");
        var verdict = Verdict.Of(crowd.Acknowledged, await crowd.StandingAsync(file.Clerk));
        verdict.Print("overload", $"capacity {capacity:0}/s, offered {5 * capacity:0}/s, done {done:0}/s, "
            + $"refused {crowd.Refused}, repeated {crowd.Repeated}, p99 of what was done "
            + $"{slowest.TotalMilliseconds:0} ms, of refusals {refused.TotalMilliseconds:0} ms");
        verdict.AssertNothingLostOrDouble();
        Assert.Empty(crowd.Wrong);
        Assert.True(crowd.Refused > 0, "It was no overload.");
    }

    /// <summary>How many changes a second are done when sixteen clients ask again as soon as they are answered.</summary>
    private static async Task<double> CapacityAsync(Crowd crowd)
    {
        var (began, length) = (Stopwatch.GetTimestamp(), TimeSpan.FromSeconds(2));
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
        {
            while (Stopwatch.GetElapsedTime(began) < length)
                await crowd.ChangeAsync(Cancel);
        }));
        return crowd.Done / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task OfferAsync(Crowd crowd, double aSecond, TimeSpan length)
    {
        var (began, sent, asked) = (Stopwatch.GetTimestamp(), 0, new List<Task>());
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (Stopwatch.GetElapsedTime(began) is var passed && passed < length)
        {
            for (; sent < passed.TotalSeconds * aSecond; sent++)
                asked.Add(crowd.ChangeAsync(Cancel));
            await timer.WaitForNextTickAsync(Cancel);
        }

        await Task.WhenAll(asked);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
