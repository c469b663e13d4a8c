using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Records.Core.History;

/// <summary>A SHA-256 value (FIPS 180-4): 32 bytes, compared by value, shown as lower-case hex.</summary>
public readonly record struct Digest(UInt128 High, UInt128 Low)
{
    /// <summary>The length of a digest in bytes.</summary>
    public const int Size = 32;

    /// <summary>32 zero bytes: the chain before the first event, and the salt of a plain event.</summary>
    public static Digest Zero { get; }

    /// <summary>Reads 32 bytes. Any other length throws <see cref="ArgumentException"/>.</summary>
    public static Digest FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Size
        ? new(BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]))
        : throw new ArgumentException($"A digest has {Size} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Reads 64 hex digits of either case; anything else throws <see cref="FormatException"/>.</summary>
    public static Digest Parse(string hex) => FromBytes(Convert.FromHexString(hex));

    public static Digest Of(ReadOnlySpan<byte> data)
    {
        Span<byte> hash = stackalloc byte[Size];
        SHA256.HashData(data, hash);
        return FromBytes(hash);
    }

    public void CopyTo(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt128BigEndian(target, High);
        BinaryPrimitives.WriteUInt128BigEndian(target[16..], Low);
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    public override string ToString() => Convert.ToHexStringLower(ToBytes());
}
