using System.Net;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using Records.Core.Ports;

namespace Records.Storage.Objects;

/// <summary>What is asked of single objects in an S3 store, and how it is known that the store did it.</summary>
internal static class S3Objects
{
    /// <summary>What all objects are to those who know no better.</summary>
    public const string ContentType = "application/octet-stream";

    /// <summary>Under this name each write leaves a number with the object, and knows it again by it.</summary>
    public const string WriterField = "x-amz-meta-writer";

    public static string NewWriter() => Guid.NewGuid().ToString("N");

    /// <summary>Whether the object came by that write.</summary>
    public static bool IsBy(GetObjectMetadataResponse found, string writer) => found.Metadata[WriterField] == writer;

    extension(S3Requests requests)
    {
        /// <summary>
        /// Writes one object in one request; false when the name is taken. On return the store has confirmed the bytes
        /// by their hash, or they were read back.
        /// </summary>
        public async Task<bool> PutAsync(
            S3Place place, string key, PartBuffer content, bool condition, CancellationToken cancel)
        {
            var (hash, writer) = (S3Tag.Of(content.Content.Span), NewWriter());
            try
            {
                var answer = await requests.SendAsync(token =>
                {
                    var request = new PutObjectRequest
                    {
                        BucketName = place.Bucket,
                        Key = key,
                        InputStream = content.Open(),
                        IfNoneMatch = condition ? "*" : null,
                        MD5Digest = Convert.ToBase64String(hash),
                        ContentType = ContentType,
                        // In one piece: the signature then covers the hash of the whole body.
                        UseChunkEncoding = false,
                    };
                    request.Metadata.Add(WriterField, writer);
                    return requests.Client.PutObjectAsync(request, token);
                }, content.Content.Length, cancel);
                if (!S3Tag.IsOf(answer.ETag, hash) && !await requests.HoldsAsync(place, key, content.Content, cancel))
                    throw await requests.DisownAsync(place, key);
                return true;
            }
            catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.PreconditionFailed)
            {
                // Taken by ourselves, when the answer to an earlier attempt was lost: ours or the library's.
                return await requests.FindAsync(place, key, cancel) is { } found && IsBy(found, writer);
            }
        }

        /// <summary>What the store says about an object, or null when there is none.</summary>
        public async Task<GetObjectMetadataResponse?> FindAsync(S3Place place, string key, CancellationToken cancel)
        {
            try
            {
                return await requests.SendAsync(
                    token => requests.Client.GetObjectMetadataAsync(place.Bucket, key, token), 0, cancel);
            }
            catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.NotFound)
            {
                return null;
            }
        }

        public Task RemoveAsync(S3Place place, string key, CancellationToken cancel) =>
            requests.SendAsync(token => requests.Client.DeleteObjectAsync(place.Bucket, key, token), 0, cancel);

        /// <summary>Gives up an upload in parts; one that is gone already is no failure.</summary>
        public async Task AbortAsync(S3Place place, string key, string upload, CancellationToken cancel)
        {
            try
            {
                await requests.SendAsync(
                    token => requests.Client.AbortMultipartUploadAsync(place.Bucket, key, upload, token), 0, cancel);
            }
            catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.NotFound)
            {
            }
        }

        /// <summary>Whether the object is these very bytes, by reading it.</summary>
        public async Task<bool> HoldsAsync(
            S3Place place, string key, ReadOnlyMemory<byte> content, CancellationToken cancel) =>
            await requests.HashAsync(place, key, content.Length, cancel) is var (length, hash)
            && length == content.Length && hash.AsSpan().SequenceEqual(SHA256.HashData(content.Span));

        /// <summary>Length and SHA-256 of an object, by reading it; null when there is none.</summary>
        /// <param name="expected">How long it should be, which says how long that may take.</param>
        public async Task<(long Length, byte[] Hash)?> HashAsync(
            S3Place place, string key, long expected, CancellationToken cancel)
        {
            try
            {
                return await requests.SendAsync<(long, byte[])?>(async token =>
                {
                    using var answer = await requests.Client.GetObjectAsync(place.Bucket, key, token);
                    return (answer.ContentLength, await SHA256.HashDataAsync(answer.ResponseStream, token));
                }, expected, cancel);
            }
            catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.NotFound)
            {
                return null;
            }
        }

        /// <summary>Takes away what we wrote and the store keeps as something else.</summary>
        public async Task<ObjectStoreException> DisownAsync(S3Place place, string key)
        {
            await requests.RemoveAsync(place, key, CancellationToken.None);
            return new(ObjectStoreFault.Unfaithful, "it keeps other bytes than it was given");
        }
    }
}
