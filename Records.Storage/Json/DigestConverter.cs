using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Records.Core.History;

namespace Records.Storage.Json;

/// <summary>A digest as 64 lower-case hex digits.</summary>
internal sealed class DigestConverter : JsonConverter<Digest>
{
    public override Digest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // As it is always written: no string in between.
        Span<byte> bytes = stackalloc byte[Digest.Size];
        if (reader is { TokenType: JsonTokenType.String, HasValueSequence: false, ValueSpan.Length: 2 * Digest.Size }
            && Convert.FromHexString(reader.ValueSpan, bytes, out _, out _) == OperationStatus.Done)
            return Digest.FromBytes(bytes);

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
