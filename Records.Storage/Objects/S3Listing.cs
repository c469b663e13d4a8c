using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using Records.Core.Ports;

namespace Records.Storage.Objects;

/// <summary>What lies at a place in an S3 store: objects, and what became none. Read a page at a time.</summary>
internal sealed class S3Listing(S3Requests requests, S3Place place)
{
    public async IAsyncEnumerable<StoredObject> ObjectsAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var found in KeysAsync("", cancel))
            if (ObjectPaths.TryParse(found.Key[place.Prefix.Length..], out var id))
                yield return new(id.Value, found.Size ?? 0, WrittenAt(found));
    }

    /// <summary>Aborts uploads in parts, and removes markers and trial objects, that are older than that.</summary>
    public async Task<int> RemoveUnfinishedAsync(DateTimeOffset before, CancellationToken cancel)
    {
        var removed = 0;
        await foreach (var upload in UploadsAsync(cancel))
            if (upload.Initiated is { } begun && begun.ToUniversalTime() < before.UtcDateTime)
            {
                await requests.AbortAsync(place, upload.Key, upload.UploadId, cancel);
                removed++;
            }

        foreach (var folder in new[] { S3Upload.MarkerFolder, S3Checks.Folder })
            await foreach (var found in KeysAsync(folder, cancel))
                if (WrittenAt(found) < before)
                {
                    await requests.RemoveAsync(place, found.Key, cancel);
                    removed++;
                }

        return removed;
    }

    private async IAsyncEnumerable<S3Object> KeysAsync(
        string folder, [EnumeratorCancellation] CancellationToken cancel)
    {
        var after = "";
        while (true)
        {
            var page = await ListAsync(token => requests.Client.ListObjectsV2Async(new ListObjectsV2Request
            {
                BucketName = place.Bucket,
                Prefix = place.Prefix + folder,
                StartAfter = after.Length > 0 ? after : null,
            }, token), cancel);
            foreach (var found in page.S3Objects ?? [])
                yield return found;
            if (page.IsTruncated is not true || page.S3Objects is not { Count: > 0 } objects)
                yield break;
            after = objects[^1].Key;
        }
    }

    private async IAsyncEnumerable<MultipartUpload> UploadsAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        string? key = null, upload = null;
        while (true)
        {
            var asked = new ListMultipartUploadsRequest
            {
                BucketName = place.Bucket,
                Prefix = place.Prefix,
                KeyMarker = key,
                UploadIdMarker = upload,
            };
            var page = await ListAsync(
                token => requests.Client.ListMultipartUploadsAsync(asked, token), cancel);
            foreach (var found in page.MultipartUploads ?? [])
                yield return found;
            if (page.IsTruncated is not true)
                yield break;
            (key, upload) = (page.NextKeyMarker, page.NextUploadIdMarker);
        }
    }

    private async Task<T> ListAsync<T>(Func<CancellationToken, Task<T>> send, CancellationToken cancel)
    {
        try
        {
            return await requests.SendAsync(send, 0, cancel);
        }
        catch (AmazonS3Exception e)
        {
            throw S3Requests.Failure(e);
        }
    }

    private static DateTimeOffset WrittenAt(S3Object found) =>
        found.LastModified is { } at ? new(at.ToUniversalTime()) : DateTimeOffset.MaxValue;
}
