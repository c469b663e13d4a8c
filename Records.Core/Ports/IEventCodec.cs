namespace Records.Core.Ports;

/// <summary>
/// Turns events into the bytes that are sealed and back. Must read every form it has ever written; a type it
/// does not know throws <see cref="UnknownEventException"/>.
/// </summary>
public interface IEventCodec<TEvent>
{
    /// <summary>Whether an event of this name is one of this kind of stream, known to this program or not.</summary>
    bool Owns(EventType type);

    EncodedEvent Encode(TEvent @event);
    TEvent Decode(EventType type, ReadOnlySpan<byte> content);
}

/// <summary>An event's stored name, whether its content is sealed, and the content itself.</summary>
/// <param name="IsContent">True: sealed with the case file's key. False: evidence, plain and never erased.</param>
public sealed record EncodedEvent(EventType Type, bool IsContent, ReadOnlyMemory<byte> Content);

/// <summary>The store holds an event this program does not know. Better to stop than to skip history.</summary>
public sealed class UnknownEventException(EventType type) : Exception($"Unknown event '{type}'.");
