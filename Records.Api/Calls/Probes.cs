using System.Text.Json;

namespace Records.Api.Calls;

/// <summary>
/// Asking what a change would be answered, without it: <c>?probe=true</c> on every route that changes something.
/// </summary>
internal static class Probes
{
    /// <summary>The name of the query parameter.</summary>
    public const string Parameter = "probe";

    /// <summary>
    /// Whether the request is a probe. An address with anything else behind it is refused, for whoever misspelled a
    /// probe did not mean the change.
    /// </summary>
    public static (bool IsProbe, Problem? Problem) In(IQueryCollection query) => query switch
    {
        { Count: 0 } => (false, null),
        { Count: 1 } when query.TryGetValue(Parameter, out var values) && values is ["true"] => (true, null),
        _ => (false, CallProblems.ProbeMalformed),
    };
}

/// <summary>Nothing stands in the way of what was asked; as of now, for others may be faster.</summary>
/// <param name="Changes">Whether anything would change; otherwise it is so already.</param>
internal sealed record ProbeAnswer(bool Possible, bool Changes);

/// <summary>
/// The answer to a probe, of a media type of its own so that nobody takes it for a receipt. No ETag and no Position:
/// nothing was made, and nothing stands.
/// </summary>
internal sealed record ProbeResult(bool Changes) : IResult, IStatusCodeHttpResult
{
    public const string MediaType = "application/vnd.records.probe+json";

    int? IStatusCodeHttpResult.StatusCode => StatusCodes.Status200OK;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.CacheControl = "no-store";
        return httpContext.Response.WriteAsJsonAsync(
            new ProbeAnswer(Possible: true, Changes), ContractJson.Options, MediaType, httpContext.RequestAborted);
    }
}
