using System.Numerics;
using System.Security.Cryptography;
using Records.Core.History;

namespace Records.Core.Proofs;

/// <summary>
/// The hash tree of RFC 6962, section 2.1, with SHA-256: one prefix for leaves and one for inner nodes.
/// </summary>
public static class MerkleTree
{
    private const byte LeafPrefix = 0, NodePrefix = 1;

    /// <summary>The root of a tree without leaves: the hash of nothing.</summary>
    public static Digest EmptyRoot { get; } = Digest.Of([]);

    /// <summary>The hash of an entry of the log.</summary>
    public static Digest LeafHash(ReadOnlySpan<byte> entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([LeafPrefix]);
        hash.AppendData(entry);
        return Digest.FromBytes(hash.GetHashAndReset());
    }

    /// <summary>The hash of a node over two others.</summary>
    public static Digest Node(Digest left, Digest right)
    {
        Span<byte> bytes = stackalloc byte[1 + Digest.Size + Digest.Size];
        bytes[0] = NodePrefix;
        left.CopyTo(bytes[1..]);
        right.CopyTo(bytes[(1 + Digest.Size)..]);
        return Digest.Of(bytes);
    }

    /// <summary>
    /// How many leaves lie to the left: the largest power of two smaller than their number (at least 2).
    /// </summary>
    internal static long SplitOf(long leaves) => 1L << BitOperations.Log2((ulong)leaves - 1);
}
