using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Records.Api;
using Records.Api.Access;
using Records.Api.Configuration;
using Records.Core.Access;

namespace Records.Tests.Api.House;

/// <summary>
/// The routes of the API as the server itself maps them, so that a new one is tested from its first day.
/// </summary>
internal sealed record HouseRoute(HttpMethod Method, string Pattern, Act Act, bool TakesJson, bool SeesRevision)
{
    /// <summary>The name of its operation in the OpenAPI document.</summary>
    public string Name { get; init; } = "";

    /// <summary>Every route that needs a caller.</summary>
    public static IReadOnlyList<HouseRoute> All { get; } = Find();

    public bool Creates =>
        Method == HttpMethod.Post && !Pattern.EndsWith("/search", StringComparison.Ordinal) && TakesJson;

    /// <summary>Whether the route speaks of one case file.</summary>
    public bool IsOfCaseFile => Pattern.Contains("/case-files/{id", StringComparison.Ordinal);

    /// <summary>Whether the route changes something that exists, so that the revision seen must be named.</summary>
    public bool Changes => Method == HttpMethod.Put || Method == HttpMethod.Patch || Method == HttpMethod.Delete
        || SeesRevision;

    public string Path(string tenant, string id, string? matter = null, string? document = null) => Pattern
        .Replace("{tenant}", tenant, StringComparison.Ordinal)
        .Replace("{id:guid}", id, StringComparison.Ordinal)
        .Replace("{matter:guid}", matter ?? $"{Guid.NewGuid()}", StringComparison.Ordinal)
        .Replace("{document:guid}", document ?? $"{Guid.NewGuid()}", StringComparison.Ordinal)
        .Replace("{version:int}", "1", StringComparison.Ordinal);

    public override string ToString() => $"{Method} {Pattern}";

    private static List<HouseRoute> Find()
    {
        // Built and never started: it opens no connection.
        using var app = (IDisposable)Server.Build(
            new(new(new("http://127.0.0.1:0")), [],
                new(TextSandbox.LimitsOnly, 1, System.IO.Path.Combine(System.IO.Path.GetTempPath(), "records-no-work")),
                new(1, 1, 1)), issuer: null);
        return [.. from source in ((IEndpointRouteBuilder)app).DataSources
                   from route in source.Endpoints.OfType<RouteEndpoint>()
                   let needs = route.Metadata.GetMetadata<RequiresAct>()
                   where needs is not null
                   from method in route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
                   let takes = route.Metadata.GetMetadata<Microsoft.AspNetCore.Http.Metadata.IAcceptsMetadata>()
                   select new HouseRoute(
                       new(method), Slashed(route.RoutePattern.RawText!), needs.Act,
                       takes?.ContentTypes.Contains("application/json") == true,
                       route.Metadata.GetMetadata<Records.Api.Calls.SeesRevision>() is not null)
                   {
                       Name = route.Metadata.GetRequiredMetadata<IEndpointNameMetadata>().EndpointName,
                   }];
    }

    private static string Slashed(string pattern) => "/" + pattern.Trim('/');
}
