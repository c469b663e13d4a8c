using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Records.Storage.Objects;

/// <summary>
/// The hash by which an S3 store names what it took (ETag): MD5, because that is what the protocol has. It guards
/// against accidents on the way; against people there are the seal and the hashes in the event.
/// </summary>
internal static class S3Tag
{
    [SuppressMessage("Security", "CA5351", Justification = "The protocol's checksum; nothing is secured by it.")]
    public static byte[] Of(ReadOnlySpan<byte> bytes) => MD5.HashData(bytes);

    /// <summary>The hash of an object of several parts: that of the hashes of its parts.</summary>
    public static byte[] OfParts(IEnumerable<byte[]> hashes) => Of(hashes.SelectMany(hash => hash).ToArray());

    /// <summary>
    /// Whether the tag says what was sent: then the store has hashed what it took. Not every store says it so, above
    /// all not one that encrypts.
    /// </summary>
    /// <param name="parts">Of how many parts the object is; 0 for one written in one request.</param>
    public static bool IsOf(string? tag, byte[] hash, int parts = 0) => string.Equals(
        tag?.Trim('"'), Convert.ToHexStringLower(hash) + (parts > 0 ? $"-{parts}" : ""),
        StringComparison.OrdinalIgnoreCase);
}
