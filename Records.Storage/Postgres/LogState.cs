using Records.Core.History;
using Records.Core.Ports;

namespace Records.Storage.Postgres;

/// <summary>What the database says under the lock of the log head about everything a batch touches.</summary>
internal sealed record LogState(long Size, Moment RecordedAt, Moment DatabaseTime)
{
    public Dictionary<StreamId, StreamHead> Streams { get; } = [];
    public Dictionary<(string Kind, string Value), StreamId> Claims { get; } = [];
    public Dictionary<AnswerKey, RememberedAnswer> Answers { get; } = [];

    /// <summary>Those whose terms last until the transaction ends.</summary>
    public HashSet<Lease> Leases { get; } = [];

    public StreamHead HeadOf(StreamId stream) =>
        Streams.TryGetValue(stream, out var head) ? head : StreamHead.OfNew;
}

/// <summary>Where a stream stands: its newest version and the chain hash that the next event continues.</summary>
internal sealed record StreamHead(StreamVersion Version, Digest Chain)
{
    /// <summary>Of a stream that has no event yet.</summary>
    public static StreamHead OfNew { get; } = new(StreamVersion.None, Digest.Zero);
}

/// <summary>An event that stands already, found by its id.</summary>
internal sealed record StandingEvent(Position Position, StreamId Stream, StreamVersion Version, Moment RecordedAt);
