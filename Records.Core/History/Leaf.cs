using System.Text;
using Records.Core.Ports;

namespace Records.Core.History;

/// <summary>
/// What the log holds of one event: about 240 bytes that bind everything and give nothing of the content away.
/// Record form <c>records-ev1</c>, fixed byte for byte in docs/history.md; a change of it is another form.
/// </summary>
/// <param name="PreviousChain">The chain hash of the event before in the stream; zero before the first.</param>
public sealed record Leaf(
    TenantId Tenant,
    StreamId Stream,
    StreamVersion Version,
    EventId Event,
    Moment RecordedAt,
    EventType Type,
    KeyId Key,
    Digest Commitment,
    Digest MetadataHash,
    Digest BodyHash,
    Digest PreviousChain)
{
    // One prefix for each use of the hash: a chain hash never passes for a leaf, nor a leaf for an inner node (01).
    private const byte ChainPrefix = 2;
    private const byte LeafPrefix = 0;

    /// <summary>
    /// The leaf of a stored event, from its columns alone: it can be made when the body is long erased.
    /// </summary>
    public static Leaf Of(TenantId tenant, StoredEvent stored, Digest previousChain) => new(
        tenant, stored.Stream, stored.Version, stored.Id, stored.RecordedAt, stored.Type, stored.Key,
        stored.Commitment, Digest.Of(stored.Metadata.Span), stored.BodyHash, previousChain);

    /// <summary>The entry of the log, as it is hashed and shown.</summary>
    public byte[] ToBytes() => Prefixed(LeafPrefix)[1..];

    /// <summary>The chain hash of this event and the Merkle leaf hash (RFC 6962) of its entry.</summary>
    public (Digest Chain, Digest Leaf) Hash()
    {
        var bytes = Prefixed(ChainPrefix);
        var chain = Digest.Of(bytes);
        bytes[0] = LeafPrefix;
        return (chain, Digest.Of(bytes));
    }

    private byte[] Prefixed(byte prefix)
    {
        var typeLength = Encoding.UTF8.GetByteCount(Type.Name);
        var bytes = new byte[1 + 224 + typeLength];
        bytes[0] = prefix;
        var rest = new ByteWriter(bytes.AsSpan(1));
        rest.Add("records-ev1\0"u8);
        rest.Add(Tenant.Value);
        rest.Add(Stream.Value);
        rest.Add(checked((ulong)Version.Value));
        rest.Add(Event.Value);
        rest.Add(RecordedAt.UnixMicros);
        rest.Add(Type);
        rest.Add(Key.Value);
        rest.Add(Commitment);
        rest.Add(MetadataHash);
        rest.Add(BodyHash);
        rest.Add(PreviousChain);
        return bytes;
    }
}
