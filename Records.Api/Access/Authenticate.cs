using Records.Api.Tokens;
using Records.Core.Access;

namespace Records.Api.Access;

/// <summary>
/// Stands between routing and the handlers. Whoever is not let through gets the answer here; whoever is finds
/// the <see cref="Caller"/> and the <see cref="ITenantIdentity"/> in the request's features.
/// </summary>
internal sealed partial class Authenticate(
    RequestDelegate next, ITenantIdentities tenants, RateLimits limits, RequestsAtOnce room,
    ILogger<Authenticate> log)
{
    /// <summary>The route parameter that names the tenant.</summary>
    public const string TenantParameter = "tenant";

    public async Task InvokeAsync(HttpContext context)
    {
        // What is no route of ours (nothing there, wrong method) has no handler to guard.
        if (context.GetEndpoint() is not RouteEndpoint route || route.Metadata.GetMetadata<OpenToAll>() is not null)
        {
            await next(context);
            return;
        }

        if (await RefuseAsync(context, route) is { } problem)
            await problem.ExecuteAsync(context);
        else
            await next(context);
    }

    private async Task<Problem?> RefuseAsync(HttpContext context, RouteEndpoint route)
    {
        if (route.Metadata.GetMetadata<RequiresAct>() is not { Act: var act })
        {
            LogUnclearRoute(route.DisplayName ?? "?");
            return Problems.Internal;
        }

        if (context.GetRouteValue(TenantParameter) is not string name || tenants.Find(name) is not { } tenant)
            return UnknownTenant;
        if (tenant.PublishesLog && route.Metadata.GetMetadata<PublishedWhereAllowed>() is not null)
            return AdmitAnybody(context, tenant);
        if (BearerToken(context.Request) is not { } token)
            return Problems.Unauthenticated(reason: null);

        switch (await tenant.Validator.ValidateAsync(token, context.RequestAborted))
        {
            case TokenVerdict.Invalid invalid:
                LogRefusedToken(tenant.Name, invalid.Reason);
                return Problems.Unauthenticated(invalid.Reason);
            case TokenVerdict.Valid valid:
                return await AdmitAsync(context, route, tenant, valid.Claims, act);
            default:
                return Problems.IssuerUnavailable;
        }
    }

    // All who are not known share what one person may ask.
    private Problem? AdmitAnybody(HttpContext context, ITenantIdentity tenant)
    {
        if (limits.Take(tenant.Id, "", "") is { } wait)
            return Problems.RateLimited(wait);
        context.Features.Set(tenant);
        return null;
    }

    private async Task<Problem?> AdmitAsync(
        HttpContext context, RouteEndpoint route, ITenantIdentity tenant, TokenClaims claims, Act act)
    {
        if (limits.Take(tenant.Id, claims.Subject, claims.ClientId) is { } wait)
            return Problems.RateLimited(wait);
        if (route.Metadata.GetMetadata<MovesBytes>() is null)
        {
            if (room.Enter(tenant.Id) is not { } place)
                return Problems.Crowded;
            context.Response.RegisterForDispose(place);
        }

        if (await Callers.IdentifyAsync(claims, tenant.People, context.RequestAborted) is not { } caller)
            return Callers.NoRole.ToProblem();

        context.Features.Set(caller.InRoleFor(act));
        context.Features.Set(tenant);
        return AccessRule.Against(caller, act);
    }

    // RFC 6750 section 2.1, and no other way: a token in an address ends up in logs and histories.
    private static string? BearerToken(HttpRequest request) =>
        request.Headers.Authorization is [{ } value] && value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? value["Bearer ".Length..]
            : null;

    private static Problem UnknownTenant { get; } = new(404, "unknown-tenant", "Nicht gefunden",
        "Diesen Mandanten gibt es hier nicht.");

    [LoggerMessage(10, LogLevel.Information, "A token was refused at {Tenant}: {Reason}")]
    private partial void LogRefusedToken(string tenant, string reason);

    [LoggerMessage(11, LogLevel.Error, "The route {Route} says neither Needs nor Open and stays closed")]
    private partial void LogUnclearRoute(string route);
}

internal static class AccessSetup
{
    extension(IServiceCollection services)
    {
        /// <summary>
        /// Registers what <see cref="Authenticate"/> needs, save for the <see cref="ITenantIdentities"/>.
        /// </summary>
        public void AddAccess(RateRules rates, RequestsAtOnce room)
        {
            services.AddSingleton(_ => new RateLimits(rates));
            services.AddSingleton(room);
        }
    }

    extension(IApplicationBuilder app)
    {
        /// <summary>Goes after <c>UseRouting</c> and before anything that answers.</summary>
        public void UseAccess() => app.UseMiddleware<Authenticate>();
    }
}
