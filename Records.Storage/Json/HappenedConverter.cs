using System.Text.Json;
using System.Text.Json.Serialization;
using Records.Core.CaseFiles;
using Records.Core.Ports;

namespace Records.Storage.Json;

/// <summary>
/// An event within an event: with its stored name and form, as it would lie in the store by itself. So it is read for
/// as long as that form is.
/// </summary>
internal sealed class HappenedConverter : JsonConverter<CaseFileEvent>
{
    // Made when it is first asked for: the codec itself writes by the options that this converter is one of.
    private static readonly Lazy<CaseFileEventCodec> Codec = new(() => new());

    public override CaseFileEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var form = JsonSerializer.Deserialize<Form>(ref reader, options) ?? throw new JsonException("No event.");
        return Codec.Value.Decode(
            new(form.Type, form.Number), JsonSerializer.SerializeToUtf8Bytes(form.Content, options));
    }

    public override void Write(Utf8JsonWriter writer, CaseFileEvent value, JsonSerializerOptions options)
    {
        var encoded = Codec.Value.Encode(value);
        writer.WriteStartObject();
        writer.WriteString("type", encoded.Type.Name);
        writer.WriteNumber("form", encoded.Type.Form);
        writer.WritePropertyName("content");
        writer.WriteRawValue(encoded.Content.Span);
        writer.WriteEndObject();
    }

    private sealed record Form(string Type, [property: JsonPropertyName("form")] int Number, JsonElement Content);
}
