using System.Text;
using Records.Core.History;
using Records.Core.Ports;

namespace Records.Storage.Snapshots;

/// <summary>
/// A state as bytes, made from the shape of its types: every field of every record, in the order the compiler knows
/// them. There is no table to forget a member in; a type whose fields are not all its constructor's or its
/// <c>init</c> properties' is refused before anything is written.
/// </summary>
public sealed class StateCodec<TState> : IStateCodec<TState>
{
    // The same for all tenants; made when the first snapshot is taken or read.
    private static readonly Lazy<StatePart<TState>> Whole = new(() => new StateParts().Of<TState>());

    /// <summary>
    /// Bound to the build of the rules and of this room: another build may decide, read or write otherwise, and reads
    /// the events once.
    /// </summary>
    public Digest Form { get; } = Digest.Of(
    [
        .. Encoding.UTF8.GetBytes($"records-state1\0{typeof(TState)}\0"),
        .. typeof(TState).Module.ModuleVersionId.ToByteArray(),
        .. typeof(StateCodec<TState>).Module.ModuleVersionId.ToByteArray(),
    ]);

    public ReadOnlyMemory<byte> Encode(TState state)
    {
        var writer = new StateWriter();
        Whole.Value.Write(writer, state);
        return writer.Written;
    }

    public TState Decode(ReadOnlyMemory<byte> bytes)
    {
        var reader = new StateReader(bytes);
        var state = Whole.Value.Read(reader);
        return reader.IsAtEnd ? state : throw new InvalidDataException("Something follows the state.");
    }
}
