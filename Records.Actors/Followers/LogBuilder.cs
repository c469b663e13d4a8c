using Records.Core.Deciding;
using Records.Core.History;
using Records.Core.Ports;
using Records.Core.Proofs;

namespace Records.Actors.Followers;

/// <summary>
/// Publishes the history as a log: entries read back, tiles, and at the end a signed checkpoint. Each step may be the
/// last before a crash: what has no checkpoint yet was promised to nobody and is written again, in the same bytes.
/// </summary>
/// <remarks>
/// Positions are given out by the store, so nothing here can use one twice or leave one out: the log is a function of
/// the history. It goes on where the signer left off, whoever else may have built meanwhile.
/// </remarks>
public sealed class LogBuilder(ILogEntries entries, ITiles tiles, ILogSigner signer)
{
    private const int ReadAtOnce = 1024;
    private const int MostAtOnce = 64 * Tile.FullWidth;

    private readonly PublishedLog published = new(tiles);
    private TileWriter? writer;

    /// <summary>How many events are under the newest checkpoint this builder knows of.</summary>
    public long Size { get; private set; }

    /// <summary>
    /// Brings what happened since under a checkpoint, at most 16,384 events; false when there was nothing to do. Throws
    /// <see cref="LogForkedException"/>, <see cref="HistoryBrokenException"/> and <see cref="TileConflictException"/>
    /// where history, log and signer do not agree; nothing is signed then.
    /// </summary>
    public async Task<bool> GrowAsync(CancellationToken cancel)
    {
        var size = await entries.SizeAsync(cancel);
        var log = writer;
        // Whatever happens in the middle: the next time begins with what was signed.
        writer = null;
        if (log is null || signer.Last is not { } last || last.Text != TextOf(log))
            log = await ResumeAsync(size, cancel);

        var (old, until) = (log.Size, Math.Min(size, log.Size + MostAtOnce));
        var isNews = until > old || signer.Last is null;
        if (!isNews || await SignAsync(log, old, until, cancel))
            (writer, Size) = (log, log.Size);
        return isNews;
    }

    /// <summary>
    /// Compares history, log and signer without writing anything; throws as <see cref="GrowAsync"/> does.
    /// </summary>
    public async Task CheckAsync(CancellationToken cancel) =>
        await CompareAsync(await entries.SizeAsync(cancel), await tiles.NewestAsync(cancel), cancel);

    // False when another process has signed more meanwhile.
    private async Task<bool> SignAsync(TileWriter log, long old, long until, CancellationToken cancel)
    {
        while (log.Size < until)
        {
            var read = await entries.ReadAsync(log.Size, (int)Math.Min(ReadAtOnce, until - log.Size), cancel);
            if (read.Count == 0)
                throw new HistoryBrokenException(new(log.Size), "it is missing");
            foreach (var entry in read)
                await WriteAsync(log.Append(entry), cancel);
        }

        await WriteAsync(log.Edge(), cancel);
        // Made of what was published, so that a tile that is not what it was meant to be is seen before the signature.
        var proof = await published.RootsOfAsync(LeafSpan.OfConsistency(old, log.Size), log.Size, cancel);
        if (await signer.SignAsync(new(signer.Key.Name, log.Size, log.Root), proof, cancel) is not { } note)
            return false;
        await tiles.PublishAsync(note, cancel);
        foreach (var full in Tile.Added(old, log.Size).Where(tile => tile.IsFull))
            await tiles.RemovePartialAsync(full, cancel);
        return true;
    }

    // What was signed and published by nobody, because somebody died in between, is published now.
    private async Task<TileWriter> ResumeAsync(long size, CancellationToken cancel)
    {
        var newest = await tiles.NewestAsync(cancel);
        var log = await CompareAsync(size, newest, cancel);
        if (signer.Last is { } last && newest?.ToString() != last.ToString())
            await tiles.PublishAsync(last, cancel);
        return log;
    }

    private async Task<TileWriter> CompareAsync(long size, SignedNote? newest, CancellationToken cancel)
    {
        if (signer.Last is not { } last)
            return newest is null
                ? new()
                : throw new LogForkedException("A log was published that its signer does not know.");

        var signed = Checkpoint.Read(last.Text)
            ?? throw new LogForkedException("What the signer remembers is no checkpoint.");
        if (signed.Size > size)
            throw new LogForkedException(
                $"The history has {size} events, and {signed.Size} were signed: it is an older state of it.");

        var edge = await published.ReadAsync(TileWriter.EdgeOf(signed.Size), cancel);
        if (TileWriter.Resume(signed.Size, tile => edge[tile]) is not { } log || log.Root != signed.Root)
            throw new LogForkedException($"The tiles do not make the root that was signed at size {signed.Size}.");
        if (signed.Size > 0 && !await EndsAsSignedAsync(signed, cancel))
            throw new LogForkedException(
                $"The history's event at position {signed.Size - 1} is not the one that was signed.");
        return log;
    }

    // Two histories that part somewhere differ at every position from there on: the last one tells.
    private async Task<bool> EndsAsSignedAsync(Checkpoint signed, CancellationToken cancel)
    {
        var last = signed.Size - 1;
        var read = await entries.ReadAsync(last, 1, cancel);
        var logged = await published.RootsOfAsync([new(last, signed.Size)], signed.Size, cancel);
        return read is [var entry] && MerkleTree.LeafHash(entry.Span) == logged[0];
    }

    private async Task WriteAsync(IReadOnlyList<(Tile Tile, byte[] Bytes)> made, CancellationToken cancel)
    {
        foreach (var (tile, bytes) in made)
            await tiles.WriteAsync(tile, bytes, cancel);
    }

    private string TextOf(TileWriter log) => new Checkpoint(signer.Key.Name, log.Size, log.Root).ToText();
}
