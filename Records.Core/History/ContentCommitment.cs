using System.Security.Cryptography;

namespace Records.Core.History;

/// <summary>
/// Binds what an event says, whatever key or ciphertext carries it: AES-GCM alone would let one ciphertext open to
/// two contents under two keys. SHA-256 of <c>records-content1</c> 00, salt and content (docs/history.md).
/// </summary>
public static class ContentCommitment
{
    /// <summary>
    /// The length of a salt in bytes. It hides the content; all zero for a plain event, which hides nothing.
    /// </summary>
    public const int SaltSize = 32;

    /// <summary>
    /// Throws <see cref="ArgumentException"/> unless the salt has 32 bytes: one moved into the content would hash the
    /// same.
    /// </summary>
    public static Digest Of(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> content)
    {
        if (salt.Length != SaltSize)
            throw new ArgumentException($"A salt has {SaltSize} bytes, not {salt.Length}.", nameof(salt));

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("records-content1\0"u8);
        hash.AppendData(salt);
        hash.AppendData(content);
        Span<byte> digest = stackalloc byte[Digest.Size];
        hash.GetHashAndReset(digest);
        return Digest.FromBytes(digest);
    }

    /// <summary>The commitment of a plain event: the salt is zero.</summary>
    public static Digest OfPlain(ReadOnlySpan<byte> content) => Of(stackalloc byte[SaltSize], content);
}
