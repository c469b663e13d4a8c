using System.Text.Json;
using System.Text.Unicode;

namespace Records.Api.Tokens;

/// <summary>
/// JSON read so that no two readers can disagree about it: one object, valid UTF-8, no member twice at any level,
/// nothing after it, no NUL and no half surrogate in any text, bounded depth.
/// </summary>
internal static class StrictJson
{
    /// <summary>More than any issuer nests, and little enough that reading it is cheap.</summary>
    private const int MaxDepth = 16;

    private static readonly JsonDocumentOptions Options = new()
    {
        MaxDepth = MaxDepth,
        AllowDuplicateProperties = false,
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
    };

    /// <summary>The object, which owns its memory, or null when the bytes are anything else.</summary>
    public static JsonElement? ReadObject(ReadOnlyMemory<byte> utf8)
    {
        if (!Utf8.IsValid(utf8.Span))
            return null;

        try
        {
            using var document = JsonDocument.Parse(utf8, Options);
            return document.RootElement.ValueKind is JsonValueKind.Object && IsClean(document.RootElement)
                ? document.RootElement.Clone()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // The reader's word for an escaped half surrogate, which it finds only when it makes a string of it.
            return null;
        }
    }

    extension(JsonElement element)
    {
        /// <summary>The text of a member, or null when it is missing or no text.</summary>
        public string? Text(string name) =>
            element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
                ? value.GetString()
                : null;

        /// <summary>Whether there is such a member, of whatever type.</summary>
        public bool Has(string name) => element.TryGetProperty(name, out _);
    }

    private static bool IsClean(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().All(member => IsClean(member.Name) && IsClean(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().All(IsClean),
        JsonValueKind.String => IsClean(element.GetString()!),
        _ => true,
    };

    private static bool IsClean(string text) => !text.Contains('\0');
}
