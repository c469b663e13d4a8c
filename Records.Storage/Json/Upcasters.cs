using System.Text.Json;
using System.Text.Json.Nodes;
using Records.Core.Ports;

namespace Records.Storage.Json;

/// <summary>
/// Lifts old stored forms to the present one, a form at a time. The stored bytes never change; what is lifted is the
/// reading of them. Each step takes the content of form n and gives that of form n + 1.
/// </summary>
public sealed class Upcasters(IReadOnlyDictionary<EventType, Func<JsonObject, JsonObject>> steps)
{
    /// <summary>Every form ever released is still the present one.</summary>
    public static Upcasters None { get; } = new(new Dictionary<EventType, Func<JsonObject, JsonObject>>());

    /// <summary>
    /// Throws <see cref="UnknownEventException"/> where a step is missing, <see cref="JsonException"/> for damage.
    /// </summary>
    public JsonObject Lift(EventType stored, int present, ReadOnlySpan<byte> content)
    {
        var lifted = JsonNode.Parse(content, documentOptions: Strict) as JsonObject
            ?? throw new JsonException($"'{stored}' has no content.");
        for (var form = stored.Form; form < present; form++)
            lifted = steps.TryGetValue(stored with { Form = form }, out var step)
                ? step(lifted)
                : throw new UnknownEventException(stored);
        return lifted;
    }

    private static JsonDocumentOptions Strict { get; } = new() { AllowDuplicateProperties = false };
}
