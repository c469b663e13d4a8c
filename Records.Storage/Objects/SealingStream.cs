using System.Security.Cryptography;
using Records.Core.Documents;
using Records.Core.History;
using Records.Core.Ports;
using Records.Core.Sealing;

namespace Records.Storage.Objects;

/// <summary>Plain bytes in, sealed bytes out, hashed on both sides. Holds one chunk; leaves its source open.</summary>
internal sealed class SealingStream(ObjectCipher cipher, Stream plain, long maxBytes) : AsyncReadStream
{
    // One byte more than a chunk, because whether a chunk is the last must be known when it is sealed.
    private readonly byte[] incoming = new byte[ObjectSealing.ChunkBytes + 1];
    private readonly byte[] outgoing = new byte[ObjectSealing.ChunkBytes + ObjectSealing.TagBytes];
    private readonly IncrementalHash plainHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash sealedHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private byte[] head = [];
    private ReadOnlyMemory<byte> ready = cipher.Header;
    private int incomingBytes;
    private long chunk, plainBytes, sealedBytes;
    private bool isSealed;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (ready.IsEmpty && !isSealed)
            await SealChunkAsync(cancellationToken);

        var given = ready[..Math.Min(ready.Length, buffer.Length)];
        given.CopyTo(buffer);
        ready = ready[given.Length..];

        sealedHash.AppendData(given.Span);
        sealedBytes += given.Length;
        return given.Length;
    }

    /// <summary>What was sealed. Before the end has been read it would be a lie, and throws.</summary>
    public SealedReceipt Receipt(ObjectId id) => isSealed && ready.IsEmpty
        ? new(
            id,
            plainBytes,
            Digest.FromBytes(plainHash.GetCurrentHash()),
            sealedBytes,
            Digest.FromBytes(sealedHash.GetCurrentHash()),
            MediaTypes.Sniff(head),
            head)
        : throw new InvalidOperationException("The store returned without having read the stream to its end.");

    protected override void Dispose(bool disposing)
    {
        CryptographicOperations.ZeroMemory(incoming);
        plainHash.Dispose();
        sealedHash.Dispose();
        base.Dispose(disposing);
    }

    private async Task SealChunkAsync(CancellationToken cancel)
    {
        incomingBytes += await plain.ReadAtLeastAsync(
            incoming.AsMemory(incomingBytes), incoming.Length - incomingBytes, throwOnEndOfStream: false, cancel);

        isSealed = incomingBytes <= ObjectSealing.ChunkBytes;
        var content = incoming.AsMemory(0, Math.Min(incomingBytes, ObjectSealing.ChunkBytes));
        if (incomingBytes > maxBytes - plainBytes)
            throw new ContentTooLargeException(maxBytes);
        if (chunk == 0)
            head = content[..Math.Min(content.Length, MediaTypes.HeadBytes)].ToArray();

        plainHash.AppendData(content.Span);
        cipher.Seal(chunk, isSealed, content.Span, outgoing.AsSpan(0, content.Length + ObjectSealing.TagBytes));
        ready = outgoing.AsMemory(0, content.Length + ObjectSealing.TagBytes);

        chunk++;
        plainBytes += content.Length;
        incoming[0] = incoming[^1];
        incomingBytes -= content.Length;
    }
}
