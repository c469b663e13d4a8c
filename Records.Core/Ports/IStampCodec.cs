using Records.Core.People;

namespace Records.Core.Ports;

/// <summary>Turns a stamp into the metadata bytes beside an event and back.</summary>
public interface IStampCodec
{
    ReadOnlyMemory<byte> Encode(Stamp stamp);
    Stamp Decode(ReadOnlySpan<byte> metadata);
}
