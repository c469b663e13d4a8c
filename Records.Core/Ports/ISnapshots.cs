using Records.Core.History;

namespace Records.Core.Ports;

/// <summary>
/// The newest snapshot of each stream: its state as of a version, so that not every event must be read again. A cache
/// and never the record: whatever is lost, late or damaged here costs time and nothing else.
/// </summary>
public interface ISnapshots
{
    /// <summary>The stream's snapshot, or null when there is none.</summary>
    Task<Snapshot?> FindAsync(StreamId stream, CancellationToken cancel);

    /// <summary>Keeps it in the place of the one before.</summary>
    Task KeepAsync(StreamId stream, Snapshot snapshot, CancellationToken cancel);
}

/// <summary>A state, sealed under the key of its stream and bound to its place in the history.</summary>
/// <param name="Version">The last event that is in it.</param>
/// <param name="Chain">
/// The chain hash of that event, which binds all before it. Taken from the history and not kept beside the snapshot;
/// zero when there is no such event.
/// </param>
/// <param name="Form">How the state is written (<see cref="IStateCodec{TState}.Form"/>).</param>
/// <param name="Key">The data key it is sealed with.</param>
/// <param name="Body">Nonce, ciphertext and tag.</param>
public sealed record Snapshot(StreamVersion Version, Digest Chain, Digest Form, KeyId Key, ReadOnlyMemory<byte> Body);

/// <summary>Turns a state into bytes and back, for this program only: another one may have another form.</summary>
public interface IStateCodec<TState>
{
    /// <summary>
    /// Changes with everything a state depends on: its members, the rules that made it, how events are read. What was
    /// written under another form is not read.
    /// </summary>
    Digest Form { get; }

    ReadOnlyMemory<byte> Encode(TState state);

    /// <summary>Throws <see cref="InvalidDataException"/> for bytes that no state was written as.</summary>
    TState Decode(ReadOnlyMemory<byte> bytes);
}
