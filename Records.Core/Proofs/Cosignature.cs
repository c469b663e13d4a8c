using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Records.Core.Proofs;

/// <summary>
/// What a witness says of a checkpoint (C2SP tlog-cosignature v1): at this second I had seen it, and everything I had
/// seen of this log before is the beginning of it.
/// </summary>
/// <param name="At">Whole seconds.</param>
/// <param name="Signature">64 bytes of Ed25519.</param>
public sealed record Cosignature(DateTimeOffset At, ReadOnlyMemory<byte> Signature)
{
    private const int TimeSize = 8, SignatureSize = 64;

    // The last second that DateTimeOffset can say.
    private const ulong LatestSecond = 253402300799;

    /// <summary>Reads time and signature; null where the length or the time is none.</summary>
    public static Cosignature? Read(ReadOnlyMemory<byte> bytes) =>
        bytes.Length == TimeSize + SignatureSize
        && BinaryPrimitives.ReadUInt64BigEndian(bytes.Span) is var seconds and <= LatestSecond
            ? new(DateTimeOffset.FromUnixTimeSeconds((long)seconds), bytes[TimeSize..])
            : null;

    /// <summary>What is signed. It does not name the witness, so a key belongs to one witness alone.</summary>
    public static byte[] MessageOf(DateTimeOffset at, string text) => Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {at.ToUnixTimeSeconds()}\n{text}"));

    public byte[] ToBytes()
    {
        var bytes = new byte[TimeSize + SignatureSize];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, checked((ulong)At.ToUnixTimeSeconds()));
        Signature.Span.CopyTo(bytes.AsSpan(TimeSize));
        return bytes;
    }
}
