using System.Security.Cryptography;
using System.Text;
using Records.Core.History;
using Records.Core.Ports;

namespace Records.Core.Sealing;

/// <summary>
/// Seals the content of events and opens it again (docs/history.md). A sealed body is the nonce, the ciphertext of salt
/// and content under AES-256-GCM, and the tag; it opens only in the place it was sealed for. A plain body is the
/// content.
/// </summary>
public static class EventSealing
{
    /// <summary>
    /// The length of a nonce in bytes. Random and fresh for each sealing: derived, two racing writers would share one.
    /// </summary>
    public const int NonceSize = 12;

    /// <summary>The length of the tag in bytes.</summary>
    public const int TagSize = 16;

    /// <summary>By how much a sealed body is longer than its content: nonce, salt and tag.</summary>
    public const int Overhead = NonceSize + ContentCommitment.SaltSize + TagSize;

    /// <summary>
    /// Makes an event that can stand at this version of this stream and nowhere else; after a conflict it is sealed
    /// anew.
    /// </summary>
    /// <param name="key">The key that content is sealed with; null for evidence, which stays plain.</param>
    /// <param name="salt">32 random bytes, not all zero; not used for evidence.</param>
    /// <param name="nonce">12 random bytes; not used for evidence.</param>
    public static NewEvent Seal(
        DataKey? key,
        TenantId tenant,
        StreamId stream,
        StreamVersion version,
        EventId id,
        EventType type,
        ReadOnlyMemory<byte> content,
        ReadOnlyMemory<byte> metadata,
        ReadOnlySpan<byte> salt,
        ReadOnlySpan<byte> nonce)
    {
        if (key is null)
            return new(id, type, KeyId.None, ContentCommitment.OfPlain(content.Span), metadata, content);
        if (salt.Length != ContentCommitment.SaltSize || !salt.ContainsAnyExcept((byte)0))
            throw new ArgumentException("A salt has 32 bytes, and not all of them are zero.", nameof(salt));
        if (nonce.Length != NonceSize)
            throw new ArgumentException($"A nonce has {NonceSize} bytes.", nameof(nonce));

        var body = new byte[content.Length + Overhead];
        nonce.CopyTo(body);
        byte[] plain = [.. salt, .. content.Span];
        var gcm = key.TakeCipher() ?? Cipher(key);
        gcm.Encrypt(
            nonce, plain, body.AsSpan(NonceSize, plain.Length), body.AsSpan(^TagSize..),
            AssociatedData(tenant, stream, version, id, type, key.Id));
        key.PutBack(gcm);
        CryptographicOperations.ZeroMemory(plain);
        return new(id, type, key.Id, ContentCommitment.Of(salt, content.Span), metadata, body);
    }

    /// <summary>
    /// The content of an event, checked against its commitment; null once it was lawfully erased: the body is gone, or
    /// its key. Throws <see cref="DamagedEventException"/> when a check fails: then nobody can say what the event said.
    /// </summary>
    /// <param name="key">The key the event names; null when it was destroyed, or for a plain event.</param>
    public static ReadOnlyMemory<byte>? Open(TenantId tenant, StoredEvent stored, DataKey? key)
    {
        var (checks, content) = RowChecks.Examine(tenant, stored, key);
        return checks.FirstFailed is { } check
            ? throw new DamagedEventException(stored.Position, stored.Stream, stored.Version, check)
            : content;
    }

    /// <summary>
    /// What AES-GCM binds the body to: its place in the history. Not the time, which is given later; the leaf binds it.
    /// </summary>
    public static byte[] AssociatedData(
        TenantId tenant, StreamId stream, StreamVersion version, EventId id, EventType type, KeyId key)
    {
        var bytes = new byte[89 + Encoding.UTF8.GetByteCount(type.Name)];
        var rest = new ByteWriter(bytes);
        rest.Add("records-aad1\0"u8);
        rest.Add(tenant.Value);
        rest.Add(stream.Value);
        rest.Add(checked((ulong)version.Value));
        rest.Add(id.Value);
        rest.Add(type);
        rest.Add(key.Value);
        return bytes;
    }

    /// <summary>
    /// Salt and content, with room for what is hashed before them (<see cref="ContentCommitment.PrefixSize"/>); null
    /// when the body does not open with this key in this place.
    /// </summary>
    internal static byte[]? TryOpen(TenantId tenant, StoredEvent stored, ReadOnlySpan<byte> body, DataKey key)
    {
        if (body.Length < NonceSize + TagSize)
            return null;

        var opened = new byte[ContentCommitment.PrefixSize + body.Length - NonceSize - TagSize];
        var gcm = key.TakeCipher() ?? Cipher(key);
        try
        {
            gcm.Decrypt(
                body[..NonceSize], body[NonceSize..^TagSize], body[^TagSize..],
                opened.AsSpan(ContentCommitment.PrefixSize),
                AssociatedData(tenant, stored.Stream, stored.Version, stored.Id, stored.Type, stored.Key));
            return opened;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        finally
        {
            key.PutBack(gcm);
        }
    }

    private static AesGcm Cipher(DataKey key)
    {
        Span<byte> secret = stackalloc byte[32];
        HKDF.Expand(HashAlgorithmName.SHA256, key.Secret.Span, secret, "records-enc1"u8);
        var cipher = new AesGcm(secret, TagSize);
        CryptographicOperations.ZeroMemory(secret);
        return cipher;
    }
}
