using System.Security.Cryptography;

namespace Records.Core.Ports;

/// <summary>
/// The data keys of one tenant, wrapped by the tenant's key-encryption key and kept apart from the events, so
/// that destroying a key makes content unreadable everywhere, backups included.
/// </summary>
public interface IKeyRing
{
    /// <summary>
    /// Makes a key for the stream. Durable on return: no event may be sealed under a key that could be lost.
    /// </summary>
    Task<DataKey> CreateAsync(StreamId stream, CancellationToken cancel);

    /// <summary>
    /// The key, or null when it was destroyed. Throws <see cref="KeyMissingException"/> when there never was
    /// such a key, or it cannot be unwrapped: damage, not erasure.
    /// </summary>
    Task<DataKey?> FindAsync(KeyId id, CancellationToken cancel);
}

/// <summary>A data key (DEK): 32 random bytes in clear. Never logged, never stored unwrapped.</summary>
public sealed class DataKey(KeyId id, ReadOnlyMemory<byte> secret)
{
    private AesGcm? spare;

    public KeyId Id { get; } = id;
    public ReadOnlyMemory<byte> Secret { get; } = secret.Length == 32
        ? secret
        : throw new ArgumentException("A data key has 32 bytes.", nameof(secret));

    /// <summary>
    /// The cipher last put back, or null. To make one costs more than to open a short event, and nobody may use one
    /// while somebody else does.
    /// </summary>
    internal AesGcm? TakeCipher() => Interlocked.Exchange(ref spare, null);

    /// <summary>Keeps the cipher for the next one who needs it.</summary>
    internal void PutBack(AesGcm cipher) => Interlocked.Exchange(ref spare, cipher)?.Dispose();

    public override string ToString() => $"data key {Id.Value}";
}

/// <summary>The key ring does not know the key, or cannot open it. Nothing sealed under it can be read.</summary>
public sealed class KeyMissingException(KeyId id, string detail) : Exception($"Data key {id.Value}: {detail}");
