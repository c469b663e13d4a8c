using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Records.Storage.Json;

/// <summary>
/// Writes a struct that only names a value (<c>CaseFileId</c>, <c>Revision</c>) as the value, so that the stored form
/// does
/// not show how the code wraps it.
/// </summary>
internal sealed class OneValueConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => ValueOf(typeToConvert) is not null;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(
            typeof(Converter<,>).MakeGenericType(typeToConvert, ValueOf(typeToConvert)!.ParameterType))!;

    private static ParameterInfo? ValueOf(Type type) =>
        type is { IsValueType: true, IsPrimitive: false, IsEnum: false, IsGenericType: false }
        && type.Namespace?.StartsWith("Records.Core", StringComparison.Ordinal) == true
        && type.GetConstructors() is [var constructor]
        && constructor.GetParameters() is [{ Name: "Value" or "Name" or "UnixMicros" } value]
            ? value
            : null;

    private sealed class Converter<TStruct, TValue> : JsonConverter<TStruct> where TStruct : struct
    {
        private readonly Func<TValue, TStruct> wrap;
        private readonly Func<TStruct, TValue> unwrap;

        public Converter()
        {
            var constructor = typeof(TStruct).GetConstructors()[0];
            var property = typeof(TStruct).GetProperty(constructor.GetParameters()[0].Name!)!;
            wrap = value => (TStruct)constructor.Invoke([value]);
            unwrap = wrapped => (TValue)property.GetValue(wrapped)!;
        }

        public override TStruct Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<TValue>(ref reader, options) is { } value
                ? wrap(value)
                : throw new JsonException("A value is missing.");

        public override void Write(Utf8JsonWriter writer, TStruct value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, unwrap(value), options);
    }
}
