using System.Collections.Concurrent;
using Records.Core.Ports;

namespace Records.Storage.Objects;

/// <summary>
/// The object store without a disk, for tests and for reading: the shortest complete statement of what
/// <see cref="IObjectStore"/> promises, but for durability.
/// </summary>
public sealed class MemoryObjectStore : IObjectStore
{
    private readonly ConcurrentDictionary<ObjectId, byte[]> objects = [];

    public async Task<long> PutAsync(ObjectId id, Stream bytes, CancellationToken cancel)
    {
        using var copy = new MemoryStream();
        await bytes.CopyToAsync(copy, cancel);
        return objects.TryAdd(id, copy.ToArray()) ? copy.Length : throw new ObjectExistsException(id);
    }

    public Task<Stream?> OpenAsync(ObjectId id, long offset, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        return Task.FromResult<Stream?>(objects.TryGetValue(id, out var bytes)
            ? new MemoryStream(bytes, writable: false) { Position = Math.Min(offset, bytes.Length) }
            : null);
    }

    public Task<bool> DeleteAsync(ObjectId id, CancellationToken cancel) =>
        Task.FromResult(objects.TryRemove(id, out _));
}
