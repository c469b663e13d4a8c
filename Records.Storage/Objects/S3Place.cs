using System.Text;

namespace Records.Storage.Objects;

/// <summary>Where in an S3 store a tenant's objects lie, and with which keys they are reached.</summary>
/// <param name="Endpoint">Scheme, host and port. Buckets are named in the path, which every S3 store understands.</param>
/// <param name="Prefix">Begins every key; empty, or ending in a slash.</param>
/// <param name="Region">What requests are signed for; what the store calls itself.</param>
public sealed record S3Place(
    Uri Endpoint, string Bucket, string Prefix, string Region, string AccessKey, string SecretKey)
{
    /// <summary>How it is seen to that no name is written twice.</summary>
    public S3WriteOnce WriteOnce { get; init; } = S3WriteOnce.Conditional;

    /// <summary>How long one request may take; a large one gets another second for each mebibyte.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    // A record shows all it has, and this one has a secret.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append($"{Endpoint}{Bucket}/{Prefix}");
        return true;
    }
}

/// <summary>How an S3 store sees to it that no name is written twice.</summary>
public enum S3WriteOnce
{
    /// <summary>By <c>If-None-Match: *</c>: of many writers one wins, whatever happens.</summary>
    Conditional,

    /// <summary>
    /// By looking first, for stores that know no conditions. A repeated write is refused; of two at the very same
    /// moment the later one would win. Names are random, so that takes a fault of ours.
    /// </summary>
    LookFirst,
}
