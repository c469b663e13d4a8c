using Records.Core.History;

namespace Records.Core.Proofs;

/// <summary>
/// Makes the tiles of a growing log. Keeps the right edge of each level, so that what came before need not be read
/// again.
/// </summary>
public sealed class TileWriter
{
    private readonly List<ReadOnlyMemory<byte>> entries = [];
    private readonly List<List<Digest>> levels = [];
    private readonly CompactRange range;

    /// <summary>A log without entries.</summary>
    public TileWriter() => range = new();

    private TileWriter(CompactRange range) => this.range = range;

    /// <summary>How many entries the log has.</summary>
    public long Size => range.Size;

    /// <summary>The root over all of them.</summary>
    public Digest Root => range.Root;

    /// <summary>The tiles to read before a log of that size can go on: its right edge.</summary>
    public static IReadOnlyList<Tile> EdgeOf(long size) =>
    [
        .. Enumerable.Range(Tile.Entries, 9)
            .Select(level => (Level: level, Count: size >> (8 * Math.Max(0, level))))
            .Where(edge => edge.Count % Tile.FullWidth > 0)
            .Select(edge => new Tile(
                edge.Level, edge.Count / Tile.FullWidth, (int)(edge.Count % Tile.FullWidth))),
    ];

    /// <summary>
    /// Goes on with a log of that size. Null where the tiles do not hold what they must.
    /// </summary>
    /// <param name="read">The bytes of a tile that <see cref="EdgeOf"/> names.</param>
    public static TileWriter? Resume(long size, Func<Tile, ReadOnlyMemory<byte>> read)
    {
        foreach (var tile in EdgeOf(size).Where(tile => tile.Level != Tile.Entries))
            if (read(tile).Length != tile.Width * Digest.Size)
                return null;

        var roots = new LeafSpan(0, size).PerfectParts().Select(part => TileHashes.RootOf(part, size, read));
        var writer = new TileWriter(new(size, [.. roots]));
        foreach (var tile in EdgeOf(size))
            if (!writer.TakeOver(tile, read(tile)))
                return null;
        return writer.entries.Select(entry => MerkleTree.LeafHash(entry.Span)).SequenceEqual(writer.Level(0))
            ? writer
            : null;
    }

    /// <summary>Takes the next entry; gives the tiles that became full by it.</summary>
    public IReadOnlyList<(Tile Tile, byte[] Bytes)> Append(ReadOnlyMemory<byte> entry)
    {
        var full = new List<(Tile, byte[])>();
        var hash = MerkleTree.LeafHash(entry.Span);
        range.Append(hash);
        entries.Add(entry);
        if (entries.Count == Tile.FullWidth)
        {
            full.Add((Numbered(Tile.Entries, Tile.FullWidth), EntryBundle.Write(entries)));
            entries.Clear();
        }

        Append(0, hash, full);
        return full;
    }

    /// <summary>The tiles at the right edge that are not full.</summary>
    public IReadOnlyList<(Tile Tile, byte[] Bytes)> Edge() =>
    [
        .. EdgeOf(Size).Select(tile => (
            tile, tile.Level == Tile.Entries ? EntryBundle.Write(entries) : BytesOf(levels[tile.Level]))),
    ];

    private void Append(int level, Digest hash, List<(Tile, byte[])> full)
    {
        var hashes = Level(level);
        hashes.Add(hash);
        if (hashes.Count < Tile.FullWidth)
            return;

        full.Add((Numbered(level, Tile.FullWidth), BytesOf(hashes)));
        var above = new CompactRange();
        hashes.ForEach(above.Append);
        hashes.Clear();
        Append(level + 1, above.Root, full);
    }

    private bool TakeOver(Tile tile, ReadOnlyMemory<byte> bytes)
    {
        if (tile.Level != Tile.Entries)
        {
            for (var i = 0; i < tile.Width; i++)
                Level(tile.Level).Add(Digest.FromBytes(bytes.Span.Slice(i * Digest.Size, Digest.Size)));
            return true;
        }

        // They are given out again in a fuller bundle, so they must be those that were hashed.
        if (EntryBundle.Read(bytes) is not { } taken || taken.Count != tile.Width)
            return false;
        entries.AddRange(taken);
        return true;
    }

    private List<Digest> Level(int level)
    {
        while (levels.Count <= level)
            levels.Add([]);
        return levels[level];
    }

    // The tile that the newest hash of the level is the last of.
    private Tile Numbered(int level, int width) =>
        new(level, ((Size >> (8 * Math.Max(0, level))) - 1) / Tile.FullWidth, width);

    private static byte[] BytesOf(List<Digest> hashes)
    {
        var bytes = new byte[hashes.Count * Digest.Size];
        for (var i = 0; i < hashes.Count; i++)
            hashes[i].CopyTo(bytes.AsSpan(i * Digest.Size));
        return bytes;
    }
}
