using System.Buffers.Binary;

namespace Records.Core.Proofs;

/// <summary>
/// The entries of a log as they are published (C2SP tlog-tiles): before each its length, two bytes, big-endian.
/// </summary>
public static class EntryBundle
{
    /// <summary>An entry is at most as long as two bytes can say.</summary>
    public const int LongestEntry = ushort.MaxValue;

    /// <summary>Throws <see cref="ArgumentException"/> for an entry that is too long.</summary>
    public static byte[] Write(IReadOnlyCollection<ReadOnlyMemory<byte>> entries)
    {
        var bytes = new byte[entries.Sum(entry => 2 + entry.Length)];
        var rest = bytes.AsSpan();
        foreach (var entry in entries)
        {
            if (entry.Length > LongestEntry)
                throw new ArgumentException($"An entry of {entry.Length} bytes is too long.", nameof(entries));
            BinaryPrimitives.WriteUInt16BigEndian(rest, (ushort)entry.Length);
            entry.Span.CopyTo(rest[2..]);
            rest = rest[(2 + entry.Length)..];
        }

        return bytes;
    }

    /// <summary>The entries; null where the bytes end within one.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>>? Read(ReadOnlyMemory<byte> bytes)
    {
        var entries = new List<ReadOnlyMemory<byte>>();
        while (bytes.Length >= 2)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes.Span);
            if (bytes.Length < 2 + length)
                return null;
            entries.Add(bytes.Slice(2, length));
            bytes = bytes[(2 + length)..];
        }

        return bytes.IsEmpty ? entries : null;
    }
}
