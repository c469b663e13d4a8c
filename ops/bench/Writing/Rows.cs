using Records.Core.History;
using Records.Core.Ports;

namespace Records.Bench.Writing;

/// <summary>
/// Rows as the whole way has just written them, byte for byte but for what makes them others: ids, stream, version and
/// key of the answer.
/// </summary>
internal sealed class Rows(IReadOnlyList<StoredEvent> events, RememberedAnswer answer)
{
    private const int Samples = 1000;
    private readonly MadeRow[] rows = [.. events.Select(e => new MadeRow(e, answer))];

    /// <summary>From the end of the log of the whole way, which has written some.</summary>
    public static async Task<Rows> LikeAsync(FullWay way)
    {
        var head = await way.Store.HeadAsync(CancellationToken.None);
        return new(
            await way.Store.ReadAllAsync(new(Math.Max(head.Value - Samples, -1)), Samples, CancellationToken.None),
            way.SomeAnswer);
    }

    /// <summary>Any of them.</summary>
    public MadeRow Next() => rows[Random.Shared.Next(rows.Length)];
}

/// <summary>An event with its answer, and whether a claim goes with it; ready to be sent.</summary>
internal sealed class MadeRow(StoredEvent like, RememberedAnswer answer)
{
    public StoredEvent Event => like;
    public RememberedAnswer Answer => answer;
    public bool HasClaim { get; } = like.Type.Name == "document-filed";
    public byte[] Commitment { get; } = like.Commitment.ToBytes();
    public byte[] Metadata { get; } = like.Metadata.ToArray();
    public byte[] BodyHash { get; } = like.BodyHash.ToBytes();
    public byte[] Body { get; } = like.Body!.Value.ToArray();
    public byte[] Chain { get; } = like.Chain.ToBytes();
    public byte[] Leaf { get; } = like.Leaf.ToBytes();
    public byte[] Fingerprint { get; } = answer.Fingerprint.ToBytes();

    /// <summary>The same as a request to the store.</summary>
    public AppendRequest ToRequest(StreamId stream, StreamVersion expected) => new(
        [
            new(stream, expected,
                [new(new(Guid.CreateVersion7()), like.Type, like.Key, like.Commitment, Metadata, Body)]),
        ],
        HasClaim ? [new("object", $"{Guid.NewGuid():N}", stream, null, 0)] : [],
        answer with { Key = answer.Key with { Key = $"{Guid.NewGuid()}" } });
}
