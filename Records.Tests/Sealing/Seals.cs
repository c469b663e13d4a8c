using Records.Core.Ports;
using Records.Core.Sealing;
using Records.Storage.Objects;
using Xunit;

namespace Records.Tests.Sealing;

/// <summary>Sealing and opening with one tenant and one key, and stores and sources to do it with.</summary>
internal static class Seals
{
    public const int Chunk = ObjectSealing.ChunkBytes;
    public const long NoLimit = long.MaxValue;

    public static TenantId Tenant { get; } = new(new("6f1c2a90-0b5d-4e57-9c1e-2d3f4a5b6c7d"));
    public static DataKey Key { get; } = new(
        new(new("0192f3a4-b5c6-7d8e-9f01-23456789abcd")),
        Convert.FromHexString("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));
    public static ObjectId Named { get; } = new(new("4d5e6f70-8192-4a3b-8c4d-5e6f70819203"));

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static ObjectId NewId() => new(Guid.NewGuid());

    /// <summary>Bytes that repeat nowhere near the length of a chunk.</summary>
    public static byte[] Content(int size)
    {
        var content = new byte[size];
        for (var i = 0; i < size; i++)
            content[i] = (byte)((i * 31L + i / 257 + i / 65_537) % 256);
        return content;
    }

    public static Task<SealedReceipt> Write(IObjectStore store, ObjectId id, byte[] content) =>
        SealedObjects.WriteAsync(store, Tenant, Key, id, new MemoryStream(content), NoLimit, Cancel);

    public static async Task<byte[]> Read(IObjectStore store, ObjectId id, long plainBytes)
    {
        await using var opened = await SealedObjects.OpenAsync(store, Tenant, Key, id, plainBytes, Cancel);
        return await ReadAll(Assert.IsType<Stream>(opened, exactMatch: false));
    }

    public static async Task<byte[]> Stored(IObjectStore store, ObjectId id)
    {
        await using var stored = await store.OpenAsync(id, 0, Cancel);
        return await ReadAll(stored!);
    }

    public static async Task<byte[]> ReadAll(Stream stream)
    {
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Cancel);
        return copy.ToArray();
    }

    /// <summary>A store that remembers where reading began.</summary>
    internal sealed class Remembering : IObjectStore
    {
        private readonly MemoryObjectStore store = new();

        public List<long> Opened { get; } = [];

        public Task<long> PutAsync(ObjectId id, Stream bytes, CancellationToken cancel) =>
            store.PutAsync(id, bytes, cancel);

        public Task<Stream?> OpenAsync(ObjectId id, long offset, CancellationToken cancel)
        {
            Opened.Add(offset);
            return store.OpenAsync(id, offset, cancel);
        }

        public Task<bool> DeleteAsync(ObjectId id, CancellationToken cancel) => store.DeleteAsync(id, cancel);
        public IAsyncEnumerable<StoredObject> ListAsync(CancellationToken cancel) => store.ListAsync(cancel);
        public Task<int> RemoveUnfinishedAsync(DateTimeOffset before, CancellationToken cancel) =>
            store.RemoveUnfinishedAsync(before, cancel);
    }

    /// <summary>A store that takes everything and keeps nothing.</summary>
    internal sealed class Swallowing : IObjectStore
    {
        public async Task<long> PutAsync(ObjectId id, Stream bytes, CancellationToken cancel)
        {
            var (buffer, size) = (new byte[81_920], 0L);
            while (await bytes.ReadAsync(buffer, cancel) is var found and > 0)
                size += found;
            return size;
        }

        public Task<Stream?> OpenAsync(ObjectId id, long offset, CancellationToken cancel) =>
            Task.FromResult<Stream?>(null);
        public Task<bool> DeleteAsync(ObjectId id, CancellationToken cancel) => Task.FromResult(false);
        public IAsyncEnumerable<StoredObject> ListAsync(CancellationToken cancel) =>
            AsyncEnumerable.Empty<StoredObject>();
        public Task<int> RemoveUnfinishedAsync(DateTimeOffset before, CancellationToken cancel) => Task.FromResult(0);
    }

    /// <summary>So many zero bytes, made while they are read.</summary>
    internal sealed class Zeros(long left) : AsyncReadStream
    {
        private long left = left;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var given = buffer[..(int)Math.Min(left, buffer.Length)];
            given.Span.Clear();
            left -= given.Length;
            return new(given.Length);
        }
    }
}
