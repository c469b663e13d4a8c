using Records.Core.Ports;
using Records.Storage.Objects;
using Xunit;

namespace Records.Tests.Storage;

/// <summary>What is found out about an S3 store before anything is entrusted to it, and whose a store is.</summary>
public sealed class S3ChecksTests : Suite<S3ChecksTests>, ISuite
{
    private static readonly TenantId Mine = new(new("0198c1d2-8f00-7c4e-b7a6-3d5e9f1a2b4c"));
    private static readonly TenantId Another = new(new("0198c1d2-8f00-7c4e-b7a6-3d5e9f1a2b4d"));

    private static readonly Bad[] Stores =
    [
        new("is away", _ => new WireFault.Away(), "ist nicht erreichbar ("),
        new("knows neither bucket nor us", _ => new WireFault.Says(403, "AccessDenied"),
            "lässt den Zugriff nicht zu; Schlüssel, Rechte und Bucket prüfen (status 403, AccessDenied)."),
        new("lets us look but not write",
            request => request.Method == "PUT" ? new WireFault.Says(403, "AccessDenied") : null,
            "lässt den Zugriff nicht zu"),
        new("gives back other bytes",
            request => request.Method == "GET" && request.Target.Contains("/trying/", StringComparison.Ordinal)
                ? new WireFault.ChangeAnswer(3) : null,
            "gibt andere Bytes zurück, als er bekam"),
        new("overwrites", _ => null, "überschreibt, was er schon hat") { SecondWrite = new WireFault.Pretends() },
        new("knows no parts",
            request => request.Method == "POST" ? new WireFault.Says(501, "NotImplemented") : null,
            "lässt den Zugriff nicht zu"),
    ];

    public static Test Tests => TestList("object store",
        Slow(TestList("in S3, before it is used",
            TestCase("is found good when it is, and nothing stays of the trial", async () =>
            {
                var server = await S3Server.SharedAsync();
                var place = server.NewPlace();
                using var store = new S3ObjectStore(place, TimeProvider.System);
                Assert.Empty(await store.FindUnsafeAsync(Cancel));
                var listed = await server.Client.ListObjectsV2Async(
                    new() { BucketName = place.Bucket, Prefix = place.Prefix }, Cancel);
                Assert.Empty(listed.S3Objects ?? []);
            }),
            TestEach("is refused when it", Stores, async bad =>
            {
                var server = await S3Server.SharedAsync();
                await using var wire = new BadWire(server.Endpoint);
                wire.Fate = request => bad.Fate(request)
                    ?? (request.Method == "PUT" && wire.Seen.Count(seen => seen.Method == "PUT") == 2
                        ? bad.SecondWrite : null);
                Assert.Contains(bad.Sentence, await FindAsync(server.NewPlace() with { Endpoint = wire.Address }),
                    StringComparison.Ordinal);
            }),
            TestCase("is refused with another's bucket", async () =>
            {
                var server = await S3Server.SharedAsync();
                Assert.Contains("status 404, NoSuchBucket",
                    await FindAsync(server.NewPlace() with { Bucket = "nobodys" }), StringComparison.Ordinal);
            }))),
        TestList("of one tenant",
            TestCase("is taken once and known again", async () =>
            {
                var store = new MemoryObjectStore();
                Assert.True(await StoreOwner.TakeAsync(store, Mine, Cancel));
                Assert.True(await StoreOwner.TakeAsync(store, Mine, Cancel));
                await StoreOwner.DemandAsync(store, Cancel);
            }),
            TestCase("is not taken by another", async () =>
            {
                var store = new MemoryObjectStore();
                Assert.True(await StoreOwner.TakeAsync(store, Mine, Cancel));
                Assert.False(await StoreOwner.TakeAsync(store, Another, Cancel));
            }),
            TestCase("is not taken when something else lies in the place of the mark", async () =>
            {
                var store = new MemoryObjectStore();
                await store.PutAsync(StoreOwner.Mark, ObjectStoreContract.Bytes(new byte[5000]), Cancel);
                Assert.False(await StoreOwner.TakeAsync(store, Mine, Cancel));
            }),
            TestCase("is missed when it lost its mark, such as a folder nobody mounted", () =>
                Assert.ThrowsAsync<IOException>(() => StoreOwner.DemandAsync(new MemoryObjectStore(), Cancel)))));

    private static async Task<string> FindAsync(S3Place place)
    {
        using var store = new S3ObjectStore(place with { Timeout = TimeSpan.FromSeconds(2) }, TimeProvider.System);
        return Assert.Single(await store.FindUnsafeAsync(Cancel));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private sealed record Bad(string Name, Func<WireRequest, WireFault?> Fate, string Sentence)
    {
        public WireFault? SecondWrite { get; init; }

        public override string ToString() => Name;
    }
}
