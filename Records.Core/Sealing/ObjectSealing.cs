using System.Buffers.Binary;
using Records.Core.Ports;

namespace Records.Core.Sealing;

/// <summary>
/// The arithmetic of a sealed object, form <c>records-obj1</c> (docs/objects.md): a header, then the content in
/// chunks, each sealed on its own. Integers are big-endian, UUIDs in RFC 9562 order.
/// </summary>
public static class ObjectSealing
{
    /// <summary>
    /// Plain bytes a chunk; only the last one may hold fewer, and none only when there is no content.
    /// </summary>
    public const int ChunkBytes = 64 * 1024;

    /// <summary>The authentication tag behind the ciphertext of each chunk.</summary>
    public const int TagBytes = 16;

    /// <summary>Tag of the form (13), key id (16), object id (16), chunk size (4).</summary>
    public const int HeaderBytes = 49;

    /// <summary>The largest content whose sealed size can still be counted.</summary>
    public const long MaxPlainBytes = long.MaxValue / 2;

    private const int SealedChunkBytes = ChunkBytes + TagBytes;

    /// <summary>How many chunks the content has: at least one, so that even nothing is authenticated.</summary>
    public static long ChunkCount(long plainBytes) => Math.Max(1, (plainBytes + ChunkBytes - 1) / ChunkBytes);

    /// <summary>The size of the sealed object in bytes.</summary>
    public static long SealedSize(long plainBytes) => HeaderBytes + plainBytes + ChunkCount(plainBytes) * TagBytes;

    /// <summary>Where the chunk begins in the sealed object. Chunks are counted from 0.</summary>
    public static long ChunkStart(long chunk) => HeaderBytes + chunk * SealedChunkBytes;

    /// <summary>Plain bytes of the chunk in content of the given size.</summary>
    public static int PlainBytesOf(long chunk, long plainBytes) =>
        (int)Math.Min(ChunkBytes, plainBytes - chunk * ChunkBytes);

    /// <summary>The first bytes of the object. All of it is authenticated with every chunk.</summary>
    public static byte[] Header(KeyId key, ObjectId id)
    {
        var header = new byte[HeaderBytes];
        "records-obj1\0"u8.CopyTo(header);
        key.Value.TryWriteBytes(header.AsSpan(13), bigEndian: true, out _);
        id.Value.TryWriteBytes(header.AsSpan(29), bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(45), ChunkBytes);
        return header;
    }
}
