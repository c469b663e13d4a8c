using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Records.Core.History;
using Records.Core.People;
using Records.Core.Ports;
using Records.Core.Sealing;

namespace Records.Actors;

/// <summary>
/// One kind of stream as its actors see it: events in clear with their stamp, sealed on the way out and opened on
/// the way in. The only place that knows both the meaning of an event and its bytes.
/// </summary>
public sealed class Journal<TEvent>(
    TenantId tenant, IEventStore store, IKeyRing keys, IEventCodec<TEvent> codec, IStampCodec stamps,
    TimeProvider clock)
{
    public TenantId Tenant => tenant;
    public IEventStore Store => store;
    public IKeyRing Keys => keys;

    /// <summary>
    /// What happened after the version, oldest first. Throws <see cref="ContentErasedException"/> where the content was
    /// lawfully destroyed, and the codec's exception where an event is unknown or damaged: history is never skipped. A
    /// stream of another kind holds nothing of this one: whoever names a case file as something else finds nothing.
    /// </summary>
    public async IAsyncEnumerable<Recorded<TEvent>> ReadAsync(
        StreamId stream, StreamVersion after, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var stored in store.ReadStreamAsync(stream, after, cancel))
        {
            if (stored.Version.Value == 0 && !codec.Owns(stored.Type))
                yield break;
            yield return await OpenAsync(stored, cancel);
        }
    }

    /// <summary>The same without who did it: what the state is made of.</summary>
    public async IAsyncEnumerable<(TEvent Event, StoredEvent Stored)> ReplayAsync(
        StreamId stream, StreamVersion after, [EnumeratorCancellation] CancellationToken cancel)
    {
        var key = default(DataKey);
        await foreach (var stored in store.ReadStreamAsync(stream, after, cancel))
        {
            if (stored.Version.Value == 0 && !codec.Owns(stored.Type))
                yield break;
            if (stored.Key != KeyId.None && stored.Key != key?.Id)
                key = await keys.FindAsync(stored.Key, cancel);
            yield return (Decode(stored, stored.Key == KeyId.None ? null : key), stored);
        }
    }

    /// <summary>Whether an event of this name is one of this kind of stream.</summary>
    public bool Owns(EventType type) => codec.Owns(type);

    public async Task<Recorded<TEvent>> OpenAsync(StoredEvent stored, CancellationToken cancel)
    {
        var key = stored.Key == KeyId.None ? null : await keys.FindAsync(stored.Key, cancel);
        return new(Decode(stored, key), stamps.Decode(stored.Metadata.Span), stored);
    }

    /// <summary>Who did it, which is evidence and stays readable; null where even that is damaged.</summary>
    public Stamp? StampOf(StoredEvent stored)
    {
        try
        {
            return stamps.Decode(stored.Metadata.Span);
        }
        catch (Exception)
        {
            return null;
        }
    }

    // Decoding looks at these bytes and at nothing else: whatever goes wrong is wrong with them.
    private TEvent Decode(StoredEvent stored, DataKey? key)
    {
        var content = EventSealing.Open(tenant, stored, key) ?? throw new ContentErasedException(stored.Stream);
        try
        {
            return codec.Decode(stored.Type, content.Span);
        }
        catch (Exception fault) when (fault is not UnknownEventException)
        {
            throw new DamagedEventException(stored.Position, stored.Stream, stored.Version, "content");
        }
    }

    /// <summary>
    /// Seals the events for the versions that follow <paramref name="expected"/>, each with fresh salt and nonce: after
    /// a
    /// conflict they are sealed anew, because a sealed body never serves another version.
    /// </summary>
    /// <param name="key">The stream's data key; null only when all of the events are evidence.</param>
    public StreamAppend Seal(
        StreamId stream, StreamVersion expected, IReadOnlyList<TEvent> events, Stamp stamp, DataKey? key)
    {
        var metadata = stamps.Encode(stamp);
        return new(stream, expected,
            [.. events.Select((e, i) => Seal(stream, expected.Plus(i + 1), codec.Encode(e), metadata, key))]);
    }

    private NewEvent Seal(
        StreamId stream, StreamVersion version, EncodedEvent encoded, ReadOnlyMemory<byte> metadata, DataKey? key)
    {
        // Both at once: asking for random bytes costs more than the bytes.
        Span<byte> random = stackalloc byte[ContentCommitment.SaltSize + EventSealing.NonceSize];
        RandomNumberGenerator.Fill(random);
        var by = encoded.IsContent
            ? key ?? throw new InvalidOperationException($"'{encoded.Type}' is content and needs a key.")
            : null;
        return EventSealing.Seal(
            by, tenant, stream, version, new(Guid.CreateVersion7(clock.GetUtcNow())), encoded.Type, encoded.Content,
            metadata, random[..ContentCommitment.SaltSize], random[ContentCommitment.SaltSize..]);
    }
}

/// <summary>An event in clear, who did it, and its stored form.</summary>
public sealed record Recorded<TEvent>(TEvent Event, Stamp Stamp, StoredEvent Stored);

/// <summary>The stream's content was lawfully destroyed; its proofs remain.</summary>
public sealed class ContentErasedException(StreamId stream)
    : Exception($"The content of stream {stream.Value} was erased.");
