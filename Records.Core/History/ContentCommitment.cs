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

    /// <summary>How many bytes are hashed before salt and content.</summary>
    internal const int PrefixSize = 17;

    private static ReadOnlySpan<byte> Prefix => "records-content1\0"u8;

    /// <summary>
    /// Throws <see cref="ArgumentException"/> unless the salt has 32 bytes: one moved into the content would hash the
    /// same.
    /// </summary>
    public static Digest Of(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> content)
    {
        if (salt.Length != SaltSize)
            throw new ArgumentException($"A salt has {SaltSize} bytes, not {salt.Length}.", nameof(salt));

        // In one piece: a hash that is fed piece by piece costs more than the copy.
        var bytes = new byte[PrefixSize + SaltSize + content.Length];
        salt.CopyTo(bytes.AsSpan(PrefixSize));
        content.CopyTo(bytes.AsSpan(PrefixSize + SaltSize));
        var commitment = OfOpened(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return commitment;
    }

    /// <summary>The same of salt and content that stand behind room for the prefix, which is written there.</summary>
    internal static Digest OfOpened(Span<byte> opened)
    {
        Prefix.CopyTo(opened);
        return Digest.Of(opened);
    }

    /// <summary>The commitment of a plain event: the salt is zero.</summary>
    public static Digest OfPlain(ReadOnlySpan<byte> content) => Of(stackalloc byte[SaltSize], content);
}
