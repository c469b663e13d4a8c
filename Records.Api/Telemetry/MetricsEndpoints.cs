using Records.Api.Access;
using Records.Api.Configuration;

namespace Records.Api.Telemetry;

/// <summary>
/// <c>/metrics</c> for a Prometheus that asks. Figures and tenants' names only; still, how busy a town hall is concerns
/// nobody outside. So it answers this machine alone, or, when the settings give it one, at an address of its own that
/// no proxy leads to, and nowhere else.
/// </summary>
internal static class MetricsEndpoints
{
    extension(IEndpointRouteBuilder routes)
    {
        public void MapMetrics(TelemetrySettings settings)
        {
            // Made now and not when first asked for: it knows only what it has heard itself.
            var page = routes.ServiceProvider.GetRequiredService<MetricsPage>();
            routes
                .MapGet(
                    "/metrics", (HttpContext http, TenantGauges gauges) => AnswerAsync(settings, http, gauges, page))
                .Open("figures without records or persons; answers this machine, or the address of its own")
                .ExcludeFromDescription();
        }
    }

    extension(IApplicationBuilder app)
    {
        /// <summary>
        /// Keeps all but metrics and health away from their address: it may lie in a net without TLS.
        /// </summary>
        public void UseMetricsAddress(TelemetrySettings settings)
        {
            if (settings.MetricsUrl is not { } own)
                return;
            app.Use((context, next) =>
            {
                var path = context.Request.Path;
                if (context.Connection.LocalPort != own.Port
                    || path == "/metrics" || path.StartsWithSegments("/health"))
                    return next(context);
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            });
        }
    }

    private static async Task<IResult> AnswerAsync(
        TelemetrySettings settings, HttpContext context, TenantGauges gauges, MetricsPage page)
    {
        var isAllowed = settings.MetricsUrl is { } own
            ? context.Connection.LocalPort == own.Port
            : ThisMachine.Asks(context);
        if (!isAllowed)
            return Problems.NotFound;

        await gauges.RefreshAsync(context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Text(page.Write(), MetricsPage.MediaType);
    }
}
