using Records.Core.Ports;
using Xunit;

namespace Records.Tests.Storage;

/// <summary>
/// What every object store must do, as one function from a store to its tests. The store in memory and those on
/// real things answer to the same list.
/// </summary>
internal static class ObjectStoreContract
{
    public static Test For(string name, Func<Task<IObjectStore>> open) => TestList(name,
        TestCase("gives back what was put", async () =>
        {
            var (store, id) = (await open(), NewId());
            Assert.Equal(Content.Length, await store.PutAsync(id, Bytes(Content), Cancel));
            Assert.Equal(Content, await Read(store, id, 0));
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
            await store.PutAsync(id, Bytes(Content), Cancel);

            foreach (var offset in new[] { 1, 65_536, Content.Length - 1, Content.Length })
                Assert.Equal(Content[offset..], await Read(store, id, offset));
            Assert.Empty(await Read(store, id, Content.Length + 1_000_000L));
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => store.OpenAsync(id, -1, Cancel));
        }),

        TestCase("takes bytes in whatever pieces they come", async () =>
        {
            var store = await open();
            foreach (var pieces in new int[][] { [1, 100_000], [4096], [65_536], [7, 65_535, 2] })
            {
                var id = NewId();
                await store.PutAsync(id, new InPieces(Content, pieces), Cancel);
                Assert.Equal(Content, await Read(store, id, 0));
            }
        }),

        TestCase("knows nothing of a name never used", async () =>
            Assert.Null(await (await open()).OpenAsync(NewId(), 0, Cancel))),

        TestCase("refuses a name that is taken and keeps what it has", async () =>
        {
            var (store, id) = (await open(), NewId());
            await store.PutAsync(id, Bytes(Content), Cancel);

            await Assert.ThrowsAsync<ObjectExistsException>(() => store.PutAsync(id, Bytes([1]), Cancel));
            Assert.Equal(Content, await Read(store, id, 0));
        }),

        TestCase("lets exactly one of many racing writers win", async () =>
        {
            var store = await open();
            for (var round = 0; round < 10; round++)
            {
                var id = NewId();
                var won = await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
                {
                    try
                    {
                        await store.PutAsync(id, Bytes([(byte)writer]), Cancel);
                        return writer;
                    }
                    catch (ObjectExistsException)
                    {
                        return -1;
                    }
                })));

                Assert.Equal([(byte)Assert.Single(won, writer => writer >= 0)], await Read(store, id, 0));
            }
        }),

        TestCase("shows nothing under the name until all of it is there", async () =>
        {
            var (store, id) = (await open(), NewId());
            var seen = new List<Stream?>();
            var source = new InPieces(Content, [4096], async () => seen.Add(await store.OpenAsync(id, 0, Cancel)));
            await store.PutAsync(id, source, Cancel);

            Assert.NotEmpty(seen);
            Assert.All(seen, Assert.Null);
        }),

        TestCase("leaves nothing behind when the source fails", async () =>
        {
            var (store, id) = (await open(), NewId());
            var source = new InPieces(Content, [4096], () => throw new EndOfStreamException());

            await Assert.ThrowsAsync<EndOfStreamException>(() => store.PutAsync(id, source, Cancel));
            Assert.Null(await store.OpenAsync(id, 0, Cancel));
            await store.PutAsync(id, Bytes(Content), Cancel);
        }),

        TestCase("leaves nothing behind when it is cancelled", async () =>
        {
            var (store, id) = (await open(), NewId());
            using var cancelling = new CancellationTokenSource();
            var source = new InPieces(Content, [4096], () => cancelling.CancelAsync());

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.PutAsync(id, source, cancelling.Token));
            Assert.Null(await store.OpenAsync(id, 0, Cancel));
        }),

        TestCase("removes an object once", async () =>
        {
            var (store, id) = (await open(), NewId());
            await store.PutAsync(id, Bytes(Content), Cancel);

            Assert.True(await store.DeleteAsync(id, Cancel));
            Assert.Null(await store.OpenAsync(id, 0, Cancel));
            Assert.False(await store.DeleteAsync(id, Cancel));
        }));

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

    private static readonly byte[] Content =
        [.. Enumerable.Range(0, 200_000).Select(i => (byte)((i * 7 + i / 251) % 256))];
}
