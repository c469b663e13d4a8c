using Records.Core.Documents;
using Records.Core.History;

namespace Records.Core.Ports;

/// <summary>
/// A tenant's content on its way into the object store and out: sealed with a case file's key, checked as it is read.
/// </summary>
public interface ISealedObjects
{
    /// <summary>
    /// Hashes, sniffs, seals and stores the stream to its end in one pass with flat memory; durable on return. Throws
    /// <see cref="ContentTooLargeException"/> beyond <paramref name="maxBytes"/> of plain content, and nothing is
    /// stored then.
    /// </summary>
    Task<SealedReceipt> WriteAsync(DataKey key, ObjectId id, Stream plain, long maxBytes, CancellationToken cancel);

    /// <summary>
    /// The plain content, seekable; null when there is no such object. Opening and reading throw
    /// <see cref="SealBrokenException"/> where the bytes are not what was sealed.
    /// </summary>
    /// <param name="plainBytes">The size of the content, as the event says.</param>
    Task<Stream?> OpenAsync(DataKey key, ObjectId id, long plainBytes, CancellationToken cancel);
}

/// <summary>What is known of content once it is sealed and stored: all that the event needs.</summary>
/// <param name="PlainHash">
/// SHA-256 of the content. Belongs into the sealed part of an event: short content can be guessed by it.
/// </param>
/// <param name="SealedHash">SHA-256 of the object as stored.</param>
/// <param name="Type">Told by <see cref="Documents.MediaTypes.Sniff"/>.</param>
/// <param name="Head">The first plain bytes, at most <see cref="Documents.MediaTypes.HeadBytes"/>.</param>
public sealed record SealedReceipt(
    ObjectId Id, long PlainBytes, Digest PlainHash, long SealedBytes, Digest SealedHash, MediaType Type,
    ReadOnlyMemory<byte> Head);

/// <summary>There is more content than may be stored.</summary>
public sealed class ContentTooLargeException(long maxBytes) : Exception($"The content has more than {maxBytes} bytes.")
{
    /// <summary>How many bytes would have been taken.</summary>
    public long MaxBytes { get; } = maxBytes;
}

/// <summary>The object is not what was sealed: changed, cut, extended, moved, or opened with another key.</summary>
public sealed class SealBrokenException(ObjectId id, string detail) : Exception($"Object {id.Value}: {detail}");
