using System.Numerics;
using Records.Core.History;

namespace Records.Core.Proofs;

/// <summary>
/// Judges proofs against roots (RFC 9162, 2.1.3.2 and 2.1.4.2). Takes anything for a proof and never throws.
/// </summary>
public static class MerkleProofs
{
    /// <summary>Whether the proof shows the leaf at that place of the tree with that root.</summary>
    public static bool ShowsInclusion(
        Digest leafHash, long index, long size, Digest root, IReadOnlyList<Digest> proof)
    {
        if (index < 0 || index >= size)
            return false;

        var (at, last, hash) = (index, size - 1, leafHash);
        foreach (var beside in proof)
        {
            if (last == 0)
                return false;
            var isRight = (at & 1) == 1 || at == last;
            hash = isRight ? MerkleTree.Node(beside, hash) : MerkleTree.Node(hash, beside);
            (at, last) = Up(at, last, isRight);
        }

        return last == 0 && hash == root;
    }

    /// <summary>Whether the proof shows that the tree begins with the older one.</summary>
    public static bool ShowsConsistency(
        long old, long size, Digest oldRoot, Digest root, IReadOnlyList<Digest> proof)
    {
        if (old < 0 || old > size)
            return false;
        if (old == size)
            return proof.Count == 0 && oldRoot == root;
        if (old == 0)
            return proof.Count == 0 && oldRoot == MerkleTree.EmptyRoot;

        // A perfect older tree is itself the first part; it is known and therefore not sent.
        IReadOnlyList<Digest> parts = BitOperations.IsPow2(old) ? [oldRoot, .. proof] : proof;
        if (parts.Count == 0 || (BitOperations.IsPow2(old) && proof.Count == 0))
            return false;

        var (at, last) = (old - 1, size - 1);
        while ((at & 1) == 1)
            (at, last) = (at >> 1, last >> 1);
        var (older, newer) = (parts[0], parts[0]);
        foreach (var beside in parts.Skip(1))
        {
            if (last == 0)
                return false;
            var isRight = (at & 1) == 1 || at == last;
            older = isRight ? MerkleTree.Node(beside, older) : older;
            newer = isRight ? MerkleTree.Node(beside, newer) : MerkleTree.Node(newer, beside);
            (at, last) = Up(at, last, isRight);
        }

        return last == 0 && older == oldRoot && newer == root;
    }

    // To the node above: past those that stand alone at the right edge, because they have none beside them.
    private static (long At, long Last) Up(long at, long last, bool isRight)
    {
        while (isRight && (at & 1) == 0 && at != 0)
            (at, last) = (at >> 1, last >> 1);
        return (at >> 1, last >> 1);
    }
}
