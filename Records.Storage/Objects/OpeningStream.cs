using System.Security.Cryptography;
using Records.Core.Ports;
using Records.Core.Sealing;

namespace Records.Storage.Objects;

/// <summary>
/// Sealed bytes in, authenticated plain bytes out: a window of the content, from any place in it. Holds one chunk.
/// The header is compared when reading passes it; elsewhere it need not be, because all it says is authenticated with
/// every chunk.
/// </summary>
internal sealed class OpeningStream(
    IObjectStore store, ObjectCipher cipher, ObjectId id, long plainBytes, long offset, long length) : AsyncReadStream
{
    private const long None = -1;

    private readonly byte[] incoming = new byte[ObjectSealing.ChunkBytes + ObjectSealing.TagBytes + 1];
    private readonly byte[] content = new byte[ObjectSealing.ChunkBytes];

    private Stream? source;
    private long sourceChunk;
    private long openChunk = None;
    private long position;

    public override bool CanSeek => true;
    public override long Length => length;

    public override long Position
    {
        get => position;
        set => position = value >= 0 ? value : throw new IOException("There is nothing before the beginning.");
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => position + offset,
        _ => length + offset,
    };

    /// <summary>
    /// Opens the first chunk of the window, so that damage shows before the first byte. False without an object.
    /// </summary>
    public Task<bool> StartAsync(CancellationToken cancel) =>
        TryOpenChunkAsync(Math.Min(offset / ObjectSealing.ChunkBytes, LastChunk), cancel);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (position >= length || buffer.IsEmpty)
            return 0;

        var (chunk, start) = Math.DivRem(offset + position, ObjectSealing.ChunkBytes);
        if (openChunk != chunk && !await TryOpenChunkAsync(chunk, cancellationToken))
            throw new SealBrokenException(id, "removed while it was read.");

        var available = Math.Min(ObjectSealing.PlainBytesOf(chunk, plainBytes) - start, length - position);
        var given = content.AsMemory((int)start, (int)Math.Min(available, buffer.Length));
        given.CopyTo(buffer);
        position += given.Length;
        return given.Length;
    }

    public override async ValueTask DisposeAsync()
    {
        if (source is not null)
            await source.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source?.Dispose();
            cipher.Dispose();
        }

        CryptographicOperations.ZeroMemory(content);
        base.Dispose(disposing);
    }

    private long LastChunk => ObjectSealing.ChunkCount(plainBytes) - 1;

    private async Task<bool> TryOpenChunkAsync(long chunk, CancellationToken cancel)
    {
        openChunk = None;
        if (!await TryMoveSourceAsync(chunk, cancel))
            return false;

        // A read that is given up half-way leaves the source in no known place.
        sourceChunk = None;

        // Behind the last chunk there must be nothing, so one byte more is asked for.
        var isLast = chunk == LastChunk;
        var expected = ObjectSealing.PlainBytesOf(chunk, plainBytes) + ObjectSealing.TagBytes;
        var found = await FillAsync(incoming.AsMemory(0, isLast ? expected + 1 : expected), cancel);
        if (found < expected)
            throw new SealBrokenException(id, $"ends in chunk {chunk} of {LastChunk + 1}.");
        if (found > expected)
            throw new SealBrokenException(id, "goes on behind its last chunk.");

        var plain = content.AsSpan(0, expected - ObjectSealing.TagBytes);
        if (!cipher.TryOpen(chunk, isLast, incoming.AsSpan(0, expected), plain))
            throw new SealBrokenException(id, $"chunk {chunk} of {LastChunk + 1} is not what was sealed there.");

        (openChunk, sourceChunk) = (chunk, chunk + 1);
        return true;
    }

    private async Task<bool> TryMoveSourceAsync(long chunk, CancellationToken cancel)
    {
        if (source is not null && sourceChunk == chunk)
            return true;

        if (source is not null)
            await source.DisposeAsync();

        source = await store.OpenAsync(id, chunk == 0 ? 0 : ObjectSealing.ChunkStart(chunk), cancel);
        if (source is null)
            return false;

        var header = incoming.AsMemory(0, ObjectSealing.HeaderBytes);
        if (chunk == 0
            && (await FillAsync(header, cancel) < header.Length || !header.Span.SequenceEqual(cipher.Header.Span)))
            throw new SealBrokenException(id, "its header is not that of this object and key.");

        return true;
    }

    private ValueTask<int> FillAsync(Memory<byte> target, CancellationToken cancel) =>
        source!.ReadAtLeastAsync(target, target.Length, throwOnEndOfStream: false, cancel);
}
