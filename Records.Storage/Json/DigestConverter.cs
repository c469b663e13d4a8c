using System.Text.Json;
using System.Text.Json.Serialization;
using Records.Core.History;

namespace Records.Storage.Json;

/// <summary>A digest as 64 lower-case hex digits.</summary>
internal sealed class DigestConverter : JsonConverter<Digest>
{
    public override Digest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return Digest.Parse(reader.GetString() ?? "");
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new JsonException("Not a SHA-256 value in hex.", e);
        }
    }

    public override void Write(Utf8JsonWriter writer, Digest value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
