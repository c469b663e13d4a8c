using Records.Core.Ports;

namespace Records.Core.Sealing;

/// <summary>
/// A stored event is not what was once written: damage or forgery, never a version to choose from. The message names
/// the event and the check it failed.
/// </summary>
public sealed class DamagedEventException(Position position, StreamId stream, StreamVersion version, string check)
    : Exception(
        $"The event at position {position.Value} (stream {stream.Value}, version {version.Value}) is damaged: {check}.")
{
    public Position Position { get; } = position;
    public StreamId Stream { get; } = stream;
    public StreamVersion Version { get; } = version;

    /// <summary>Which check failed: <c>opens</c>, <c>commits</c>, <c>body hash</c>, <c>dense</c>, …</summary>
    public string Check { get; } = check;
}
