using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Features;
using Records.Api.Access;
using Records.Core.People;

namespace Records.Api.Tokens;

/// <summary>
/// The local issuer over HTTP: discovery, keys and tokens (RFC 6749 section 5), for callers on this machine only.
/// </summary>
internal static class LocalIssuerEndpoints
{
    /// <summary>
    /// A token for a demo person, for the asking: <c>user</c> and <c>client_id</c> are enough. Not for real records.
    /// </summary>
    public const string DemoGrant = "urn:records:demo";

    private const string RobotGrant = "client_credentials";
    private const int MaxBodyBytes = 8 * 1024;

    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    extension(IEndpointRouteBuilder routes)
    {
        /// <summary>Maps <c>/issuer/{tenant}</c>. To be called in the embedded mode and in no other.</summary>
        public void MapLocalIssuer(LocalIssuer issuer)
        {
            var group = routes.MapGroup("/issuer/{tenant}").WithTags("Local issuer").ExcludeFromDescription();
            group.MapGet("/.well-known/openid-configuration", (string tenant) => Discovery(issuer, tenant))
                .Open("clients find the issuer here; public by nature");
            group.MapGet("/jwks", (string tenant) => issuer.PublicSet(tenant) is { } keys
                    ? Results.Text(keys, "application/json") : Problems.NotFound)
                .Open("public keys");
            group.MapPost("/token", (HttpContext context, string tenant) => TokenAsync(issuer, tenant, context))
                .Open("whoever wants a token has none yet; this machine only");
        }
    }

    private static IResult Discovery(LocalIssuer issuer, string tenant) =>
        issuer.PublicSet(tenant) is null ? Problems.NotFound : Results.Json(new DiscoveryDocument(
            issuer.IssuerOf(tenant), $"{issuer.IssuerOf(tenant)}/jwks", $"{issuer.IssuerOf(tenant)}/token",
            LocalIssuer.AllScopes, [RobotGrant, DemoGrant], [], ["public"], ["ES256"],
            ["client_secret_basic", "client_secret_post", "none"]), Form);

    private static async Task<IResult> TokenAsync(LocalIssuer issuer, string tenant, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!ThisMachine.Asks(context))
            return OnlyHere;
        if (!DemoPeople.Towns.TryGetValue(tenant, out var town))
            return Problems.NotFound;
        if (await ReadFormAsync(context) is not { } form)
            return Refuse("invalid_request");

        return form.GetValueOrDefault("grant_type") switch
        {
            DemoGrant => Demo(issuer, town, form),
            RobotGrant => Robot(issuer, town, form, context),
            null => Refuse("invalid_request"),
            _ => Refuse("unsupported_grant_type"),
        };
    }

    private static IResult Demo(LocalIssuer issuer, DemoTown town, Dictionary<string, string> form)
    {
        if (!form.TryGetValue("client_id", out var clientId) || !IsClientId(clientId))
            return Refuse("invalid_client", 401);

        var user = form.GetValueOrDefault("user");
        return town.People.FirstOrDefault(p => p.User == user && p.Kind is ActorKind.Person) is { } person
            ? Issue(issuer, town, person, clientId, form)
            : Refuse("invalid_grant");
    }

    private static IResult Robot(
        LocalIssuer issuer, DemoTown town, Dictionary<string, string> form, HttpContext context)
    {
        var (clientId, secret) = BasicCredentials(context)
            ?? (form.GetValueOrDefault("client_id", ""), form.GetValueOrDefault("client_secret", ""));
        if (town.People.FirstOrDefault(p => p.User == clientId && p.Kind is ActorKind.Robot) is { } robot
            && issuer.IsRobotSecret(town.Tenant, secret))
            return Issue(issuer, town, robot, clientId, form);

        context.Response.Headers.WWWAuthenticate = "Basic realm=\"records\"";
        return Refuse("invalid_client", 401);
    }

    private static IResult Issue(
        LocalIssuer issuer, DemoTown town, DemoPerson person, string clientId, Dictionary<string, string> form)
    {
        var scopes = form.TryGetValue("scope", out var wanted)
            ? wanted.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            : LocalIssuer.AllScopes;
        if (scopes.Except(LocalIssuer.AllScopes).Any())
            return Refuse("invalid_scope");

        return Results.Json(new TokenAnswer(
            issuer.Issue(town.Tenant, person, clientId, scopes), "Bearer",
            (long)LocalIssuer.TokenLife.TotalSeconds, string.Join(' ', scopes)), Form);
    }

    /// <summary>The form with each name once, or null for anything else.</summary>
    private static async Task<Dictionary<string, string>?> ReadFormAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
            return null;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MaxBodyBytes;

        try
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            return form.All(field => field.Value.Count == 1)
                ? form.ToDictionary(field => field.Key, field => field.Value.ToString())
                : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    // RFC 6749 section 2.3.1: name and secret are form-encoded before they are joined.
    private static (string ClientId, string Secret)? BasicCredentials(HttpContext context)
    {
        if (context.Request.Headers.Authorization is not [{ } value]
            || !value.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return null;

        var buffer = new byte[value.Length];
        return Convert.TryFromBase64String(value["Basic ".Length..].Trim(), buffer, out var length)
            && Encoding.UTF8.GetString(buffer, 0, length).Split(':', 2) is [var clientId, var secret]
            ? (WebUtility.UrlDecode(clientId), WebUtility.UrlDecode(secret))
            : ("", "");
    }

    // RFC 6749 appendix A.1: visible ASCII.
    private static bool IsClientId(string text) =>
        text.Length is > 0 and <= 128 && text.All(c => c is > ' ' and <= '~');

    private static Problem OnlyHere { get; } = new(403, "this-machine-only", "Nicht erlaubt",
        "Der eingebaute Anmeldedienst antwortet nur auf dem Rechner, auf dem er läuft.");

    private static IResult Refuse(string error, int status = 400) =>
        Results.Json(new RefusedAnswer(error), Form, statusCode: status);
}

internal sealed record TokenAnswer(string AccessToken, string TokenType, long ExpiresIn, string Scope);

internal sealed record RefusedAnswer(string Error);

internal sealed record DiscoveryDocument(
    string Issuer, string JwksUri, string TokenEndpoint, IReadOnlyList<string> ScopesSupported,
    IReadOnlyList<string> GrantTypesSupported, IReadOnlyList<string> ResponseTypesSupported,
    IReadOnlyList<string> SubjectTypesSupported, IReadOnlyList<string> IdTokenSigningAlgValuesSupported,
    IReadOnlyList<string> TokenEndpointAuthMethodsSupported);
