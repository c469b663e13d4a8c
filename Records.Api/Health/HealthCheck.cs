namespace Records.Api.Health;

/// <summary>One thing without which the program cannot do its work. It throws when the thing is not there.</summary>
/// <param name="Name">What is checked, such as <c>database musterstadt</c>; shown to everybody, so without hosts and
/// users.</param>
/// <param name="IsVital">
/// Without it nothing works, and no request should come here. What is not vital only shows as <c>degraded</c>.
/// </param>
public sealed record HealthCheck(string Name, Func<CancellationToken, Task> DemandAsync, bool IsVital = true);

/// <summary>The answer of <c>/health/ready</c>.</summary>
public sealed record HealthReport(string State, IReadOnlyList<CheckReport> Checks);

/// <summary>How one check went: <c>up</c>, <c>degraded</c> or <c>down</c>.</summary>
public sealed record CheckReport(string Name, string State, long DurationMs);
