using System.Security.Cryptography;
using Records.Core.History;
using Records.Core.Ports;

namespace Records.Core.Sealing;

/// <summary>
/// Seals a snapshot of a stream's state: nonce, AES-256-GCM ciphertext, tag, under a key derived from the stream's data
/// key. It opens for the same stream, version, last event, form and key alone; so the tag is its checksum too.
/// </summary>
public static class SnapshotSealing
{
    private const int AssociatedBytes = 14 + 16 + 16 + 8 + Digest.Size + Digest.Size + 16;

    /// <summary>The sealed body for the snapshot's place in the history.</summary>
    /// <param name="place">All of the snapshot but its body.</param>
    /// <param name="nonce">12 random bytes, fresh for each sealing.</param>
    public static Snapshot Seal(
        DataKey key, TenantId tenant, StreamId stream, Snapshot place, ReadOnlySpan<byte> state,
        ReadOnlySpan<byte> nonce)
    {
        var body = new byte[EventSealing.NonceSize + state.Length + EventSealing.TagSize];
        nonce.CopyTo(body);
        using var gcm = Cipher(key);
        gcm.Encrypt(
            nonce, state, body.AsSpan(EventSealing.NonceSize, state.Length), body.AsSpan(^EventSealing.TagSize..),
            AssociatedData(tenant, stream, place));
        return place with { Body = body };
    }

    /// <summary>The state's bytes, or null when they are not what was sealed for this place.</summary>
    public static byte[]? TryOpen(DataKey key, TenantId tenant, StreamId stream, Snapshot snapshot)
    {
        var body = snapshot.Body.Span;
        if (body.Length < EventSealing.NonceSize + EventSealing.TagSize || snapshot.Version.Value < 0)
            return null;

        var state = GC.AllocateUninitializedArray<byte>(body.Length - EventSealing.NonceSize - EventSealing.TagSize);
        try
        {
            using var gcm = Cipher(key);
            gcm.Decrypt(
                body[..EventSealing.NonceSize], body[EventSealing.NonceSize..^EventSealing.TagSize],
                body[^EventSealing.TagSize..], state, AssociatedData(tenant, stream, snapshot));
            return state;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static byte[] AssociatedData(TenantId tenant, StreamId stream, Snapshot place)
    {
        var bytes = new byte[AssociatedBytes];
        var rest = new ByteWriter(bytes);
        rest.Add("records-snap1\0"u8);
        rest.Add(tenant.Value);
        rest.Add(stream.Value);
        rest.Add(checked((ulong)place.Version.Value));
        rest.Add(place.Chain);
        rest.Add(place.Form);
        rest.Add(place.Key.Value);
        return bytes;
    }

    private static AesGcm Cipher(DataKey key)
    {
        Span<byte> secret = stackalloc byte[32];
        HKDF.Expand(HashAlgorithmName.SHA256, key.Secret.Span, secret, "records-snap1"u8);
        var cipher = new AesGcm(secret, EventSealing.TagSize);
        CryptographicOperations.ZeroMemory(secret);
        return cipher;
    }
}
