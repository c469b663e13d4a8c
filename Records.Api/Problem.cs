using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Metadata;
using Records.Api.Telemetry;
using Records.Core.Deciding;

namespace Records.Api;

/// <summary>
/// An error as every caller gets it: <c>application/problem+json</c> (RFC 9457). The code is API contract, title
/// and detail are German sentences for a person and may change at any time.
/// </summary>
/// <param name="Status">The HTTP status, 400 to 599.</param>
/// <param name="Code">Names the rule for ever: kebab-case ASCII, the end of <c>urn:records:refusal:</c>.</param>
/// <param name="Title">What kind of problem it is; the same for every occurrence.</param>
/// <param name="Detail">What is wrong here and what helps. Never content, never a token, never a stack.</param>
internal sealed record Problem(int Status, string Code, string Title, string Detail)
    : IResult, IStatusCodeHttpResult, IEndpointMetadataProvider
{
    public const string MediaType = "application/problem+json";

    /// <summary>The fields at fault, for a form that marks them.</summary>
    public ValueList<FieldProblem> Errors { get; init; }

    /// <summary>
    /// When to try again, sent as whole seconds, at least 1 (RFC 9110 section 10.2.3); null when trying again does not
    /// help.
    /// </summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The <c>WWW-Authenticate</c> header of a 401 or 403 (RFC 6750 section 3), or null.</summary>
    public string? Challenge { get; init; }

    /// <summary>A stable word that narrows the code down, such as <c>expired</c> for a token; or null.</summary>
    public string? Reason { get; init; }

    /// <summary>The address under which it is found now, where the caller may see what lies there; or null.</summary>
    public string? MovedTo { get; init; }

    int? IStatusCodeHttpResult.StatusCode => Status;

    /// <summary>The same problem, with the place of what is at fault.</summary>
    public Problem At(string pointer) => this with { Errors = [new(pointer, Code, Detail)] };

    /// <summary>Writes status, headers and body. Error answers are never cached: rights change.</summary>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.RequestServices.GetService<RecordsMeter>()?.Refused
            .Add(1, new KeyValuePair<string, object?>("code", Code));
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentLanguage = "de";
        if (Challenge is not null)
            response.Headers.WWWAuthenticate = Challenge;
        if (RetryAfter is { } wait)
            response.Headers.RetryAfter = string.Create(
                CultureInfo.InvariantCulture, $"{Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds))}");

        var traceId = Activity.Current?.TraceId.ToHexString() ?? httpContext.TraceIdentifier;
        var document = new ProblemDocument(
            $"urn:records:refusal:{Code}", Title, Status, Detail, Code, Reason, Errors.Count > 0 ? Errors : null,
            traceId, MovedTo);
        return response.WriteAsJsonAsync(document, Form, MediaType, httpContext.RequestAborted);
    }

    /// <summary>Tells the OpenAPI document that errors look like this.</summary>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(
            StatusCodes.Status400BadRequest, typeof(ProblemDocument), [MediaType]));

    // Umlauts stay legible; what HTML could take for markup is still escaped.
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.BasicLatin, UnicodeRanges.Latin1Supplement),
    };
}

/// <summary>One field at fault.</summary>
/// <param name="Pointer">
/// Where in the request body (RFC 6901), such as <c>/documents/0/title</c>; empty for the whole.
/// </param>
/// <param name="Code">Names the rule; API contract.</param>
/// <param name="Detail">A German sentence for a person.</param>
internal sealed record FieldProblem(string Pointer, string Code, string Detail);

/// <summary>
/// The body of an error answer (RFC 9457 section 3.1, with our members code, reason, errors, traceId and movedTo).
/// </summary>
internal sealed record ProblemDocument(
    string Type, string Title, int Status, string Detail, string Code, string? Reason,
    IReadOnlyList<FieldProblem>? Errors, string TraceId, string? MovedTo);
