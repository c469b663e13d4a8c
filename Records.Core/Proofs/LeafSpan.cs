namespace Records.Core.Proofs;

/// <summary>
/// A part of the tree by the leaves below it: from <paramref name="Begin"/> up to and without <paramref name="End"/>.
/// A proof is the roots of such parts in an order that both sides know, so only the roots are sent.
/// </summary>
public readonly record struct LeafSpan(long Begin, long End)
{
    /// <summary>How many leaves are below it.</summary>
    public long Count => End - Begin;

    /// <summary>What shows that a leaf is in a tree (RFC 6962, 2.1.1): from the leaf up, what lies beside it.</summary>
    /// <param name="index">Counted from 0; less than <paramref name="size"/>.</param>
    public static IReadOnlyList<LeafSpan> OfInclusion(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var spans = new List<LeafSpan>();
        for (var rest = new LeafSpan(0, size); rest.Count > 1;)
        {
            var (left, right) = rest.Parts;
            var isLeft = index < right.Begin;
            spans.Add(isLeft ? right : left);
            rest = isLeft ? left : right;
        }

        spans.Reverse();
        return spans;
    }

    /// <summary>
    /// What shows that a tree continues an older one (RFC 6962, 2.1.2). Nothing to show of an empty one.
    /// </summary>
    /// <param name="old">The size of the older tree, from 0 to <paramref name="size"/>.</param>
    public static IReadOnlyList<LeafSpan> OfConsistency(long old, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(old);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(old, size);
        var spans = new List<LeafSpan>();
        var rest = new LeafSpan(0, size);
        while (old > 0 && rest.End != old)
        {
            var (left, right) = rest.Parts;
            var isLeft = old <= right.Begin;
            spans.Add(isLeft ? right : left);
            rest = isLeft ? left : right;
        }

        // The older tree itself is known to whoever asks; a part of it is not.
        if (rest.Begin > 0)
            spans.Add(rest);
        spans.Reverse();
        return spans;
    }

    /// <summary>The perfect subtrees it consists of, from left to right.</summary>
    /// <remarks>Only where it is a part of a tree: then they are aligned.</remarks>
    internal IEnumerable<LeafSpan> PerfectParts()
    {
        for (var begin = Begin; begin < End;)
        {
            var size = 1L << System.Numerics.BitOperations.Log2((ulong)(End - begin));
            yield return new(begin, begin + size);
            begin += size;
        }
    }

    private (LeafSpan Left, LeafSpan Right) Parts
    {
        get
        {
            var split = Begin + MerkleTree.SplitOf(Count);
            return (new(Begin, split), new(split, End));
        }
    }
}
