using System.Text.Json;
using System.Text.Json.Serialization;
using Records.Core.Ports;

namespace Records.Actors.Followers;

/// <summary>
/// The pages of a document's text as they lie in their sealed object: a JSON array, one entry a page.
/// </summary>
public static class DocumentPages
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static byte[] Write(IReadOnlyList<PageText> pages) => JsonSerializer.SerializeToUtf8Bytes(pages, Options);

    /// <summary>Throws <see cref="JsonException"/> when the object holds something else.</summary>
    public static async Task<IReadOnlyList<PageText>> ReadAsync(Stream stream, CancellationToken cancel) =>
        await JsonSerializer.DeserializeAsync<PageText[]>(stream, Options, cancel) ?? [];
}
