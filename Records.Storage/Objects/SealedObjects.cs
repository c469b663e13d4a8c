using Records.Core.Documents;
using Records.Core.History;
using Records.Core.Ports;
using Records.Core.Sealing;

namespace Records.Storage.Objects;

/// <summary>
/// Content on its way into an object store and back: sealed chunk by chunk with flat memory, read from any
/// place without reading the rest. The form is <see cref="ObjectSealing"/>.
/// </summary>
public static class SealedObjects
{
    /// <summary>
    /// Hashes, sniffs, seals and stores the stream to its end, in one pass. Throws
    /// <see cref="ContentTooLargeException"/> beyond <paramref name="maxBytes"/> of plain content, and what
    /// <see cref="IObjectStore.PutAsync"/> throws; nothing is stored then.
    /// </summary>
    /// <param name="id">Random and never used before, not even by a write that failed: the nonces depend on it.</param>
    public static async Task<SealedReceipt> WriteAsync(
        IObjectStore store, TenantId tenant, DataKey key, ObjectId id, Stream plain, long maxBytes,
        CancellationToken cancel)
    {
        using var cipher = new ObjectCipher(tenant, key, id);
        await using var sealing = new SealingStream(cipher, plain, Math.Min(maxBytes, ObjectSealing.MaxPlainBytes));

        var storedBytes = await store.PutAsync(id, sealing, cancel);
        var receipt = sealing.Receipt(id);
        return storedBytes == receipt.SealedBytes
            ? receipt
            : throw new IOException($"Object {id.Value} was stored with {storedBytes} of {receipt.SealedBytes} bytes.");
    }

    /// <summary>
    /// The plain content from <paramref name="offset"/> on, <paramref name="length"/> bytes of it, as a seekable
    /// stream with asynchronous reading only; null when there is no such object. Every byte is authenticated before
    /// it is given out, the first chunk before this returns: what is not as it was sealed throws <see
    /// cref="SealBrokenException"/>, here or while reading.
    /// </summary>
    /// <param name="plainBytes">The size of the whole content, as the event says.</param>
    public static async Task<Stream?> OpenAsync(
        IObjectStore store, TenantId tenant, DataKey key, ObjectId id, long plainBytes, long offset, long length,
        CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(plainBytes);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, plainBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, plainBytes - offset);

        var opening = new OpeningStream(store, new(tenant, key, id), id, plainBytes, offset, length);
        try
        {
            if (await opening.StartAsync(cancel))
                return opening;

            await opening.DisposeAsync();
            return null;
        }
        catch
        {
            await opening.DisposeAsync();
            throw;
        }
    }

    /// <summary>The whole plain content, as the other overload gives a part.</summary>
    public static Task<Stream?> OpenAsync(
        IObjectStore store, TenantId tenant, DataKey key, ObjectId id, long plainBytes, CancellationToken cancel) =>
        OpenAsync(store, tenant, key, id, plainBytes, 0, plainBytes, cancel);
}
