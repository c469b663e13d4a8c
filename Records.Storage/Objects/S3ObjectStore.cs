using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Records.Core.Ports;

namespace Records.Storage.Objects;

/// <summary>
/// Objects in an S3 store, under the paths they have on a disk. What is small is written in one request, what is large
/// in parts: memory holds one part of each write, and of large ones only so many are written side by side. Every
/// request carries the hash of its body, so the store checks what it takes.
/// </summary>
public sealed class S3ObjectStore : IObjectStore, IDisposable
{
    private const int MostLargeWrites = 32;

    private readonly S3Place place;
    private readonly S3Requests requests;
    private readonly SemaphoreSlim largeWrites = new(MostLargeWrites);

    public S3ObjectStore(S3Place place, TimeProvider clock) => (this.place, requests) = (place, new(place, clock));

    public async Task<long> PutAsync(ObjectId id, Stream bytes, CancellationToken cancel)
    {
        var key = KeyOf(id);
        if (place.WriteOnce is S3WriteOnce.LookFirst && await requests.FindAsync(place, key, cancel) is not null)
            throw new ObjectExistsException(id);

        using var part = new PartBuffer();
        var isLarge = false;
        try
        {
            var isWhole = await part.FillAsync(bytes, S3Upload.PartBytes(1), TakePlaceAsync, cancel);
            if (!isWhole)
                return await new S3Upload(requests, place, id, key).RunAsync(part, bytes, cancel);

            var condition = place.WriteOnce is S3WriteOnce.Conditional;
            if (!await requests.PutAsync(place, key, part, condition, cancel))
                throw new ObjectExistsException(id);
            return part.Content.Length;
        }
        finally
        {
            if (isLarge)
                largeWrites.Release();
        }

        async Task TakePlaceAsync(CancellationToken asked)
        {
            if (isLarge)
                return;
            isLarge = await largeWrites.WaitAsync(place.Timeout, asked)
                ? true
                : throw new ObjectStoreException(
                    ObjectStoreFault.Overloaded, $"{MostLargeWrites} large objects are being written");
        }
    }

    public async Task<Stream?> OpenAsync(ObjectId id, long offset, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        try
        {
            var first = await requests.SendAsync(token => GetAsync(id, offset, null, token), 0, cancel);
            return new S3ReadStream(requests, (from, tag, token) => GetAsync(id, from, tag, token), first, offset);
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            return new MemoryStream([], writable: false);
        }
    }

    public async Task<bool> DeleteAsync(ObjectId id, CancellationToken cancel)
    {
        // S3 says yes to removing what is not there.
        if (await requests.FindAsync(place, KeyOf(id), cancel) is null)
            return false;
        await requests.RemoveAsync(place, KeyOf(id), cancel);
        return true;
    }

    public IAsyncEnumerable<StoredObject> ListAsync(CancellationToken cancel) =>
        new S3Listing(requests, place).ObjectsAsync(cancel);

    public Task<int> RemoveUnfinishedAsync(DateTimeOffset before, CancellationToken cancel) =>
        new S3Listing(requests, place).RemoveUnfinishedAsync(before, cancel);

    /// <summary>
    /// What the store lacks, as a sentence for the administrator for each; tries it on an object that it removes again.
    /// </summary>
    public Task<IReadOnlyList<string>> FindUnsafeAsync(CancellationToken cancel) =>
        new S3Checks(requests, place).FindUnsafeAsync(cancel);

    public void Dispose()
    {
        requests.Dispose();
        largeWrites.Dispose();
    }

    private Task<GetObjectResponse> GetAsync(ObjectId id, long offset, string? tag, CancellationToken cancel) =>
        requests.Client.GetObjectAsync(new()
        {
            BucketName = place.Bucket,
            Key = KeyOf(id),
            ByteRange = offset == 0 ? null : new ByteRange($"bytes={offset}-"),
            EtagToMatch = tag,
        }, cancel);

    private string KeyOf(ObjectId id) => place.Prefix + ObjectPaths.Of(id);
}
