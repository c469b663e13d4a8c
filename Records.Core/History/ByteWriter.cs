using System.Buffers.Binary;
using System.Text;
using Records.Core.Ports;

namespace Records.Core.History;

/// <summary>
/// Writes the fields of a record form one after the other: integers big-endian, UUIDs in RFC 9562 order.
/// </summary>
internal ref struct ByteWriter(Span<byte> target)
{
    private Span<byte> rest = target;

    public void Add(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));
    public void Add(Guid id) => id.TryWriteBytes(Take(16), bigEndian: true, out _);
    public void Add(ulong number) => BinaryPrimitives.WriteUInt64BigEndian(Take(8), number);
    public void Add(long number) => BinaryPrimitives.WriteInt64BigEndian(Take(8), number);
    public void Add(ushort number) => BinaryPrimitives.WriteUInt16BigEndian(Take(2), number);
    public void Add(Digest digest) => digest.CopyTo(Take(Digest.Size));

    public void Add(EventType type)
    {
        var length = Encoding.UTF8.GetByteCount(type.Name);
        Add(checked((ushort)length));
        Encoding.UTF8.GetBytes(type.Name, Take(length));
        Add(checked((ushort)type.Form));
    }

    private Span<byte> Take(int bytes)
    {
        var taken = rest[..bytes];
        rest = rest[bytes..];
        return taken;
    }
}
