using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Records.Api.Access;
using Records.Api.Calls;
using Records.Core.Access;

namespace Records.Api;

/// <summary>
/// What the OpenAPI document says of a route beyond its types, told from what the route says of itself: who may call
/// it,
/// which headers guard it, what goes in, and what may come back.
/// </summary>
internal static class OperationDescription
{
    public static async Task DescribeAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
        if (metadata.OfType<OpenToAll>().FirstOrDefault() is { } open)
            operation.Extensions["x-open"] = new JsonNodeExtension(open.Reason);
        if (metadata.OfType<RequiresAct>().FirstOrDefault() is not { Act: var act })
            return;

        // Who may call it is part of the contract.
        operation.Extensions["x-permission"] = new JsonNodeExtension(act.ToString());
        operation.Security = [new() { [new OpenApiSecuritySchemeReference("bearer", context.Document)] = [] }];

        var route = new Route(
            act, context.Description.HttpMethod!, context.Description.RelativePath!, operation.RequestBody is not null,
            metadata.OfType<SeesRevision>().Any());
        if (metadata.OfType<RequestExample>().FirstOrDefault() is { Body: var example })
            foreach (var body in operation.RequestBody!.Content!.Values)
                body.Example = example.DeepClone();
        operation.Parameters = [.. operation.Parameters ?? [], .. HeadersOf(route)];
        foreach (var (status, meaning) in ErrorsOf(route))
            Add(operation.Responses!, status, meaning);
        if (route.Writes && !route.IsUpload)
            await DescribeProbeAsync(operation, context, cancel);
    }

    // In one place for every change, as Changes answers it.
    private static async Task DescribeProbeAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        operation.Parameters!.Add(new OpenApiParameter
        {
            Name = Probes.Parameter,
            In = ParameterLocation.Query,
            Description = "Nur fragen: dieselbe Entscheidung, ohne dass etwas geschieht. Ein Idempotency-Key ist "
                + "dann nicht nötig und wird nicht beachtet.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.Boolean, Enum = [JsonValue.Create(true)] },
            Example = JsonValue.Create(true),
        });
        var schema = await context.GetOrCreateSchemaAsync(typeof(ProbeAnswer), cancellationToken: cancel);
        context.Document!.AddComponent(nameof(ProbeAnswer), schema);
        operation.Responses!.TryAdd("200", new OpenApiResponse { Description = "Die Antwort auf eine Probe." });
        var success = (OpenApiResponse)operation.Responses["200"];
        success.Content ??= new Dictionary<string, OpenApiMediaType>();
        success.Content[ProbeResult.MediaType] = new()
        {
            Schema = new OpenApiSchemaReference(nameof(ProbeAnswer), context.Document),
        };
    }

    private static IEnumerable<IOpenApiParameter> HeadersOf(Route route)
    {
        if (route.Changes)
            yield return Header("If-Match", isRequired: true, "Der ETag des gesehenen Standes.", "\"3\"");
        if (route.Writes && !route.IsUpload)
            yield return Header(
                "Idempotency-Key", route.Creates, "Derselbe Schlüssel mit derselben Anfrage wirkt nur einmal.",
                "\"5f0c8a4e\"");
        if (route.IsUpload)
        {
            yield return Header(
                "Content-Disposition", isRequired: true, "Der Dateiname.", "attachment; filename*=UTF-8''Bescheid.pdf");
            yield return Header(
                "Repr-Digest", isRequired: false, "Die Prüfsumme, die der Inhalt haben muss (RFC 9530).",
                "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:");
        }
        if (route.Waits)
        {
            yield return Header("Minimum-Position", isRequired: false,
                "Die Antwort wartet, bis die Übersichten so weit sind.", "4711");
            yield return Header(
                "Prefer", isRequired: false, "Wie viele Sekunden sie höchstens wartet (RFC 7240).", "wait=5");
        }
    }

    private static IEnumerable<(int Status, string Meaning)> ErrorsOf(Route route)
    {
        yield return (401, "Kein gültiges Zugangstoken.");
        yield return (403, "Rolle oder Anwendung dürfen das nicht.");
        if (route.Path.Contains('{', StringComparison.Ordinal))
            yield return (404, "Das gibt es nicht, oder nicht für Sie.");
        if (route.Writes)
            yield return (409, "Der Stand der Akte lässt es nicht zu.");
        if (route.IsContent)
            yield return (410, "Der Inhalt wurde gelöscht.");
        if (route.Changes)
            yield return (412, "Der Stand wurde inzwischen geändert.");
        if (route.HasBody)
        {
            yield return (413, "Der Inhalt ist zu groß.");
            yield return (415, "Dieser Content-Type ist nicht vorgesehen.");
            yield return (422, "Eine Angabe ist nicht zulässig; errors nennt die Stelle.");
        }
        if (route.Changes)
            yield return (428, "If-Match fehlt.");
        yield return (429, "Zu viele Anfragen; Retry-After sagt, wann es weitergeht.");
        yield return (503, "Zurzeit nicht verfügbar oder überlastet; nichts wurde gespeichert.");
        if (route.Waits)
            yield return (504, "Der verlangte Stand ist noch nicht erreicht.");
    }

    // Every error has the form the 400 of the route declares.
    private static void Add(OpenApiResponses responses, int status, string meaning) =>
        responses[status.ToString(CultureInfo.InvariantCulture)] =
            new OpenApiResponse { Description = meaning, Content = responses["400"].Content };

    private static OpenApiParameter Header(string name, bool isRequired, string meaning, string example) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Required = isRequired,
        Description = meaning,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        Example = JsonValue.Create(example),
    };

    private sealed record Route(Act Act, string Method, string Path, bool HasBody, bool SeesRevision)
    {
        public bool Writes => Permissions.Writes(Act);
        public bool IsUpload => Path.TrimEnd('/').EndsWith("/uploads", StringComparison.Ordinal);
        public bool IsContent => !Writes && Path.Contains("/versions/", StringComparison.Ordinal);
        public bool Creates => Writes && HttpMethods.IsPost(Method) && !IsUpload;
        public bool Changes => SeesRevision || (Writes && !HttpMethods.IsPost(Method));
        public bool Waits => Act is Act.ReadCaseFile or Act.ReadInTray;
    }
}
