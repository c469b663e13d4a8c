using Records.Core.Deciding;
using Records.Core.History;
using Records.Core.Ports;
using Records.Core.Proofs;

namespace Records.Actors;

/// <summary>Reads the published log: hashes and entries out of its tiles, and the proofs made of them.</summary>
public sealed class PublishedLog(ITiles tiles)
{
    /// <summary>
    /// What shows that the event at that position is in the log, with the newest checkpoint and the entry itself; null
    /// while no checkpoint covers it.
    /// </summary>
    public async Task<LogProof?> ProveAsync(Position position, CancellationToken cancel)
    {
        if (await tiles.NewestAsync(cancel) is not { } note || Checkpoint.Read(note.Text) is not { } newest
            || newest.Size <= position.Value)
            return null;

        var hashes = await RootsOfAsync(LeafSpan.OfInclusion(position.Value, newest.Size), newest.Size, cancel);
        return new(position.Value, hashes, note, await EntryAsync(position.Value, newest.Size, cancel));
    }

    /// <summary>The roots of parts of the tree of that size.</summary>
    public async Task<ValueList<Digest>> RootsOfAsync(
        IReadOnlyList<LeafSpan> spans, long size, CancellationToken cancel)
    {
        var read = await ReadAsync(TileHashes.TilesOf(spans, size), cancel);
        return [.. spans.Select(span => TileHashes.RootOf(span, size, tile => read[tile]))];
    }

    /// <summary>
    /// The bytes of tiles that a checkpoint covers; throws <see cref="LogForkedException"/> where one is gone.
    /// </summary>
    public async Task<IReadOnlyDictionary<Tile, byte[]>> ReadAsync(
        IReadOnlyList<Tile> wanted, CancellationToken cancel)
    {
        var read = new Dictionary<Tile, byte[]>();
        foreach (var tile in wanted)
            read[tile] = await FindAsync(tile, cancel)
                ?? throw new LogForkedException($"'{tile.Path}' was published and is gone.");
        return read;
    }

    // The narrower forms of a full tile are not kept.
    private async Task<byte[]?> FindAsync(Tile tile, CancellationToken cancel)
    {
        if (await tiles.ReadAsync(tile, cancel) is { } bytes)
            return bytes;
        if (tile.IsFull || await tiles.ReadAsync(tile with { Width = Tile.FullWidth }, cancel) is not { } full)
            return null;
        return tile.Level == Tile.Entries
            ? EntryBundle.Read(full) is { } entries ? EntryBundle.Write([.. entries.Take(tile.Width)]) : full
            : full[..(tile.Width * Digest.Size)];
    }

    private async Task<ReadOnlyMemory<byte>> EntryAsync(long index, long size, CancellationToken cancel)
    {
        var bundle = Tile.Holding(Tile.Entries, index, size);
        var read = await ReadAsync([bundle], cancel);
        return EntryBundle.Read(read[bundle]) is { } entries && entries.Count == bundle.Width
            ? entries[(int)(index % Tile.FullWidth)]
            : throw new LogForkedException($"'{bundle.Path}' does not hold what it must.");
    }
}
