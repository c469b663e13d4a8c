using Amazon.S3;
using Amazon.S3.Model;

namespace Records.Storage.Objects;

/// <summary>
/// An object on its way out of an S3 store. Where the connection breaks or ends early, reading goes on from there; when
/// it breaks again and again without getting anywhere, it is given up.
/// </summary>
internal sealed class S3ReadStream : AsyncReadStream
{
    private const int MostFailures = 4;
    private const long GotSomewhere = 1 << 20;

    private readonly S3Requests requests;
    private readonly Func<long, string?, CancellationToken, Task<GetObjectResponse>> open;
    private readonly string? tag;
    private readonly long end;
    private GetObjectResponse? response;
    private long position;
    private int failures;
    private long lastFailure;

    /// <param name="open">Asks for the object from a place on, on condition that it still bears the tag.</param>
    /// <param name="first">The answer to asking from <paramref name="offset"/> on.</param>
    public S3ReadStream(
        S3Requests requests, Func<long, string?, CancellationToken, Task<GetObjectResponse>> open,
        GetObjectResponse first, long offset)
    {
        (this.requests, this.open, response, tag) = (requests, open, first, first.ETag);
        (position, end) = (offset, offset + first.ContentLength);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (position >= end || buffer.IsEmpty)
            return 0;

        while (true)
        {
            try
            {
                if (await ReadOnceAsync(buffer, cancellationToken) is var count and > 0)
                    return count;
                throw new EndOfStreamException("The store gave fewer bytes than it promised.");
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && S3Requests.MayPass(e))
            {
                LetGo();
                failures = position - lastFailure >= GotSomewhere ? 1 : failures + 1;
                lastFailure = position;
                if (failures == MostFailures)
                    throw S3Requests.Failure(e);
                await requests.PauseAsync(failures, cancellationToken);
            }
            catch (AmazonS3Exception e)
            {
                throw S3Requests.Failure(e);
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            LetGo();
        base.Dispose(disposing);
    }

    private async Task<int> ReadOnceAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(requests.Patience(0));
        // The same object as before: a name is written once, so another tag would be another's bytes.
        response ??= await open(position, tag, patience.Token);
        var most = (int)Math.Min(buffer.Length, end - position);
        var count = await response.ResponseStream.ReadAsync(buffer[..most], patience.Token);
        position += count;
        return count;
    }

    private void LetGo()
    {
        response?.Dispose();
        response = null;
    }
}
