using System.Diagnostics;
using Records.Api.Access;

namespace Records.Api.Telemetry;

/// <summary>
/// Names the span of each request after its route. The address itself stays out: it holds the identifiers of records,
/// and whatever else somebody typed.
/// </summary>
internal static class RequestSpans
{
    /// <summary>Which tenant a span and the log lines below it are about.</summary>
    public const string TenantTag = "records.tenant";

    private static readonly HashSet<string> KnownMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    extension(IApplicationBuilder app)
    {
        /// <summary>Goes after <c>UseRouting</c> and before access is decided.</summary>
        public void UseRequestSpans() => app.Use((context, next) =>
            Activity.Current is { } span ? NameAsync(span, context, next) : next(context));
    }

    private static async Task NameAsync(Activity span, HttpContext context, RequestDelegate next)
    {
        var method = KnownMethods.Contains(context.Request.Method) ? context.Request.Method : "_OTHER";
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        span.DisplayName = route is null ? method : $"{method} {route}";
        span.SetTag("http.request.method", method).SetTag("http.route", route);
        if (context.GetRouteValue(Authenticate.TenantParameter) is string name
            && context.RequestServices.GetRequiredService<ITenantIdentities>().Find(name) is { } tenant)
            span.SetTag(TenantTag, tenant.Name);
        try
        {
            await next(context);
        }
        finally
        {
            span.SetTag("http.response.status_code", context.Response.StatusCode);
            if (context.Response.StatusCode >= 500)
                span.SetStatus(ActivityStatusCode.Error);
        }
    }
}
