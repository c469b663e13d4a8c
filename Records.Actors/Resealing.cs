using Records.Core.Documents;
using Records.Core.Ports;

namespace Records.Actors;

/// <summary>
/// Seals content anew under another key, streaming: what leaves a stream for another one is read there with that one's
/// key. Each piece is an upload until an event names it, so that whatever comes between leaves only what is swept away.
/// </summary>
public sealed class Resealing(ISealedObjects objects, IUploads uploads, TimeProvider clock)
{
    /// <summary>
    /// The same content under the key of the stream; null where its bytes are gone. Throws
    /// <see cref="SealBrokenException"/> where it is not what its event says.
    /// </summary>
    public async Task<DocumentContent?> SealAsync(
        DocumentContent content, DataKey from, DataKey to, StreamId stream, CancellationToken cancel)
    {
        await using var plain = await objects.OpenAsync(from, content.Object, content.SizeBytes, cancel);
        if (plain is null)
            return null;
        var receipt = await objects.WriteAsync(to, new(Guid.NewGuid()), plain, content.SizeBytes, cancel);

        var anew = content with { Object = receipt.Id, SealedSha256 = receipt.SealedHash };
        await uploads.AddAsync(new(stream, KeyId.None, anew, clock.GetUtcNow()), CancellationToken.None);
        return receipt.PlainHash == content.Sha256
            ? anew
            : throw new SealBrokenException(content.Object, "has another content");
    }

    /// <summary>An event names it now.</summary>
    public Task FiledAsync(ObjectId id) => uploads.RemoveAsync(id, CancellationToken.None);
}
