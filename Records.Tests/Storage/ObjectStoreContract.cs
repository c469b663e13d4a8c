using Records.Core.Ports;
using Xunit;

namespace Records.Tests.Storage;

/// <summary>
/// What every object store must do, as one function from a store to its tests. The store in memory and those on
/// real things answer to the same list.
/// </summary>
internal static class ObjectStoreContract
{
    public static Test For(string name, Func<Task<IObjectStore>> open) => For(name, open, Content, racingBytes: 1);

    /// <summary>The same with content so large that the store treats it in another way.</summary>
    public static Test ForLarge(string name, Func<Task<IObjectStore>> open, int sizeBytes) =>
        For(name, open, Noise(sizeBytes), sizeBytes);

    private static Test For(
        string name, Func<Task<IObjectStore>> open, byte[] content, int racingBytes) => TestList(name,
        TestCase("gives back what was put", async () =>
        {
            var (store, id) = (await open(), NewId());
            Assert.Equal(content.Length, await store.PutAsync(id, Bytes(content), Cancel));
            Assert.Equal(content, await Read(store, id, 0));
        }),

        TestCase("keeps an empty object", async () =>
        {
            var (store, id) = (await open(), NewId());
            Assert.Equal(0, await store.PutAsync(id, Bytes([]), Cancel));
            Assert.Empty(await Read(store, id, 0));
        }),

        TestCase("reads from any offset, and nothing beyond the end", async () =>
        {
            var (store, id) = (await open(), NewId());
            await store.PutAsync(id, Bytes(content), Cancel);

            foreach (var offset in new[] { 1, 65_536, content.Length - 1, content.Length })
                Assert.Equal(content[offset..], await Read(store, id, offset));
            Assert.Empty(await Read(store, id, content.Length + 1_000_000L));
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => store.OpenAsync(id, -1, Cancel));
        }),

        TestCase("takes bytes in whatever pieces they come", async () =>
        {
            var store = await open();
            foreach (var pieces in new int[][] { [1, 100_000], [4096], [65_536], [7, 65_535, 2] })
            {
                var id = NewId();
                await store.PutAsync(id, new InPieces(content, pieces), Cancel);
                Assert.Equal(content, await Read(store, id, 0));
            }
        }),

        TestCase("knows nothing of a name never used", async () =>
            Assert.Null(await (await open()).OpenAsync(NewId(), 0, Cancel))),

        TestCase("refuses a name that is taken and keeps what it has", async () =>
        {
            var (store, id) = (await open(), NewId());
            await store.PutAsync(id, Bytes(content), Cancel);

            await Assert.ThrowsAsync<ObjectExistsException>(() => store.PutAsync(id, Bytes([1]), Cancel));
            Assert.Equal(content, await Read(store, id, 0));
        }),

        TestCase("lets exactly one of many racing writers win", async () =>
        {
            var store = await open();
            for (var round = 0; round < (racingBytes == 1 ? 10 : 2); round++)
            {
                var id = NewId();
                var won = await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
                {
                    try
                    {
                        await store.PutAsync(id, Bytes(Racer(writer)), Cancel);
                        return writer;
                    }
                    catch (ObjectExistsException)
                    {
                        return -1;
                    }
                })));

                Assert.Equal(Racer(Assert.Single(won, writer => writer >= 0)), await Read(store, id, 0));
            }

            byte[] Racer(int writer) => [.. Enumerable.Repeat((byte)writer, racingBytes)];
        }),

        TestCase("shows nothing under the name until all of it is there", async () =>
        {
            var (store, id) = (await open(), NewId());
            var seen = new List<Stream?>();
            var source = new InPieces(
                content, [content.Length / 49], async () => seen.Add(await store.OpenAsync(id, 0, Cancel)));
            await store.PutAsync(id, source, Cancel);

            Assert.NotEmpty(seen);
            Assert.All(seen, Assert.Null);
        }),

        TestCase("leaves nothing behind when the source fails", async () =>
        {
            var (store, id) = (await open(), NewId());
            var source = new InPieces(content, [content.Length / 49], () => throw new EndOfStreamException());

            await Assert.ThrowsAsync<EndOfStreamException>(() => store.PutAsync(id, source, Cancel));
            Assert.Null(await store.OpenAsync(id, 0, Cancel));
            await store.PutAsync(id, Bytes(content), Cancel);
        }),

        TestCase("leaves nothing behind when it is cancelled", async () =>
        {
            var (store, id) = (await open(), NewId());
            using var cancelling = new CancellationTokenSource();
            var source = new InPieces(content, [content.Length / 49], () => cancelling.CancelAsync());

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.PutAsync(id, source, cancelling.Token));
            Assert.Null(await store.OpenAsync(id, 0, Cancel));
        }),

        TestCase("lists what it has in the order of names, and nothing else", async () =>
        {
            var store = await open();
            var before = await ListAsync(store);
            var ids = Enumerable.Range(0, 20).Select(_ => NewId()).ToArray();
            foreach (var id in ids)
                await store.PutAsync(id, Bytes([1, 2, 3]), Cancel);
            await store.DeleteAsync(ids[0], Cancel);

            var listed = await ListAsync(store);
            Assert.Equal(
                before.Select(found => found.Id).Concat(ids[1..]).Select(id => id.Value.ToString("N"))
                    .Order(StringComparer.Ordinal),
                listed.Select(found => found.Id.Value.ToString("N")));
            Assert.All(listed.Where(found => ids.Contains(found.Id)), found => Assert.Equal(3, found.SizeBytes));
        }),

        TestCase("clears away nothing of a write that goes on", async () =>
        {
            var (store, id) = (await open(), NewId());
            var source = new InPieces(content, [content.Length / 9], async () =>
                await store.RemoveUnfinishedAsync(DateTimeOffset.UtcNow - TimeSpan.FromHours(1), Cancel));
            await store.PutAsync(id, source, Cancel);
            Assert.Equal(content, await Read(store, id, 0));
        }),

        TestCase("removes an object once", async () =>
        {
            var (store, id) = (await open(), NewId());
            await store.PutAsync(id, Bytes(content), Cancel);

            Assert.True(await store.DeleteAsync(id, Cancel));
            Assert.Null(await store.OpenAsync(id, 0, Cancel));
            Assert.False(await store.DeleteAsync(id, Cancel));
        }));

    private static async Task<List<StoredObject>> ListAsync(IObjectStore store) =>
        await store.ListAsync(Cancel).ToListAsync(Cancel);

    internal static ObjectId NewId() => new(Guid.NewGuid());

    internal static MemoryStream Bytes(byte[] bytes) => new(bytes);

    internal static async Task<byte[]> Read(IObjectStore store, ObjectId id, long offset)
    {
        await using var stream = await store.OpenAsync(id, offset, Cancel);
        using var copy = new MemoryStream();
        await Assert.IsType<Stream>(stream, exactMatch: false).CopyToAsync(copy, Cancel);
        return copy.ToArray();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly byte[] Content = Noise(200_000);

    private static byte[] Noise(int sizeBytes) =>
        [.. Enumerable.Range(0, sizeBytes).Select(i => (byte)((i * 7L + i / 251) % 256))];
}
