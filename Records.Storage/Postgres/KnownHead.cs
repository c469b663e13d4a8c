using Records.Core.History;
using Records.Core.Ports;

namespace Records.Storage.Postgres;

/// <summary>
/// What the writer knows of the end of the log since it last held the lock. It is true until somebody else writes, and
/// then the head of the log has moved: so who writes from memory makes that the condition of the write. Of the streams
/// only those used lately are known. Used by one at a time.
/// </summary>
internal sealed class KnownHead(int mostStreams)
{
    private BoundedCache<StreamId, StreamHead> streams = new(mostStreams);

    /// <summary>How many events there are; null while nothing is known.</summary>
    public long? Size { get; private set; }

    /// <summary>When the newest was recorded.</summary>
    public Moment RecordedAt { get; private set; }

    /// <summary>
    /// What the database would say about the streams of the requests, or null when it must be asked. A stream that is
    /// not known is taken for new by who expects it to be: its first version would stand twice if it were not.
    /// </summary>
    public LogState? Of(IReadOnlyList<AppendRequest> requests)
    {
        if (Size is not { } size)
            return null;

        var state = new LogState(size, RecordedAt, default);
        foreach (var request in requests)
        {
            if (request.Under is not null)
                return null;
            foreach (var append in request.Streams)
            {
                if (streams.Find(append.Stream) is { } head)
                    state.Streams[append.Stream] = head;
                else if (append.Expected != StreamVersion.None || append.Events.Count == 0)
                    return null;
            }
        }

        return state;
    }

    /// <summary>Takes over what was read under the lock, with what was then written.</summary>
    /// <param name="was">The size of the log when it was read.</param>
    public void Learn(long was, long size, Moment recordedAt, IReadOnlyDictionary<StreamId, StreamHead> heads)
    {
        if (was != Size)
            streams = new(mostStreams);
        foreach (var (stream, head) in heads)
            streams.Keep(stream, head);
        (Size, RecordedAt) = (size, recordedAt);
    }
}
