using Records.Core.History;

namespace Records.Core.Ports;

/// <summary>
/// The stored name of an event and the number of its form: <c>document-filed</c>, 1. Ours, never a class name.
/// </summary>
public readonly record struct EventType(string Name, int Form)
{
    public override string ToString() => $"{Name}/{Form}";
}

/// <summary>
/// An event on its way to the store, sealed and hashed by the actor. What is missing (position, time, chain)
/// is given under the lock of the log head.
/// </summary>
/// <param name="Key">The data key of sealed content; <see cref="KeyId.None"/> for evidence.</param>
/// <param name="Commitment">Salted hash of the plain content (docs/history.md).</param>
/// <param name="Metadata">Who, why and on which request, as JSON bytes in clear; never content.</param>
/// <param name="Body">nonce, ciphertext and tag; or the plain content of evidence.</param>
public sealed record NewEvent(
    EventId Id, EventType Type, KeyId Key, Digest Commitment, ReadOnlyMemory<byte> Metadata, ReadOnlyMemory<byte> Body)
{
    // Without init: a copy made by `with` would carry the hash of other bytes.
    public ReadOnlyMemory<byte> Metadata { get; } = Metadata;
    public ReadOnlyMemory<byte> Body { get; } = Body;

    public Digest MetadataHash { get; } = Digest.Of(Metadata.Span);
    public Digest BodyHash { get; } = Digest.Of(Body.Span);
}

/// <summary>One event as it lies in the store. <c>Body</c> is null once its content was lawfully erased.</summary>
public sealed record StoredEvent(
    Position Position,
    StreamId Stream,
    StreamVersion Version,
    EventId Id,
    Moment RecordedAt,
    EventType Type,
    KeyId Key,
    Digest Commitment,
    ReadOnlyMemory<byte> Metadata,
    Digest BodyHash,
    ReadOnlyMemory<byte>? Body,
    Digest Chain,
    Digest Leaf);
