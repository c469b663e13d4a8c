using System.Data.Common;
using System.Security.Cryptography;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Records.Core.History;
using Records.Core.Ports;
using Records.Core.Sealing;

namespace Records.Actors;

/// <summary>
/// Snapshots of one kind of stream: taken beside the work, never in its way; used only when they are beyond doubt.
/// Whatever is wrong with one is said in the log, and the events are read as if there were none.
/// </summary>
public sealed class Snapshots<TState> : IAsyncDisposable
{
    private const int MostWaiting = 16;

    private readonly Channel<Taken> taken = Channel.CreateBounded<Taken>(MostWaiting);
    private readonly TenantId tenant;
    private readonly ISnapshots kept;
    private readonly IEventStore events;
    private readonly IKeyRing keys;
    private readonly IStateCodec<TState> codec;
    private readonly ILogger log;
    private readonly Task writing;

    public Snapshots(
        TenantId tenant, ISnapshots kept, IEventStore events, IKeyRing keys, IStateCodec<TState> codec, ILogger log)
    {
        (this.tenant, this.kept, this.events, this.keys, this.codec, this.log) =
            (tenant, kept, events, keys, codec, log);
        writing = Task.Run(WriteAsync);
    }

    /// <summary>How many events must lie after the last snapshot before the next one is worth its work.</summary>
    public int LeastEvents { get; init; } = 200;

    /// <summary>
    /// Told of each snapshot that was not used, and why: <c>outdated</c>, <c>key-gone</c>, <c>not-opening</c> or
    /// <c>failed</c>.
    /// </summary>
    public Action<string>? Ignored { get; init; }

    /// <summary>Whether a stream with a snapshot of one version should have one of the other.</summary>
    /// <remarks>Long files wait longer, so that their size is not written again and again.</remarks>
    public bool IsDue(StreamVersion last, StreamVersion now) =>
        now.Value - last.Value >= Math.Max(LeastEvents, now.Value / 20);

    /// <summary>The stream's newest snapshot, or null when there is none that can be trusted.</summary>
    public async Task<Seen<TState>?> FindAsync(StreamId stream, CancellationToken cancel)
    {
        try
        {
            return await kept.FindAsync(stream, cancel) is { } snapshot ? await OpenAsync(stream, snapshot) : null;
        }
        catch (Exception fault)
        {
            // Nothing that is wrong here may keep anybody from the record. Where more is away, the events will say so.
            SnapshotLog.Ignored(log, stream.Value, NameOf(fault));
            Ignored?.Invoke("failed");
            return null;
        }

        async Task<Seen<TState>?> OpenAsync(StreamId stream, Snapshot snapshot)
        {
            if (snapshot.Form != codec.Form)
            {
                SnapshotLog.Outdated(log, stream.Value);
                return Ignore("outdated");
            }
            if (await keys.FindAsync(snapshot.Key, cancel) is not { } key)
            {
                SnapshotLog.Ignored(log, stream.Value, "its key is gone");
                return Ignore("key-gone");
            }
            if (SnapshotSealing.TryOpen(key, tenant, stream, snapshot) is not { } state)
            {
                SnapshotLog.Ignored(log, stream.Value, "it does not open in its place");
                return Ignore("not-opening");
            }
            return new(codec.Decode(state), snapshot.Version, snapshot.Key, Advanced: true);
        }

        Seen<TState>? Ignore(string why)
        {
            Ignored?.Invoke(why);
            return null;
        }
    }

    /// <summary>Takes the state to be kept when there is time; false when too many wait already.</summary>
    public bool Offer(StreamId stream, Seen<TState> seen) => taken.Writer.TryWrite(new(stream, seen));

    /// <summary>Writes what was taken, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        taken.Writer.TryComplete();
        await writing;
    }

    private async Task WriteAsync()
    {
        await foreach (var (stream, seen) in taken.Reader.ReadAllAsync())
        {
            try
            {
                await KeepAsync(stream, seen);
            }
            catch (Exception fault)
            {
                // No work depends on it, and the next one may succeed.
                SnapshotLog.NotKept(log, stream.Value, NameOf(fault));
            }
        }
    }

    private async Task KeepAsync(StreamId stream, Seen<TState> seen)
    {
        if (await keys.FindAsync(seen.Key, CancellationToken.None) is not { } key)
            return;
        var nonce = RandomNumberGenerator.GetBytes(EventSealing.NonceSize);
        var place = new Snapshot(seen.Version, await ChainAsync(stream, seen.Version), codec.Form, seen.Key, default);
        await kept.KeepAsync(
            stream, SnapshotSealing.Seal(key, tenant, stream, place, codec.Encode(seen.State).Span, nonce),
            CancellationToken.None);
    }

    // Given under the lock of the log, so the actor does not know it.
    private async Task<Digest> ChainAsync(StreamId stream, StreamVersion version)
    {
        await foreach (var stored in events.ReadStreamAsync(stream, version.Plus(-1), CancellationToken.None))
            return stored.Chain;
        throw new InvalidOperationException("There is no such event.");
    }

    // Never the message: it may quote content.
    private static string NameOf(Exception fault) =>
        fault is DbException { SqlState: { } code } ? $"{fault.GetType().Name} {code}" : fault.GetType().Name;

    private sealed record Taken(StreamId Stream, Seen<TState> Seen);
}

internal static partial class SnapshotLog
{
    [LoggerMessage(EventName = "snapshot-outdated", Level = LogLevel.Information,
        Message = "The snapshot of stream {Stream} is ignored, and its events are read: another build has written it.")]
    public static partial void Outdated(ILogger log, Guid stream);

    [LoggerMessage(EventName = "snapshot-ignored", Level = LogLevel.Warning,
        Message = "The snapshot of stream {Stream} is ignored, and its events are read: {Fault}.")]
    public static partial void Ignored(ILogger log, Guid stream, string fault);

    [LoggerMessage(EventName = "snapshot-not-kept", Level = LogLevel.Warning,
        Message = "No snapshot of stream {Stream} was kept: {Fault}.")]
    public static partial void NotKept(ILogger log, Guid stream, string fault);
}
