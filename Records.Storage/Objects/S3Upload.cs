using System.Net;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using Records.Core.Ports;

namespace Records.Storage.Objects;

/// <summary>
/// One large object on its way into an S3 store, part by part. Many stores do not look at a condition when they put the
/// parts together, so a marker beside the objects, written on condition, keeps the name for one writer until the object
/// is there. A failure takes parts and marker back; what a crash leaves is swept.
/// </summary>
internal sealed class S3Upload(S3Requests requests, S3Place place, ObjectId id, string key)
{
    /// <summary>Where the markers lie, below the prefix of the tenant.</summary>
    public const string MarkerFolder = "writing/";

    private const int FirstPartBytes = 8 << 20, LaterPartBytes = 256 << 20, FirstParts = 5_000;

    private readonly string writer = S3Objects.NewWriter();
    private readonly List<PartETag> tags = [];
    private readonly List<byte[]> partHashes = [];
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long length;

    /// <summary>
    /// How much a part holds. An upload has at most 10,000 parts, so from 40 GiB on they grow, and with them the
    /// memory.
    /// </summary>
    public static int PartBytes(int number) => number <= FirstParts ? FirstPartBytes : LaterPartBytes;

    /// <summary>Writes the object whose first part is filled; returns its length.</summary>
    public async Task<long> RunAsync(PartBuffer part, Stream rest, CancellationToken cancel)
    {
        using (hash)
        {
            await TakeNameAsync(cancel);
            try
            {
                if (await requests.FindAsync(place, key, cancel) is not null)
                    throw new ObjectExistsException(id);
                await SendAsync(part, rest, cancel);
                await ConfirmAsync(cancel);
                return length;
            }
            finally
            {
                await TryAsync(() => requests.RemoveAsync(place, Marker, CancellationToken.None));
            }
        }
    }

    private string Marker => $"{place.Prefix}{MarkerFolder}{id.Value:N}";

    private async Task TakeNameAsync(CancellationToken cancel)
    {
        if (place.WriteOnce is not S3WriteOnce.Conditional)
            return;
        using var nothing = new PartBuffer();
        if (!await requests.PutAsync(place, Marker, nothing, condition: true, cancel))
            throw new ObjectExistsException(id);
    }

    private async Task SendAsync(PartBuffer part, Stream rest, CancellationToken cancel)
    {
        var beginning = new InitiateMultipartUploadRequest
        {
            BucketName = place.Bucket,
            Key = key,
            ContentType = S3Objects.ContentType,
        };
        beginning.Metadata.Add(S3Objects.WriterField, writer);
        var upload = (await requests.SendAsync(
            token => requests.Client.InitiateMultipartUploadAsync(beginning, token), 0, cancel)).UploadId;
        try
        {
            var isLast = false;
            for (var number = 1; part.Content.Length > 0; number++)
            {
                await SendPartAsync(upload, number, part, cancel);
                if (isLast)
                    break;
                isLast = await part.FillAsync(rest, PartBytes(number + 1), _ => Task.CompletedTask, cancel);
            }
            await CompleteAsync(upload, cancel);
        }
        catch
        {
            await TryAsync(() => requests.AbortAsync(place, key, upload, CancellationToken.None));
            throw;
        }
    }

    private async Task SendPartAsync(string upload, int number, PartBuffer part, CancellationToken cancel)
    {
        var partHash = S3Tag.Of(part.Content.Span);
        var answer = await requests.SendAsync(token => requests.Client.UploadPartAsync(new()
        {
            BucketName = place.Bucket,
            Key = key,
            UploadId = upload,
            PartNumber = number,
            InputStream = part.Open(),
            MD5Digest = Convert.ToBase64String(partHash),
            UseChunkEncoding = false,
        }, token), part.Content.Length, cancel);

        partHashes.Add(partHash);
        hash.AppendData(part.Content.Span);
        length += part.Content.Length;
        tags.Add(new(number, answer.ETag));
    }

    private async Task CompleteAsync(string upload, CancellationToken cancel)
    {
        try
        {
            await requests.SendAsync(token => requests.Client.CompleteMultipartUploadAsync(new()
            {
                BucketName = place.Bucket,
                Key = key,
                UploadId = upload,
                PartETags = tags,
                IfNoneMatch = place.WriteOnce is S3WriteOnce.Conditional ? "*" : null,
            }, token), length, cancel);
        }
        catch (AmazonS3Exception e) when (
            e.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.PreconditionFailed)
        {
            // Done before, and the answer lost; or the name is another's. The object itself says which.
        }
    }

    private async Task ConfirmAsync(CancellationToken cancel)
    {
        if (await requests.FindAsync(place, key, cancel) is not { } found)
            throw new ObjectStoreException(ObjectStoreFault.Unfaithful, "what it was given is not there");
        if (!S3Objects.IsBy(found, writer))
            throw new ObjectExistsException(id);
        if (found.ContentLength == length && S3Tag.IsOf(found.ETag, S3Tag.OfParts(partHashes), partHashes.Count))
            return;
        if (await requests.HashAsync(place, key, length, cancel) is not var (stored, storedHash)
            || stored != length || !storedHash.AsSpan().SequenceEqual(hash.GetCurrentHash()))
            throw await requests.DisownAsync(place, key);
    }

    // What cannot be put away now is put away by the sweep, and must not hide why it had to be.
    private static async Task TryAsync(Func<Task> putAway)
    {
        try
        {
            await putAway();
        }
        catch (Exception e) when (e is ObjectStoreException or AmazonS3Exception)
        {
        }
    }
}
