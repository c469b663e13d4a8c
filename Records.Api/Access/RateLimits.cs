using System.Threading.RateLimiting;
using Records.Core.Ports;

namespace Records.Api.Access;

/// <summary>How much one person through one application may ask of one tenant.</summary>
/// <param name="Burst">Requests at once, after a rest.</param>
/// <param name="PerSecond">Requests a second, for as long as one likes.</param>
internal sealed record RateRules(int Burst = 1000, int PerSecond = 200);

/// <summary>
/// A token bucket for each person and application: one that runs wild slows itself down and nobody else. Buckets
/// that are full again are forgotten by the framework.
/// </summary>
internal sealed class RateLimits(RateRules rules) : IDisposable
{
    private readonly PartitionedRateLimiter<Key> limiter = PartitionedRateLimiter.Create<Key, Key>(key =>
        RateLimitPartition.GetTokenBucketLimiter(key, _ => new()
        {
            TokenLimit = rules.Burst,
            TokensPerPeriod = rules.PerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        }));

    /// <summary>Counts one request; null when it may go on, else when to come back.</summary>
    public TimeSpan? Take(TenantId tenant, string subject, string application)
    {
        using var lease = limiter.AttemptAcquire(new(tenant, subject, application));
        if (lease.IsAcquired)
            return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1);
    }

    public void Dispose() => limiter.Dispose();

    private readonly record struct Key(TenantId Tenant, string Subject, string Application);
}
