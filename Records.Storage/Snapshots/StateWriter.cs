using System.Buffers.Binary;
using System.Text;

namespace Records.Storage.Snapshots;

/// <summary>Writes the values a state is made of, one after the other. What was said before is said by its number.</summary>
internal sealed class StateWriter
{
    private readonly Dictionary<string, int> said = new(StringComparer.Ordinal);
    private byte[] bytes = new byte[4096];
    private int next;

    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, next);

    public void Add(bool value) => Take(1)[0] = value ? (byte)1 : (byte)0;

    public void Add(Guid value) => value.TryWriteBytes(Take(16));

    public void Add(UInt128 value) => BinaryPrimitives.WriteUInt128LittleEndian(Take(16), value);

    /// <summary>Seven bits a byte, the lowest first; near zero is short, on both sides of it.</summary>
    public void Add(long value)
    {
        var rest = unchecked((ulong)(value << 1) ^ (ulong)(value >> 63));
        for (; rest >= 0x80; rest >>= 7)
            Take(1)[0] = (byte)(0x80 | (rest & 0x7f));
        Take(1)[0] = (byte)rest;
    }

    public void Add(string value)
    {
        if (said.TryGetValue(value, out var number))
        {
            Add(number + 1L);
            return;
        }

        said.Add(value, said.Count);
        Add(0L);
        var length = Encoding.UTF8.GetByteCount(value);
        Add((long)length);
        Encoding.UTF8.GetBytes(value, Take(length));
    }

    private Span<byte> Take(int length)
    {
        if (length > bytes.Length - next)
            Array.Resize(ref bytes, Math.Max(2 * bytes.Length, next + length));
        next += length;
        return bytes.AsSpan(next - length, length);
    }
}
