using System.Linq.Expressions;
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
            typeof(Converter<,>).MakeGenericType(typeToConvert, ValueOf(typeToConvert)!.ParameterType), options)!;

    private static ParameterInfo? ValueOf(Type type) =>
        type is { IsValueType: true, IsPrimitive: false, IsEnum: false, IsGenericType: false }
        && type.Namespace?.StartsWith("Records.Core", StringComparison.Ordinal) == true
        && type.GetConstructors() is [var constructor]
        && constructor.GetParameters() is [{ Name: "Value" or "Name" or "UnixMicros" } value]
            ? value
            : null;

    private sealed class Converter<TStruct, TValue> : JsonConverter<TStruct> where TStruct : struct
    {
        private readonly JsonConverter<TValue> ofValue;
        private readonly Func<TValue, TStruct> wrap;
        private readonly Func<TStruct, TValue> unwrap;

        // Compiled: an event has a dozen of these, and a long file ten thousand events.
        public Converter(JsonSerializerOptions options)
        {
            var constructor = typeof(TStruct).GetConstructors()[0];
            var (value, wrapped) = (Expression.Parameter(typeof(TValue)), Expression.Parameter(typeof(TStruct)));
            ofValue = (JsonConverter<TValue>)options.GetConverter(typeof(TValue));
            wrap = Expression.Lambda<Func<TValue, TStruct>>(Expression.New(constructor, value), value).Compile();
            unwrap = Expression.Lambda<Func<TStruct, TValue>>(
                Expression.Property(wrapped, constructor.GetParameters()[0].Name!), wrapped).Compile();
        }

        public override TStruct Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            ofValue.Read(ref reader, typeof(TValue), options) is { } value
                ? wrap(value)
                : throw new JsonException("A value is missing.");

        public override void Write(Utf8JsonWriter writer, TStruct value, JsonSerializerOptions options) =>
            ofValue.Write(writer, unwrap(value), options);
    }
}
