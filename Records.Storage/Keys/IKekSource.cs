using System.Security.Cryptography;
using Records.Core.History;
using Records.Core.Ports;

namespace Records.Storage.Keys;

/// <summary>
/// The key-encryption keys of one tenant. Each epoch has its own; once it is destroyed, no backup can unwrap what was
/// destroyed in its time.
/// </summary>
public interface IKekSource
{
    /// <summary>The key that new data keys are wrapped with.</summary>
    Kek Current { get; }

    /// <summary>The key of an epoch, or null when it was destroyed or is not at hand.</summary>
    Kek? Find(int epoch);
}

/// <summary>A key-encryption key (KEK): 32 random bytes. Never logged and never in a database.</summary>
public sealed class Kek
{
    private readonly byte[] secret;

    /// <param name="epoch">The number of its epoch, from 1.</param>
    public Kek(int epoch, ReadOnlySpan<byte> secret)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epoch, 1);
        if (secret.Length != 32)
            throw new ArgumentException("A key-encryption key has 32 bytes.", nameof(secret));
        Epoch = epoch;
        this.secret = secret.ToArray();
        Fingerprint = Digest.FromBytes(HMACSHA256.HashData(secret, "records-kek1"u8));
    }

    public int Epoch { get; }

    /// <summary>Tells two keys apart without giving anything of them away.</summary>
    public Digest Fingerprint { get; }

    /// <summary>The data key as it may lie in a database: AES-KWP (RFC 5649), 40 bytes.</summary>
    public byte[] Wrap(DataKey key)
    {
        using var aes = Aes.Create();
        aes.Key = secret;
        return aes.EncryptKeyWrapPadded(key.Secret.Span);
    }

    /// <summary>The data key, or null when these bytes were not wrapped with this key.</summary>
    public DataKey? Unwrap(KeyId id, byte[] wrapped)
    {
        using var aes = Aes.Create();
        aes.Key = secret;
        try
        {
            return new(id, aes.DecryptKeyWrapPadded(wrapped));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public override string ToString() => $"key-encryption key of epoch {Epoch}";
}
