namespace Records.Api.Health;

/// <summary>One thing without which the program cannot do its work. It throws when the thing is not there.</summary>
/// <param name="Name">What is checked, such as <c>database musterstadt</c>; shown to everybody, so without hosts and
/// users.</param>
public sealed record HealthCheck(string Name, Func<CancellationToken, Task> DemandAsync);

/// <summary>The answer of <c>/health/ready</c>.</summary>
public sealed record HealthReport(string State, IReadOnlyList<CheckReport> Checks);

/// <summary>How one check went: <c>up</c> or <c>down</c>.</summary>
public sealed record CheckReport(string Name, string State, long DurationMs);
