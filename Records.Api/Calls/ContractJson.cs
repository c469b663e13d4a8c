using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Records.Api.Calls;

/// <summary>
/// What every body that changes something may say besides its own fields.
/// </summary>
internal interface ICommandContract
{
    /// <summary>The day from which it holds, when that is not today.</summary>
    DateOnly? Effective { get; }

    /// <summary>The rule it rests on, such as <c>AO § 30</c>; at most 200 characters, no personal data.</summary>
    string? LegalBasis { get; }
}

/// <summary>JSON as the API reads it: strict, bounded, and in one place.</summary>
internal static class ContractJson
{
    /// <summary>The largest JSON body in bytes; content goes by another door.</summary>
    public const int MaxBytes = 256 * 1024;

    public static JsonSerializerOptions Options { get; } = Configure(new(JsonSerializerDefaults.Web));

    /// <summary>
    /// Applied to the framework's serializer too, so that answers and the OpenAPI document follow the same rules.
    /// </summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.MaxDepth = 32;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.Converters.Add(new UtcTimeConverter());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        return options;
    }

    /// <summary>An empty body is an empty object: many acts need to say nothing.</summary>
    public static T Read<T>(byte[] body) where T : notnull =>
        JsonSerializer.Deserialize<T>(body.Length == 0 ? "{}"u8 : body, Options)
            ?? throw new JsonException("null is no request.");

    /// <summary>
    /// Throws <see cref="BadHttpRequestException"/> with 413 or 415 where the body is too large or no JSON.
    /// </summary>
    public static async Task<byte[]> ReadBytesAsync(HttpContext http, CancellationToken cancel)
    {
        if (http.Request.ContentLength > MaxBytes)
            throw new BadHttpRequestException("Body too large.", StatusCodes.Status413PayloadTooLarge);
        if (http.Request.ContentLength is not 0
            && http.Request.ContentType is not null && !http.Request.HasJsonContentType())
            throw new BadHttpRequestException("Not JSON.", StatusCodes.Status415UnsupportedMediaType);

        using var buffer = new MemoryStream();
        var piece = new byte[16 * 1024];
        for (int read; (read = await http.Request.Body.ReadAsync(piece, cancel)) > 0;)
        {
            if (buffer.Length + read > MaxBytes)
                throw new BadHttpRequestException("Body too large.", StatusCodes.Status413PayloadTooLarge);
            buffer.Write(piece, 0, read);
        }
        return buffer.ToArray();
    }
}

/// <summary>
/// Moments as RFC 3339 in UTC with microseconds, as events are stamped: <c>2026-11-01T09:00:00.000000Z</c>. A shorter
/// form
/// would make "as of this event" mean a moment before it.
/// </summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(
            value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
}
