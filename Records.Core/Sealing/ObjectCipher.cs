using System.Buffers.Binary;
using System.Security.Cryptography;
using Records.Core.Ports;

namespace Records.Core.Sealing;

/// <summary>
/// Seals and opens the chunks of one object with AES-256-GCM under a key of the object's own. The nonce is the
/// chunk's number: that is safe because an object id is random and serves one write only. Whoever
/// writes again, be it after a failure, takes a new id. Not for use by two threads at once.
/// </summary>
public sealed class ObjectCipher : IDisposable
{
    private const int NonceBytes = 12;

    private readonly AesGcm gcm;
    private readonly byte[] associated;

    public ObjectCipher(TenantId tenant, DataKey key, ObjectId id)
    {
        var header = ObjectSealing.Header(key.Id, id);
        Header = header;
        associated = [.. header, .. tenant.Value.ToByteArray(bigEndian: true), .. new byte[9]];

        Span<byte> secret = stackalloc byte[32];
        byte[] purpose = [.. "records-obj1"u8, .. id.Value.ToByteArray(bigEndian: true)];
        HKDF.Expand(HashAlgorithmName.SHA256, key.Secret.Span, secret, purpose);
        gcm = new(secret, ObjectSealing.TagBytes);
        CryptographicOperations.ZeroMemory(secret);
    }

    /// <summary>The object's first bytes.</summary>
    public ReadOnlyMemory<byte> Header { get; }

    /// <summary>
    /// Seals a chunk. <paramref name="target"/> takes the plain length and <see cref="ObjectSealing.TagBytes"/>.
    /// </summary>
    public void Seal(long chunk, bool isLast, ReadOnlySpan<byte> plain, Span<byte> target)
    {
        Span<byte> nonce = stackalloc byte[NonceBytes];
        gcm.Encrypt(Place(chunk, isLast, nonce), plain, target[..plain.Length], target[plain.Length..], associated);
    }

    /// <summary>
    /// Opens a chunk; false when it is not exactly what was sealed in that place, and then nothing is given out.
    /// </summary>
    public bool TryOpen(long chunk, bool isLast, ReadOnlySpan<byte> sealedChunk, Span<byte> target)
    {
        Span<byte> nonce = stackalloc byte[NonceBytes];
        try
        {
            var tag = sealedChunk[^ObjectSealing.TagBytes..];
            gcm.Decrypt(Place(chunk, isLast, nonce), sealedChunk[..^ObjectSealing.TagBytes], tag, target, associated);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    public void Dispose() => gcm.Dispose();

    private Span<byte> Place(long chunk, bool isLast, Span<byte> nonce)
    {
        BinaryPrimitives.WriteInt64BigEndian(associated.AsSpan(^9), chunk);
        associated[^1] = isLast ? (byte)1 : (byte)0;

        BinaryPrimitives.WriteInt64BigEndian(nonce[4..], chunk);
        return nonce;
    }
}
