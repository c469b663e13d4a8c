using System.Numerics;
using Records.Core.History;

namespace Records.Core.Proofs;

/// <summary>
/// A growing tree, of which only the roots of its perfect subtrees are kept: one for each one-bit of its size, at most
/// 63. Appending costs one or two hashes; what was appended is not kept.
/// </summary>
public sealed class CompactRange
{
    private readonly Stack<Digest> roots = new();

    public CompactRange()
    {
    }

    /// <summary>
    /// Goes on where a tree of that size stood.
    /// </summary>
    /// <param name="size">Its number of leaves, not negative.</param>
    /// <param name="roots">The roots of its perfect subtrees, the largest first.</param>
    public CompactRange(long size, IReadOnlyList<Digest> roots)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        if (roots.Count != BitOperations.PopCount((ulong)size))
            throw new ArgumentException(
                $"{size} leaves have {BitOperations.PopCount((ulong)size)} perfect subtrees, not {roots.Count}.",
                nameof(roots));
        Size = size;
        foreach (var root in roots)
            this.roots.Push(root);
    }

    /// <summary>How many leaves there are.</summary>
    public long Size { get; private set; }

    /// <summary>The roots of the perfect subtrees, the largest first.</summary>
    public IReadOnlyList<Digest> Roots => [.. roots.Reverse()];

    /// <summary>The root over all leaves; of none, <see cref="MerkleTree.EmptyRoot"/>.</summary>
    public Digest Root => Size == 0
        ? MerkleTree.EmptyRoot
        : roots.Aggregate((right, left) => MerkleTree.Node(left, right));

    public void Append(Digest leafHash)
    {
        var root = leafHash;
        for (var size = Size; (size & 1) == 1; size >>= 1)
            root = MerkleTree.Node(roots.Pop(), root);
        roots.Push(root);
        Size = checked(Size + 1);
    }
}
