using System.Buffers.Binary;
using System.Text;

namespace Records.Storage.Snapshots;

/// <summary>
/// Reads what <see cref="StateWriter"/> has written; throws <see cref="InvalidDataException"/> for anything else.
/// </summary>
internal sealed class StateReader(ReadOnlyMemory<byte> bytes)
{
    private readonly List<string> said = [];
    private int next;

    public bool IsAtEnd => next == bytes.Length;

    /// <summary>A count of things that take at least a byte each: never more than there are bytes left.</summary>
    public int Count() => Long() is var count && count >= 0 && count <= bytes.Length - next ? (int)count : throw Not();

    public bool Bool() => Take(1)[0] switch { 0 => false, 1 => true, _ => throw Not() };

    public Guid Guid() => new(Take(16));

    public UInt128 UInt128() => BinaryPrimitives.ReadUInt128LittleEndian(Take(16));

    public long Long()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Take(1)[0];
            value |= (part & 0x7fUL) << shift;
            if (part < 0x80)
                return unchecked((long)(value >> 1) ^ -(long)(value & 1));
        }
        throw Not();
    }

    public string String()
    {
        var number = Long();
        if (number > 0)
            return number <= said.Count ? said[(int)number - 1] : throw Not();
        var value = Encoding.UTF8.GetString(Take(Count()));
        said.Add(value);
        return value;
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > bytes.Length - next)
            throw Not();
        var taken = bytes.Span.Slice(next, length);
        next += length;
        return taken;
    }

    private static InvalidDataException Not() => new("No state was written like this.");
}
