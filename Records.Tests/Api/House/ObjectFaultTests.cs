using Records.Api.Configuration;
using Records.Storage.Objects;
using Xunit;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

/// <summary>
/// What callers hear when the S3 store of a town, or the way to it, does what it should not; and that nothing is half
/// filed then.
/// </summary>
public sealed class ObjectFaultTests : Suite<ObjectFaultTests>, ISuite
{
    private const string Unavailable = "object-store-unavailable";
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 150_000).Select(i => (byte)(i * 11 % 256))];

    private static readonly Bad[] Uploads =
    [
        new("is away", new WireFault.Away()),
        new("never answers", new WireFault.Silent()),
        new("says that it cannot now", new WireFault.Says(503, "SlowDown")),
        new("no longer knows our key", new WireFault.Says(403, "InvalidAccessKeyId")),
        new("gets half of everything", new WireFault.CutRequest(70_000)),
        new("gets other bytes", new WireFault.ChangeRequest(70_000)),
    ];

    private static readonly Bad[] Downloads =
    [
        new("is away", new WireFault.Away()),
        new("never answers", new WireFault.Silent()),
        new("says that it cannot now", new WireFault.Says(503, "SlowDown")),
        new("gives a few bytes and breaks off", new WireFault.CutAnswer(100)),
        new("gives other bytes", new WireFault.ChangeAnswer(60)),
    ];

    private static readonly Bad[] Hiccups =
    [
        new("breaks off once", new WireFault.CutAnswer(70_000)),
        new("is away for a moment", new WireFault.Away()),
    ];

    public static Test Tests => Slow(TestList("a town whose S3 store",
        TestList("takes no upload, says when to come again, and files it once it is well, when it",
            [.. Uploads.Select(bad => TestCase(bad.Name, () => UploadAsync(bad.Fault)))]),
        TestList("gives no content, says when to come again, and gives it once it is well, when it",
            [.. Downloads.Select(bad => TestCase(bad.Name, () => DownloadAsync(bad.Fault)))]),
        TestList("gives the content all the same when it",
            [.. Hiccups.Select(bad => TestCase(bad.Name, () => InTownAsync(async (file, wire, _) =>
            {
                var document = await file.Clerk.FileAsync(file.Path, file.Matter, Bytes);
                await file.Clerk.WhenAllIsReadAsync();
                wire.Next(1, IsRead, bad.Fault);
                Assert.Equal(
                    Bytes, (await file.Clerk.GetAsync($"{document}/versions/1/content")).Expect(200).Bytes);
            })))]),
        TestCase("changes a byte far into the content never has it given out: the answer breaks off", () =>
            InTownAsync(async (file, wire, _) =>
            {
                var document = await file.Clerk.FileAsync(file.Path, file.Matter, Bytes);
                await file.Clerk.WhenAllIsReadAsync();
                wire.Next(1, IsRead, new WireFault.ChangeAnswer(149_000));
                await Assert.ThrowsAsync<HttpRequestException>(() =>
                    file.Clerk.GetAsync($"{document}/versions/1/content"));
                Assert.Equal(
                    Bytes, (await file.Clerk.GetAsync($"{document}/versions/1/content")).Expect(200).Bytes);
            })),
        TestCase("is away still shows, files and finds what needs no content, and says so", () =>
            InTownAsync(async (file, wire, house) =>
            {
                var upload = await file.Clerk.UploadAsync(file.Path, Bytes);
                wire.Fate = _ => new WireFault.Away();
                var document = (await file.Clerk.PostAsync($"{file.Matter}/documents", Filing(upload))).Expect(201).Id;
                (await file.Clerk.GetAsync($"{file.Path}/documents/{document}")).Expect(200);
                using var ready = await house.Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
                Assert.Equal(200, (int)ready.StatusCode);
                Assert.Contains("degraded", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);

                wire.Fate = _ => null;
                Assert.Equal(Bytes, (await file.Clerk.GetAsync($"{file.Path}/documents/{document}/versions/1/content"))
                    .Expect(200).Bytes);
            })),
        TestCase("keeps nothing of an upload whose client hung up", () => InTownAsync(async (file, wire, house) =>
        {
            var before = await ObjectsAsync(house);
            using var hangUp = new CancellationTokenSource();
            var pieces = 0;
            using var content = new StreamContent(new InPieces(new byte[1 << 20], [200_000], () =>
                ++pieces < 3 ? Task.CompletedTask : hangUp.CancelAsync()));
            using var request = new HttpRequestMessage(
                HttpMethod.Post, new Uri($"/t/musterstadt/v1/{file.Path}/uploads", UriKind.Relative))
            {
                Content = HouseApp.Upload(content, "attachment; filename=a"),
                Headers = { Authorization = new("Bearer", file.Clerk.Token) },
            };
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => house.Http.SendAsync(request, hangUp.Token));
            await house.StopAsync();
            await house.StartAgainAsync();
            Assert.Equal(before, await ObjectsAsync(house));
            Assert.Equal(0L, await file.Clerk.Town.Database.AsAdministratorAsync("select count(*) from upload"));
        }))));

    private static Task UploadAsync(WireFault fault) => InTownAsync(async (file, wire, house) =>
    {
        var before = await ObjectsAsync(house);
        wire.Fate = request => request.Method == "PUT" ? fault : null;
        var refused = (await SendAsync(file)).Expect(503, Unavailable);
        Assert.InRange(int.Parse(refused.Header("Retry-After")!, null), 1, 60);
        wire.Fate = _ => null;
        Assert.Equal(before, await ObjectsAsync(house));
        Assert.Equal(0L, await file.Clerk.Town.Database.AsAdministratorAsync("select count(*) from upload"));
        Assert.Single((await file.Clerk.GetAsync(file.Matter)).Expect(200).Body["documents"]!.AsArray());

        var document = await file.Clerk.FileAsync(file.Path, file.Matter, Bytes);
        Assert.Equal(Bytes, (await file.Clerk.GetAsync($"{document}/versions/1/content")).Expect(200).Bytes);
    });

    private static Task DownloadAsync(WireFault fault) => InTownAsync(async (file, wire, _) =>
    {
        var document = await file.Clerk.FileAsync(file.Path, file.Matter, Bytes);
        await file.Clerk.WhenAllIsReadAsync();
        wire.Fate = request => IsRead(request) ? fault : null;
        var refused = (await file.Clerk.GetAsync($"{document}/versions/1/content")).Expect(503);
        Assert.Equal(fault is WireFault.ChangeAnswer ? "content-damaged" : Unavailable, refused.Code);
        Assert.InRange(int.Parse(refused.Header("Retry-After")!, null), 1, 60);

        wire.Fate = _ => null;
        Assert.Equal(Bytes, (await file.Clerk.GetAsync($"{document}/versions/1/content")).Expect(200).Bytes);
    });

    private static async Task InTownAsync(Func<HouseFile, BadWire, TestHouse, Task> body)
    {
        var server = await S3Server.SharedAsync();
        await using var wire = new BadWire(server.Endpoint);
        var place = server.NewPlace() with { Endpoint = wire.Address, Timeout = TimeSpan.FromSeconds(1) };
        await using var house = await TestHouse.StartAsync(town =>
            town == "musterstadt" ? new ObjectSettings.S3(place) : null);
        var file = await HouseFile.NewAsync(house);
        await file.Clerk.WhenAllIsReadAsync();
        try
        {
            await body(file, wire, house);
        }
        finally
        {
            wire.Fate = _ => null;
        }
    }

    private static Task<HouseAnswer> SendAsync(HouseFile file) => file.Clerk.SendAsync(
        HttpMethod.Post, $"{file.Path}/uploads",
        HouseApp.Upload(new ByteArrayContent(Bytes), "attachment; filename=\"brief.txt\""));

    private static async Task<List<string>> ObjectsAsync(TestHouse house) =>
        await house.Tenant("musterstadt").ObjectStore.ListAsync(TestContext.Current.CancellationToken)
            .Where(found => found.Id.Value.Version == 4).Select(found => ObjectPaths.Of(found.Id)).ToListAsync();

    private static bool IsRead(WireRequest request) =>
        request.Method == "GET" && !request.Target.Contains("list-type", StringComparison.Ordinal);

    private sealed record Bad(string Name, WireFault Fault);
}
