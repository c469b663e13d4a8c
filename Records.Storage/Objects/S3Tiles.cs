using System.Net;
using Amazon.S3;
using Records.Core.Ports;
using Records.Core.Proofs;
using Records.Storage.Log;

namespace Records.Storage.Objects;

/// <summary>The published log in an S3 store, below <c>log/</c> beside a tenant's objects.</summary>
public sealed class S3Tiles : ITiles, IDisposable
{
    /// <summary>Where the log lies below the place of the objects, there and on a disk.</summary>
    public const string Folder = "log";

    private readonly S3Place place;
    private readonly S3Requests requests;

    public S3Tiles(S3Place place, TimeProvider clock) => (this.place, requests) = (place, new(place, clock));

    public async Task WriteAsync(Tile tile, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        var key = KeyOf(tile.Path);
        using var content = new PartBuffer();
        await FillAsync(content, bytes, cancel);
        var condition = place.WriteOnce is S3WriteOnce.Conditional;
        var isTaken = condition
            ? !await requests.PutAsync(place, key, content, condition, cancel)
            : await requests.FindAsync(place, key, cancel) is not null;
        if (isTaken && !await requests.HoldsAsync(place, key, content.Content, cancel))
            throw new TileConflictException(tile);
        if (!isTaken && !condition)
            await requests.PutAsync(place, key, content, condition, cancel);
    }

    public Task<byte[]?> ReadAsync(Tile tile, CancellationToken cancel) => ReadAsync(tile.Path, cancel);

    public async Task RemovePartialAsync(Tile full, CancellationToken cancel)
    {
        var found = await requests.SendAsync(token => requests.Client.ListObjectsV2Async(
            new() { BucketName = place.Bucket, Prefix = KeyOf(full.Path + ".p/") }, token), 0, cancel);
        foreach (var partial in found.S3Objects ?? [])
            await requests.RemoveAsync(place, partial.Key, cancel);
    }

    public async Task PublishAsync(SignedNote checkpoint, CancellationToken cancel)
    {
        using var content = new PartBuffer();
        await FillAsync(content, checkpoint.ToBytes(), cancel);
        await requests.PutAsync(place, KeyOf(PublishedCheckpoint.Name), content, condition: false, cancel);
    }

    public async Task<SignedNote?> NewestAsync(CancellationToken cancel) =>
        await ReadAsync(PublishedCheckpoint.Name, cancel) is { } bytes ? PublishedCheckpoint.Read(bytes) : null;

    public void Dispose() => requests.Dispose();

    private async Task<byte[]?> ReadAsync(string path, CancellationToken cancel)
    {
        try
        {
            return await requests.SendAsync(async token =>
            {
                using var answer = await requests.Client.GetObjectAsync(place.Bucket, KeyOf(path), token);
                var bytes = new MemoryStream();
                await answer.ResponseStream.CopyToAsync(bytes, token);
                return bytes.ToArray();
            }, PartBuffer.SmallBytes, cancel);
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (AmazonS3Exception e)
        {
            throw S3Requests.Failure(e);
        }
    }

    private static async Task FillAsync(PartBuffer content, ReadOnlyMemory<byte> bytes, CancellationToken cancel) =>
        await content.FillAsync(
            new MemoryStream(bytes.ToArray()), int.MaxValue, _ => Task.CompletedTask, cancel);

    private string KeyOf(string path) => $"{place.Prefix}{Folder}/{path}";
}
