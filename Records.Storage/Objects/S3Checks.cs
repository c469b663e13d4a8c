using Amazon.S3;
using Records.Core.Ports;

namespace Records.Storage.Objects;

/// <summary>
/// What an S3 store must be able to do before anything is entrusted to it, tried on an object of no value.
/// </summary>
internal sealed class S3Checks(S3Requests requests, S3Place place)
{
    /// <summary>Where the trial objects lie, below the prefix of the tenant.</summary>
    public const string Folder = "trying/";

    /// <summary>Tries it; gives a sentence for the administrator for each thing that fails.</summary>
    public async Task<IReadOnlyList<string>> FindUnsafeAsync(CancellationToken cancel)
    {
        var key = $"{place.Prefix}{Folder}{Guid.NewGuid():N}";
        using PartBuffer first = new(), other = new();
        await FillAsync(first, cancel);
        await FillAsync(other, cancel);
        try
        {
            await requests.SendAsync(token => requests.Client.ListObjectsV2Async(
                new() { BucketName = place.Bucket, Prefix = place.Prefix, MaxKeys = 1 }, token), 0, cancel);
            var condition = place.WriteOnce is S3WriteOnce.Conditional;
            await requests.PutAsync(place, key, first, condition, cancel);
            List<string> problems = [];
            if (condition && await requests.PutAsync(place, key, other, condition, cancel))
                problems.Add("Der Objektspeicher überschreibt, was er schon hat (If-None-Match gilt dort nicht). "
                    + "Abhilfe: ein anderer Speicher, oder WriteOnce: LookFirst.");
            else if (!await requests.HoldsAsync(place, key, first.Content, cancel))
                problems.Add("Der Objektspeicher gibt andere Bytes zurück, als er bekam.");
            var upload = await requests.SendAsync(
                token => requests.Client.InitiateMultipartUploadAsync(place.Bucket, key, token), 0, cancel);
            await requests.AbortAsync(place, key, upload.UploadId, cancel);
            await requests.RemoveAsync(place, key, cancel);
            return problems;
        }
        catch (ObjectStoreException e)
        {
            return [Sentence(e)];
        }
        catch (AmazonS3Exception e)
        {
            return [Sentence(S3Requests.Failure(e))];
        }
    }

    private static string Sentence(ObjectStoreException e) => e.Fault switch
    {
        ObjectStoreFault.Forbidden =>
            $"Der Objektspeicher lässt den Zugriff nicht zu; Schlüssel, Rechte und Bucket prüfen ({e.Detail}).",
        ObjectStoreFault.Full => $"Im Objektspeicher ist kein Platz mehr ({e.Detail}).",
        ObjectStoreFault.Unfaithful => $"Der Objektspeicher gibt andere Bytes zurück, als er bekam ({e.Detail}).",
        _ => $"Der Objektspeicher ist nicht erreichbar ({e.Detail}).",
    };

    private static Task<bool> FillAsync(PartBuffer buffer, CancellationToken cancel) => buffer.FillAsync(
        new MemoryStream(Guid.NewGuid().ToByteArray()), 16, _ => Task.CompletedTask, cancel);
}
