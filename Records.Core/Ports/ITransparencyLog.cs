using Records.Core.Deciding;
using Records.Core.History;
using Records.Core.Proofs;

namespace Records.Core.Ports;

/// <summary>
/// The entries of a tenant's log, read back from what lies in the database: recomputed from the bytes of body and
/// metadata by other code than that which wrote them, and held against every column they can be held against.
/// </summary>
public interface ILogEntries
{
    /// <summary>
    /// Up to <paramref name="limit"/> entries from that position on, in order. Throws
    /// <see cref="HistoryBrokenException"/> at the first row that is not what it was when it was written.
    /// </summary>
    Task<IReadOnlyList<ReadOnlyMemory<byte>>> ReadAsync(long from, int limit, CancellationToken cancel);

    /// <summary>How many events the history has.</summary>
    Task<long> SizeAsync(CancellationToken cancel);
}

/// <summary>
/// Where a log is published: tiles that are written once, and the newest checkpoint. Plain and open; what must stay
/// secret is not in it.
/// </summary>
public interface ITiles
{
    /// <summary>
    /// Durable on return. May be there already; throws <see cref="TileConflictException"/> when other bytes are.
    /// </summary>
    Task WriteAsync(Tile tile, ReadOnlyMemory<byte> bytes, CancellationToken cancel);

    /// <summary>The bytes, or null when there is no such tile.</summary>
    Task<byte[]?> ReadAsync(Tile tile, CancellationToken cancel);

    /// <summary>
    /// Removes the narrower forms of a full tile (C2SP tlog-tiles): whoever asks for one takes the beginning of the
    /// full one.
    /// </summary>
    Task RemovePartialAsync(Tile full, CancellationToken cancel);

    /// <summary>Makes it the newest checkpoint: durable on return, and whole or not at all.</summary>
    Task PublishAsync(SignedNote checkpoint, CancellationToken cancel);

    /// <summary>The newest checkpoint, or null before the first. Throws <see cref="LogForkedException"/> for one that
    /// cannot be read.</summary>
    Task<SignedNote?> NewestAsync(CancellationToken cancel);
}

/// <summary>
/// Holds the key of a log, and remembers what it signed: whoever holds it cannot be led to vouch for two histories.
/// Lies apart from the database.
/// </summary>
public interface ILogSigner
{
    /// <summary>What its signatures are checked with; its name is the origin of the log.</summary>
    NoteKey Key { get; }

    /// <summary>What it signed last, or null before the first time.</summary>
    SignedNote? Last { get; }

    /// <summary>
    /// Signs a checkpoint that continues the last one, and remembers it durably before it answers. The last one itself
    /// is answered again; null when a larger one was signed meanwhile, by another process. Throws
    /// <see cref="LogForkedException"/> for one that does not continue the last.
    /// </summary>
    /// <param name="proof">Shows that it continues the last one (RFC 6962, 2.1.2).</param>
    Task<SignedNote?> SignAsync(Checkpoint next, ValueList<Digest> proof, CancellationToken cancel);
}

/// <summary>A row of the history is not what was written there. The log goes no further.</summary>
public sealed class HistoryBrokenException(Position position, string fault)
    : Exception($"The event at position {position.Value} is not what was written there: {fault}.")
{
    public Position Position { get; } = position;

    /// <summary>Which check failed; a stable word.</summary>
    public string Fault { get; } = fault;
}

/// <summary>
/// The history is behind what was signed, or another one: after a restore, for example. Nothing may be written until
/// somebody has looked.
/// </summary>
public sealed class LogForkedException(string detail) : Exception(detail);

/// <summary>
/// Nothing is written to the history any more, because it is not the one that was signed. Reading goes on.
/// </summary>
public sealed class HistoryStoppedException() : Exception("The history is not the one that was signed.");

/// <summary>
/// Whether the history may be written to at all; once stopped it stays so until the program starts anew.
/// </summary>
public sealed class WriteStop
{
    private volatile bool isStopped;

    public void Stop() => isStopped = true;

    /// <summary>Throws <see cref="HistoryStoppedException"/> once it is stopped.</summary>
    public void Demand()
    {
        if (isStopped)
            throw new HistoryStoppedException();
    }
}

/// <summary>A tile is there already and holds something else.</summary>
public sealed class TileConflictException(Tile tile)
    : Exception($"'{tile.Path}' was published with other bytes.");
