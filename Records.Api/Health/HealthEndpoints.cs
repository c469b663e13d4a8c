using System.Data.Common;
using Microsoft.AspNetCore.Http.HttpResults;
using Records.Api.Access;
using Records.Core.Ports;
using Records.Storage.Text;

namespace Records.Api.Health;

/// <summary>For load balancers and for <c>ops/up</c>: is the program alive, and can it do its work?</summary>
public static class HealthEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    extension(IEndpointRouteBuilder routes)
    {
        public void MapHealth(IReadOnlyList<HealthCheck> checks)
        {
            var health = routes.MapGroup("/health").WithTags("Betrieb");
            health.MapGet("/live", () => TypedResults.Ok(new HealthReport("up", [])))
                .Open("says that the program runs and nothing else")
                .WithName("live").WithSummary("The program runs");
            health.MapGet("/ready", (CancellationToken cancel) => ReadyAsync(checks, cancel))
                .Open("for load balancers; names no host, no user, no record")
                .WithName("ready").WithSummary("The program can do its work");
        }
    }

    private static async Task<Results<Ok<HealthReport>, JsonHttpResult<HealthReport>>> ReadyAsync(
        IReadOnlyList<HealthCheck> checks, CancellationToken cancel)
    {
        var reports = await Task.WhenAll(checks.Select(check => ReportAsync(check, cancel)));
        return reports.All(report => report.State is not "down")
            ? TypedResults.Ok(
                new HealthReport(reports.All(report => report.State is "up") ? "up" : "degraded", reports))
            : TypedResults.Json(new HealthReport("down", reports), statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<CheckReport> ReportAsync(HealthCheck check, CancellationToken cancel)
    {
        var started = TimeProvider.System.GetTimestamp();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        string state;
        try
        {
            await check.DemandAsync(patience.Token);
            state = "up";
        }
        catch (Exception e) when (
            e is DbException or IOException or TimeoutException or TextUnavailableException or ObjectStoreException
                or OperationCanceledException
            && !cancel.IsCancellationRequested)
        {
            state = check.IsVital ? "down" : "degraded";
        }

        return new(check.Name, state, (long)TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
    }
}
