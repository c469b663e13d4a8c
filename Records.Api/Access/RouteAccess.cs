using Records.Core.Access;

namespace Records.Api.Access;

/// <summary>On a route: only for callers who may do this.</summary>
internal sealed record RequiresAct(Act Act);

/// <summary>On a route: for everybody, known or not, and why that is right.</summary>
internal sealed record OpenToAll(string Reason);

/// <summary>
/// On a route that needs an act: where the tenant publishes its log, everybody takes it, without a token.
/// </summary>
internal sealed record PublishedWhereAllowed;

/// <summary>
/// Every route says who may take it, exactly once: <c>.Needs(Act.FileDocument)</c> or <c>.Open("why")</c>. A route
/// that does not is closed to everybody, and keeps the program from starting.
/// </summary>
internal static class RouteAccess
{
    extension<TBuilder>(TBuilder builder) where TBuilder : IEndpointConventionBuilder
    {
        /// <summary>Only callers who may do this take the route. Its address has a <c>{tenant}</c>.</summary>
        public TBuilder Needs(Act act) => builder.WithMetadata(new RequiresAct(act));

        /// <summary>Everybody takes the route, without a token; the reason is for whoever reviews the list.</summary>
        public TBuilder Open(string reason) => builder.WithMetadata(new OpenToAll(reason));
    }

    extension(IEndpointRouteBuilder routes)
    {
        /// <summary>
        /// The routes that say nothing, too much, or need a caller without naming the tenant; each with what is wrong.
        /// </summary>
        public IReadOnlyList<string> RoutesWithoutClearAccess() =>
        [
            .. from source in routes.DataSources
               from route in source.Endpoints.OfType<RouteEndpoint>()
               let fault = Fault(route)
               where fault is not null
               select $"{route.DisplayName ?? route.RoutePattern.RawText}: {fault}",
        ];

        /// <summary>
        /// Goes last before the start. Throws <see cref="InvalidOperationException"/> with the list when there is such
        /// a route.
        /// </summary>
        public void RequireClearAccess()
        {
            if (routes.RoutesWithoutClearAccess() is { Count: > 0 } unclear)
                throw new InvalidOperationException($"Routes without clear access:\n{string.Join('\n', unclear)}");
        }
    }

    private static string? Fault(RouteEndpoint route)
    {
        var acts = route.Metadata.GetOrderedMetadata<RequiresAct>().Count;
        var open = route.Metadata.GetOrderedMetadata<OpenToAll>().Count;
        return (acts, open) switch
        {
            (0, 0) => "says neither Needs nor Open",
            (1, 0) when route.RoutePattern.GetParameter(Authenticate.TenantParameter) is null =>
                "needs a caller and has no {tenant}",
            (1, 0) or (0, 1) => null,
            _ => "says more than one of Needs and Open",
        };
    }
}
