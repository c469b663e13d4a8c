using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Records.Core.Ports;

namespace Records.Storage.Objects;

/// <summary>
/// The way to an S3 store: signed, with an end to all patience, and tried again where that may help. What the store
/// says beyond that it cannot now comes out as its own exception, for the caller to understand. Texts of the store go
/// into no message of ours: they may quote what was sent.
/// </summary>
internal sealed class S3Requests : IDisposable
{
    private const int MostAttempts = 4;
    private const long BytesASecond = 1 << 20;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    // Requests that came through damaged, or met another one: the same bytes may pass the next time.
    private static readonly string[] Passing =
    [
        "SlowDown", "RequestTimeout", "InternalError", "ServiceUnavailable", "OperationAborted",
        "ConditionalRequestConflict", "BadDigest", "XAmzContentSHA256Mismatch", "IncompleteBody",
    ];

    private readonly S3Place place;
    private readonly TimeProvider clock;

    public S3Requests(S3Place place, TimeProvider clock)
    {
        (this.place, this.clock) = (place, clock);
        Client = new(new BasicAWSCredentials(place.AccessKey, place.SecretKey), new AmazonS3Config
        {
            ServiceURL = place.Endpoint.ToString(),
            ForcePathStyle = true,
            AuthenticationRegion = place.Region,
            // Trailing checksums are news to many stores; the hash in the signature says the same.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            // Only whoever knows what a request does can repeat it.
            MaxErrorRetry = 0,
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
            AllowAutoRedirect = false,
        });
    }

    public AmazonS3Client Client { get; }

    public TimeSpan Patience(long bytes) => place.Timeout + TimeSpan.FromSeconds(bytes / BytesASecond);

    /// <summary>
    /// Sends until it was answered. Throws <see cref="AmazonS3Exception"/> for an answer that another attempt would not
    /// change and that says something about the object, <see cref="ObjectStoreException"/> for all else.
    /// </summary>
    /// <param name="bytes">How much is sent or received, which may take its time.</param>
    public async Task<T> SendAsync<T>(Func<CancellationToken, Task<T>> send, long bytes, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var patience = new CancellationTokenSource(Patience(bytes), clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
            try
            {
                return await send(either.Token);
            }
            catch (Exception) when (cancel.IsCancellationRequested)
            {
                // However the library put it.
                throw new OperationCanceledException(cancel);
            }
            catch (Exception e) when (MayPass(e))
            {
                if (attempt == MostAttempts)
                    throw Failure(e);
            }
            catch (AmazonS3Exception e) when (!IsAboutTheObject(e))
            {
                throw Failure(e);
            }

            await PauseAsync(attempt, cancel);
        }
    }

    /// <summary>Waits before the next attempt, each time longer, and never for the same time as all others.</summary>
    public Task PauseAsync(int attempt, CancellationToken cancel) =>
        Task.Delay(FirstPause * Math.Pow(2, attempt - 1) * (0.5 + Random.Shared.NextDouble()), clock, cancel);

    /// <summary>Whether there may be no such failure the next time.</summary>
    public static bool MayPass(Exception e) => e switch
    {
        AmazonS3Exception { StatusCode: var status, ErrorCode: var code } =>
            (int)status >= 500 && status != HttpStatusCode.NotImplemented
            || status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
            || Passing.Contains(code)
            // What is left of a body that was refused spoils the next request on the same connection.
            || status is HttpStatusCode.MethodNotAllowed
            || status is HttpStatusCode.BadRequest && code is null or "" or "BadRequest",
        // What is no S3 answer at all, and a connection that broke: HttpRequestException among them.
        AmazonServiceException or AmazonClientException or HttpRequestException or IOException => true,
        OperationCanceledException => true,
        _ => false,
    };

    /// <summary>What is told to those who asked for an object.</summary>
    public static ObjectStoreException Failure(Exception e) => e switch
    {
        AmazonS3Exception
        {
            ErrorCode: "QuotaExceeded" or "InsufficientCapacity" or "XMinioStorageFull"
        } or AmazonS3Exception { StatusCode: HttpStatusCode.InsufficientStorage } =>
            new(ObjectStoreFault.Full, Said((AmazonS3Exception)e)),
        AmazonS3Exception
        {
            StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized
                or HttpStatusCode.NotFound or HttpStatusCode.MovedPermanently or HttpStatusCode.NotImplemented
        } s3 => new(ObjectStoreFault.Forbidden, Said(s3)),
        AmazonS3Exception { ErrorCode: "BadDigest" or "XAmzContentSHA256Mismatch" } s3 =>
            new(ObjectStoreFault.Unfaithful, Said(s3)),
        AmazonS3Exception s3 => new(ObjectStoreFault.Unavailable, Said(s3)),
        // The library holds what it read against the tag and has no exception of its own for it.
        _ when e.GetType() == typeof(AmazonClientException) =>
            new(ObjectStoreFault.Unfaithful, nameof(AmazonClientException)),
        OperationCanceledException => new(ObjectStoreFault.Unavailable, "no answer in time"),
        _ => new(ObjectStoreFault.Unavailable, e.GetType().Name),
    };

    public void Dispose() => Client.Dispose();

    private static bool IsAboutTheObject(AmazonS3Exception e) => e.StatusCode is HttpStatusCode.PreconditionFailed
            or HttpStatusCode.RequestedRangeNotSatisfiable
        || e is { StatusCode: HttpStatusCode.NotFound, ErrorCode: not "NoSuchBucket" };

    private static string Said(AmazonS3Exception e) =>
        $"status {(int)e.StatusCode}{(string.IsNullOrEmpty(e.ErrorCode) ? "" : $", {e.ErrorCode}")}";
}
