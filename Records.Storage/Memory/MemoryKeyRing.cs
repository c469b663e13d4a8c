using System.Collections.Concurrent;
using System.Security.Cryptography;
using Records.Core.Ports;

namespace Records.Storage.Memory;

/// <summary>
/// A key ring for tests: it forgets everything when the program ends. Passes the same contract tests as the real one.
/// </summary>
public sealed class MemoryKeyRing : IKeyRing
{
    private readonly ConcurrentDictionary<KeyId, DataKey?> keys = [];

    public Task<DataKey> CreateAsync(StreamId stream, CancellationToken cancel)
    {
        var key = new DataKey(new(Guid.NewGuid()), RandomNumberGenerator.GetBytes(32));
        keys[key.Id] = key;
        return Task.FromResult(key);
    }

    public Task<DataKey?> FindAsync(KeyId id, CancellationToken cancel) => keys.TryGetValue(id, out var key)
        ? Task.FromResult(key)
        : throw new KeyMissingException(id, "unknown");

    /// <summary>Destroys a key, as lawful erasure does.</summary>
    public void Destroy(KeyId id) => keys[id] = null;
}
