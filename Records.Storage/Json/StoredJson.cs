using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Records.Storage.Json;

/// <summary>
/// How event contents are written: camelCase names, umlauts as they are, enumerations as kebab-case words, identifiers
/// and other one-value types as that value. Reading is strict: an unknown, missing or doubled member is damage.
/// </summary>
public static class StoredJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        // What is computed is not stored: only what the constructor takes.
        IgnoreReadOnlyProperties = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false),
            new DigestConverter(),
            new OneValueConverterFactory(),
            new ValueListConverterFactory(),
            new HappenedConverter(),
        },
    };
}
