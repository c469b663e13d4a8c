using Amazon.S3.Model;
using Records.Core.Ports;
using Records.Storage.Objects;
using Xunit;

namespace Records.Tests.Storage;

/// <summary>
/// What becomes of objects when the store, or the way to it, does what it should not: nothing is lost that was taken,
/// nothing half is under a name, and who asks hears which kind of failure it was.
/// </summary>
public sealed class S3FaultTests : Suite<S3FaultTests>, ISuite
{
    private const int Once = 1, Always = int.MaxValue;

    private static readonly byte[] Small = Noise(100_000);
    private static readonly byte[] Large = Noise(20_000_000);

    // What passes by itself: the store is asked again, and the object is there once.
    private static readonly Passing[] Hiccups =
    [
        new("nobody is there", Small, IsPut, new WireFault.Away()),
        new("it says that it cannot now", Small, IsPut, new WireFault.Says(503, "SlowDown")),
        new("it fails within", Small, IsPut, new WireFault.Says(500, "InternalError")),
        new("the connection breaks half-way", Small, IsPut, new WireFault.CutRequest(50_000)),
        new("a byte changes on the way", Small, IsPut, new WireFault.ChangeRequest(77)),
        new("the answer is lost", Small, IsPut, new WireFault.LoseAnswer()),
        new("the answer to the marker is lost", Large, IsMarker, new WireFault.LoseAnswer()),
        new("a part breaks half-way", Large, IsPart, new WireFault.CutRequest(5_000_000)),
        new("a byte of a part changes on the way", Large, IsPart, new WireFault.ChangeRequest(4_000_001)),
        new("the answer to a part is lost", Large, IsPart, new WireFault.LoseAnswer()),
        new("the answer to the last step is lost", Large, IsCompletion, new WireFault.LoseAnswer()),
        new("the last step is turned away", Large, IsCompletion, new WireFault.Says(503, "SlowDown")),
    ];

    // What stays: the writer hears of it, and nothing is under the name.
    private static readonly Lasting[] Failures =
    [
        new("nobody is there", Small, _ => true, new WireFault.Away(), ObjectStoreFault.Unavailable),
        new("it never answers", Small, IsPut, new WireFault.Silent(), ObjectStoreFault.Unavailable),
        new("it always says that it cannot now", Small, IsPut, new WireFault.Says(503, "SlowDown"),
            ObjectStoreFault.Unavailable),
        new("it does not know our key", Small, IsPut, new WireFault.Says(403, "InvalidAccessKeyId"),
            ObjectStoreFault.Forbidden),
        new("the bucket has had its share", Small, IsPut, new WireFault.Says(403, "QuotaExceeded"),
            ObjectStoreFault.Full),
        new("it has no room", Small, IsPut, new WireFault.Says(507, "InsufficientCapacity"), ObjectStoreFault.Full),
        new("the bucket is gone", Small, IsPut, new WireFault.Says(404, "NoSuchBucket"), ObjectStoreFault.Forbidden),
        new("every write arrives changed", Small, IsPut, new WireFault.ChangeRequest(77), ObjectStoreFault.Unfaithful),
        new("the connection always breaks", Small, IsPut, new WireFault.CutRequest(50_000),
            ObjectStoreFault.Unavailable),
        new("every part arrives changed", Large, IsPart, new WireFault.ChangeRequest(5_000_001),
            ObjectStoreFault.Unfaithful),
        new("no part arrives whole", Large, IsPart, new WireFault.CutRequest(5_000_000), ObjectStoreFault.Unavailable),
        new("the last step is always turned away", Large, IsCompletion, new WireFault.Says(503, "SlowDown"),
            ObjectStoreFault.Unavailable),
    ];

    public static Test Tests => Slow(TestList("object store in S3",
        TestEach("is asked again, and the object is there once, when", Hiccups, HiccupAsync),
        TestEach("says so, and nothing is under the name, when", Failures, FailureAsync),
        TestList("reading",
            TestCase("goes on where the connection broke, again and again", async () =>
            {
                await using var line = await Line.OpenAsync();
                var id = await line.PutAsync(Large);
                line.Wire.Next(3, IsGet, new WireFault.CutAnswer(3_000_000));
                Assert.Equal(Large, await ObjectStoreContract.Read(line.Store, id, 0));
                Assert.Equal(4, line.Wire.Seen.Count(IsGet));
                Assert.Equal(Large[7_000_000..], await ObjectStoreContract.Read(line.Store, id, 7_000_000));
            }),
            TestCase("ends with a word when the connection never holds", async () =>
            {
                await using var line = await Line.OpenAsync();
                var id = await line.PutAsync(Small);
                line.Wire.Next(Always, IsGet, new WireFault.CutAnswer(0));
                await ThrowsAsync(
                    ObjectStoreFault.Unavailable, () => ObjectStoreContract.Read(line.Store, id, 0));
            }),
            TestCase("ends with a word when it goes on for ever and gets nowhere", async () =>
            {
                await using var line = await Line.OpenAsync();
                var id = await line.PutAsync(Small);
                line.Wire.Next(Always, IsGet, new WireFault.CutAnswer(100));
                await ThrowsAsync(
                    ObjectStoreFault.Unavailable, () => ObjectStoreContract.Read(line.Store, id, 0));
                Assert.InRange(line.Wire.Seen.Count(IsGet), 2, 10);
            }),
            TestCase("ends with a word when the store falls silent", async () =>
            {
                await using var line = await Line.OpenAsync();
                var id = await line.PutAsync(Small);
                line.Wire.Next(Always, IsGet, new WireFault.Silent());
                await ThrowsAsync(
                    ObjectStoreFault.Unavailable, () => line.Store.OpenAsync(id, 0, Cancel));
            }),
            TestCase("never takes an absent bucket for an absent object", async () =>
            {
                await using var line = await Line.OpenAsync();
                line.Wire.Next(Always, IsGet, new WireFault.Says(404, "NoSuchBucket"));
                await ThrowsAsync(ObjectStoreFault.Forbidden,
                    () => line.Store.OpenAsync(ObjectStoreContract.NewId(), 0, Cancel));
            })),
        TestCase("takes parts and marker back when the source fails in the middle", () =>
            TakenBackAsync<EndOfStreamException>((line, id, between) => line.Store.PutAsync(
                id, new InPieces(Large, [1_000_000], between(() => throw new EndOfStreamException())), Cancel))),
        TestCase("takes parts and marker back when the writer gives up in the middle", async () =>
        {
            using var giveUp = new CancellationTokenSource();
            await TakenBackAsync<OperationCanceledException>((line, id, between) => line.Store.PutAsync(
                id, new InPieces(Large, [1_000_000], between(giveUp.CancelAsync)), giveUp.Token));
        }),
        TestCase("keeps the key and the secret out of everything it says", async () =>
        {
            var server = await S3Server.SharedAsync();
            var place = server.NewPlace() with { SecretKey = "geheimgeheimgeheim" };
            Assert.DoesNotContain(place.SecretKey, place.ToString(), StringComparison.Ordinal);
            using var store = new S3ObjectStore(place, TimeProvider.System);
            var said = await Assert.ThrowsAsync<ObjectStoreException>(() =>
                store.OpenAsync(ObjectStoreContract.NewId(), 0, Cancel));
            Assert.Equal(ObjectStoreFault.Forbidden, said.Fault);
            Assert.DoesNotContain(place.SecretKey, said.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(place.AccessKey, said.ToString(), StringComparison.Ordinal);
        })));

    private static async Task HiccupAsync(Passing hiccup)
    {
        await using var line = await Line.OpenAsync();
        line.Wire.Next(Once, hiccup.Meant, hiccup.Fault);
        var id = await line.PutAsync(hiccup.Content);
        Assert.Equal(hiccup.Content, await ObjectStoreContract.Read(line.Store, id, 0));
        Assert.True(line.Wire.Seen.Count(hiccup.Meant) > 1, "the fault was never met");
        Assert.Equal([line.KeyOf(id)], await line.KeysAsync());
        Assert.Empty(await line.UploadsAsync());
        await Assert.ThrowsAsync<ObjectExistsException>(() =>
            line.Store.PutAsync(id, ObjectStoreContract.Bytes(hiccup.Content), Cancel));
    }

    private static async Task FailureAsync(Lasting failure)
    {
        await using var line = await Line.OpenAsync();
        var id = ObjectStoreContract.NewId();
        line.Wire.Next(Always, failure.Meant, failure.Fault);
        await ThrowsAsync(failure.Kind, () =>
            line.Store.PutAsync(id, ObjectStoreContract.Bytes(failure.Content), Cancel));
        line.Wire.Fate = _ => null;
        Assert.Null(await line.Store.OpenAsync(id, 0, Cancel));
        Assert.Empty(await line.KeysAsync());
        Assert.Empty(await line.UploadsAsync());
        await line.Store.PutAsync(id, ObjectStoreContract.Bytes(failure.Content), Cancel);
    }

    private static async Task TakenBackAsync<TException>(
        Func<Line, ObjectId, Func<Func<Task>, Func<Task>>, Task> put) where TException : Exception
    {
        await using var line = await Line.OpenAsync();
        await Assert.ThrowsAnyAsync<TException>(() => put(line, ObjectStoreContract.NewId(), then =>
        {
            var pieces = 0;
            return async () =>
            {
                if (++pieces < 15)
                    return;
                Assert.Single(await line.UploadsAsync());
                Assert.Single(await line.KeysAsync());
                await then();
            };
        }));
        Assert.Empty(await line.UploadsAsync());
        Assert.Empty(await line.KeysAsync());
    }

    private static async Task ThrowsAsync(ObjectStoreFault fault, Func<Task> act) =>
        Assert.Equal(fault, (await Assert.ThrowsAsync<ObjectStoreException>(act)).Fault);

    private static bool IsPut(WireRequest request) => request.Method == "PUT";
    private static bool IsGet(WireRequest request) => request.Method == "GET";
    private static bool IsMarker(WireRequest request) =>
        IsPut(request) && request.Target.Contains("/writing/", StringComparison.Ordinal);
    private static bool IsPart(WireRequest request) =>
        IsPut(request) && request.Target.Contains("partNumber=2", StringComparison.Ordinal);
    private static bool IsCompletion(WireRequest request) =>
        request.Method == "POST" && request.Target.Contains("uploadId=", StringComparison.Ordinal);

    private static byte[] Noise(int sizeBytes) =>
        [.. Enumerable.Range(0, sizeBytes).Select(i => (byte)((i * 31L + i / 253) % 256))];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private sealed record Passing(string Name, byte[] Content, Func<WireRequest, bool> Meant, WireFault Fault)
    {
        public override string ToString() => Name;
    }

    private sealed record Lasting(
        string Name, byte[] Content, Func<WireRequest, bool> Meant, WireFault Fault, ObjectStoreFault Kind)
    {
        public override string ToString() => Name;
    }

    /// <summary>A store behind a bad wire, with a short patience, and the view past it.</summary>
    private sealed class Line(S3Server server, S3Place place, BadWire wire, S3ObjectStore store) : IAsyncDisposable
    {
        public BadWire Wire => wire;
        public S3ObjectStore Store => store;

        public static async Task<Line> OpenAsync()
        {
            var server = await S3Server.SharedAsync();
            var wire = new BadWire(server.Endpoint);
            var place = server.NewPlace() with { Endpoint = wire.Address, Timeout = TimeSpan.FromSeconds(1) };
            return new(server, place, wire, new(place, TimeProvider.System));
        }

        public string KeyOf(ObjectId id) => place.Prefix + ObjectPaths.Of(id);

        public async Task<ObjectId> PutAsync(byte[] content)
        {
            var id = ObjectStoreContract.NewId();
            Assert.Equal(content.Length, await store.PutAsync(id, ObjectStoreContract.Bytes(content), Cancel));
            return id;
        }

        /// <summary>Everything below the place, markers too.</summary>
        public async Task<string[]> KeysAsync()
        {
            var listed = await server.Client.ListObjectsV2Async(
                new() { BucketName = place.Bucket, Prefix = place.Prefix }, Cancel);
            return [.. (listed.S3Objects ?? []).Select(found => found.Key)];
        }

        public async Task<string[]> UploadsAsync()
        {
            var listed = await server.Client.ListMultipartUploadsAsync(
                new ListMultipartUploadsRequest { BucketName = place.Bucket, Prefix = place.Prefix }, Cancel);
            return [.. (listed.MultipartUploads ?? []).Select(found => found.Key)];
        }

        public async ValueTask DisposeAsync()
        {
            store.Dispose();
            await wire.DisposeAsync();
        }
    }
}
