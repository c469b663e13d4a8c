using Records.Core.History;

namespace Records.Core.Proofs;

/// <summary>
/// Reads the hashes of any part of a tree out of its tiles. Which tiles that takes is known beforehand, so whoever asks
/// can fetch them first, all at once.
/// </summary>
public static class TileHashes
{
    /// <summary>The tiles that the hashes of these parts are made of, each once.</summary>
    /// <param name="size">The size of the log whose tiles are read; no part may reach beyond it.</param>
    public static IReadOnlyList<Tile> TilesOf(IEnumerable<LeafSpan> spans, long size) =>
    [
        .. spans.SelectMany(span => span.PerfectParts()).Select(part => Place(part, size).Tile).Distinct(),
    ];

    /// <summary>The root of a part of the tree.</summary>
    /// <param name="read">The bytes of a tile that <see cref="TilesOf"/> names.</param>
    public static Digest RootOf(LeafSpan span, long size, Func<Tile, ReadOnlyMemory<byte>> read)
    {
        var range = new Stack<Digest>(span.PerfectParts().Select(part => RootOfPerfect(part, size, read)));
        return range.Count == 0
            ? MerkleTree.EmptyRoot
            : range.Aggregate((right, left) => MerkleTree.Node(left, right));
    }

    private static Digest RootOfPerfect(LeafSpan part, long size, Func<Tile, ReadOnlyMemory<byte>> read)
    {
        var (tile, from, count) = Place(part, size);
        var bytes = read(tile).Span;
        var hashes = new Digest[count];
        for (var i = 0; i < count; i++)
            hashes[i] = Digest.FromBytes(bytes.Slice((from + i) * Digest.Size, Digest.Size));
        for (; count > 1; count /= 2)
            for (var i = 0; i < count / 2; i++)
                hashes[i] = MerkleTree.Node(hashes[2 * i], hashes[(2 * i) + 1]);
        return hashes[0];
    }

    // The highest level whose hashes are not larger than the part: there it is 1 to 128 hashes side by side.
    private static (Tile Tile, int From, int Count) Place(LeafSpan part, long size)
    {
        var level = System.Numerics.BitOperations.Log2((ulong)part.Count) / 8;
        var first = part.Begin >> (8 * level);
        return (
            Tile.Holding(level, first, size), (int)(first % Tile.FullWidth), (int)(part.Count >> (8 * level)));
    }
}
