using System.Collections.Concurrent;
using Records.Core.Ports;

namespace Records.Storage.Objects;

/// <summary>
/// The object store without a disk, for tests and for reading: the shortest complete statement of what
/// <see cref="IObjectStore"/> promises, but for durability. Without a clock all of it was written long ago.
/// </summary>
public sealed class MemoryObjectStore(TimeProvider? clock = null) : IObjectStore
{
    private readonly ConcurrentDictionary<ObjectId, (byte[] Bytes, DateTimeOffset At)> objects = [];

    public async Task<long> PutAsync(ObjectId id, Stream bytes, CancellationToken cancel)
    {
        using var copy = new MemoryStream();
        await bytes.CopyToAsync(copy, cancel);
        return objects.TryAdd(id, (copy.ToArray(), clock?.GetUtcNow() ?? default))
            ? copy.Length
            : throw new ObjectExistsException(id);
    }

    public Task<Stream?> OpenAsync(ObjectId id, long offset, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        return Task.FromResult<Stream?>(objects.TryGetValue(id, out var found)
            ? new MemoryStream(found.Bytes, writable: false) { Position = Math.Min(offset, found.Bytes.Length) }
            : null);
    }

    public Task<bool> DeleteAsync(ObjectId id, CancellationToken cancel) =>
        Task.FromResult(objects.TryRemove(id, out _));

    public IAsyncEnumerable<StoredObject> ListAsync(CancellationToken cancel) => objects
        .Select(found => new StoredObject(found.Key, found.Value.Bytes.Length, found.Value.At))
        .OrderBy(found => found.Id.Value.ToString("N"), StringComparer.Ordinal)
        .ToAsyncEnumerable();

    // What is not whole is in no place but the stream.
    public Task<int> RemoveUnfinishedAsync(DateTimeOffset before, CancellationToken cancel) => Task.FromResult(0);
}
