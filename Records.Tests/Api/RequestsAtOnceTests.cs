using FsCheck.Fluent;
using Records.Api.Access;
using Records.Core.Ports;
using Records.Tests.Api.House;
using Xunit;

namespace Records.Tests.Api;

public sealed class RequestsAtOnceTests : Suite<RequestsAtOnceTests>, ISuite
{
    private const int Share = 4;
    private static readonly TenantId Here = new(Guid.NewGuid());
    private static readonly TenantId There = new(Guid.NewGuid());
    private static readonly TenantId Elsewhere = new(Guid.NewGuid());

    public static Test Tests => TestList("requests at once",
        TestCase("one tenant of several takes half and leaves the rest to the others", () =>
        {
            var room = new RequestsAtOnce(10, tenants: 3);
            Assert.Equal(5, Fill(room, Here).Count);
            Assert.Equal(5, Fill(room, There).Count);
            Assert.Empty(Fill(room, Elsewhere));
        }),
        TestCase("a tenant alone takes all", () => Assert.Equal(10, Fill(new(10, tenants: 1), Here).Count)),
        TestCase("who leaves makes room for one, and only once", () =>
        {
            var room = new RequestsAtOnce(10, tenants: 2);
            var taken = Fill(room, Here);
            taken[0].Dispose();
            taken[0].Dispose();
            Assert.Single(Fill(room, Here));
        }),
        TestCase("who finds no room takes none from anybody else", () =>
        {
            var room = new RequestsAtOnce(4, tenants: 3);
            var (here, there) = (Fill(room, Here), Fill(room, There));
            for (var i = 0; i < 100; i++)
                Assert.Null(room.Enter(Elsewhere));
            here.Concat(there).ToList().ForEach(place => place.Dispose());
            Assert.Equal(2, Fill(room, Elsewhere).Count);
        }),
        TestProperty("no coming and going takes more than the share, or loses a place",
            Gen.Choose(-3, 2).ArrayOf().ToArbitrary(), moves =>
            {
                TenantId[] tenants = [Here, There, Elsewhere];
                var room = new RequestsAtOnce(6, tenants: 3);
                var inside = tenants.ToDictionary(tenant => tenant, _ => new Stack<IDisposable>());
                foreach (var move in moves)
                {
                    var own = inside[tenants[move < 0 ? move + 3 : move]];
                    var hasRoom = own.Count < 3 && inside.Values.Sum(taken => taken.Count) < 6;
                    if (move < 0)
                    {
                        if (own.TryPop(out var left))
                            left.Dispose();
                        continue;
                    }

                    var place = room.Enter(tenants[move]);
                    if ((place is not null) != hasRoom)
                        return false;
                    if (place is not null)
                        own.Push(place);
                }

                return true;
            }),
        TestCase("beyond them the answer is 503 at once, for the tenant that uses up its share", CrowdedAsync));

    private static List<IDisposable> Fill(RequestsAtOnce room, TenantId tenant)
    {
        var taken = new List<IDisposable>();
        while (room.Enter(tenant) is { } place)
            taken.Add(place);
        return taken;
    }

    private static async Task CrowdedAsync()
    {
        await using var house = await TestHouse.StartAsync(_ => null, requests: 2 * Share);
        var (file, there) = (await HouseFile.NewAsync(house), await house.SignInAsync("neudorf", "clerk"));
        var token = await house.TokenAsync("musterstadt", "clerk", "waiting");
        using var leave = new CancellationTokenSource();
        // These wait for an event nobody will write.
        var waiting = Enumerable.Range(0, Share).Select(_ => WaitAsync(house, token, leave.Token)).ToList();

        Task<HouseAnswer> AskAsync() =>
            file.Clerk.GetAsync("case-files?limit=1", HouseApp.Without("Minimum-Position"));
        var answer = await AskAsync();
        await Patience.UntilAsync(
            async () => (answer = await AskAsync()).Status != 200, what: "there is no more room");
        Assert.Equal("1", answer.Expect(503, "crowded").Header("Retry-After"));
        (await there.GetAsync("case-files?limit=1", HouseApp.Without("Minimum-Position"))).Expect(200);
        await file.Clerk.UploadAsync(file.Path, [1, 2, 3]);

        await leave.CancelAsync();
        await Task.WhenAll(waiting);
        await Patience.UntilAsync(async () => (answer = await AskAsync()).Status != 503, what: "there is room again");
        answer.Expect(200);
    }

    private static async Task WaitAsync(TestHouse house, string token, CancellationToken leave)
    {
        // Who comes while the last request is still being put away is sent away too, and comes again.
        while (!leave.IsCancellationRequested)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/t/musterstadt/v1/case-files?limit=1");
            request.Headers.Authorization = new("Bearer", token);
            request.Headers.Add("Minimum-Position", "1000000");
            request.Headers.Add("Prefer", "wait=30");
            try
            {
                using var answer = await house.Http.SendAsync(request, leave);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
