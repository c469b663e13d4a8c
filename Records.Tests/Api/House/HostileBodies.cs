using System.Text;

namespace Records.Tests.Api.House;

/// <summary>Bodies that no route takes, each with what is wrong about it.</summary>
internal static class HostileBodies
{
    public static IReadOnlyList<(string Fault, byte[] Bytes)> All { get; } =
    [
        .. Texts.Select(text => (text.Fault, Encoding.UTF8.GetBytes(text.Json))),
        ("invalid UTF-8 in a name", [.. "{\"a"u8, 0xff, .. "\":1}"u8]),
        ("invalid UTF-8 in a value", [.. "{\"legalBasis\":\"a"u8, 0xc3, 0x28, .. "\"}"u8]),
        ("overlong UTF-8", [.. "{\"legalBasis\":\""u8, 0xc0, 0x80, .. "\"}"u8]),
        ("a surrogate in UTF-8", [.. "{\"legalBasis\":\""u8, 0xed, 0xa0, 0x80, .. "\"}"u8]),
        ("cut UTF-8", [.. "{\"legalBasis\":\""u8, 0xe2, 0x82]),
        ("UTF-16", Encoding.Unicode.GetBytes("{\"fields\":{}}")),
        ("UTF-16 with its mark", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("{}")]),
        ("UTF-8 with its mark", [.. Encoding.UTF8.GetPreamble(), .. "{}"u8]),
        ("NUL bytes", new byte[64]),
        ("all bytes", [.. Enumerable.Range(0, 256).Select(b => (byte)b)]),
        ("40 arrays deep", Encoding.ASCII.GetBytes($"{{\"fields\":{new string('[', 40)}{new string(']', 40)}}}")),
        ("40 objects deep",
            Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"fields\":", 40)) + "1" + new string('}', 40))),
        ("100,000 open arrays", Encoding.ASCII.GetBytes(new string('[', 100_000))),
    ];

    private static IEnumerable<(string Fault, string Json)> Texts =>
    [
        ("null", "null"), ("true", "true"), ("a number", "1"), ("a string", "\"{}\""), ("an array", "[]"),
        ("an array with an object", "[{}]"),
        ("only space", "   "), ("an open object", "{"), ("an open array", "["), ("a closed object", "}"),
        ("an open string", "{\"a"),
        ("an open value", "{\"fields\":"), ("an object and more", "{}{}"), ("an object and a comma", "{},"),
        ("a last comma", "{\"fields\":{},}"),
        ("a first comma", "{,\"fields\":{}}"), ("two commas", "{\"fields\":{},,\"effective\":null}"),
        ("no colon", "{\"fields\" {}}"),
        ("an equals sign", "{\"fields\"={}}"), ("single quotes", "{'fields':{}}"), ("a bare name", "{fields:{}}"),
        ("a comment", "{/* hier */\"fields\":{}}"), ("a line comment", "{\"fields\":{}}// Ende"),
        ("a hash comment", "# hier\n{}"),
        ("a line break in a string", "{\"legalBasis\":\"a\nb\"}"), ("a tab in a string", "{\"legalBasis\":\"a\tb\"}"),
        ("an unknown escape", "{\"legalBasis\":\"\\x41\"}"), ("a short escape", "{\"legalBasis\":\"\\u00\"}"),
        ("a lone high surrogate", "{\"legalBasis\":\"\\ud800\"}"),
        ("a lone low surrogate", "{\"legalBasis\":\"\\udc00\"}"),
        ("surrogates the wrong way round", "{\"legalBasis\":\"\\udc00\\ud800\"}"),
        ("a lone surrogate in a name", "{\"\\ud800\":1}"),
        ("a lone surrogate as a field", "{\"fields\":{\"\\ud800\":\"a\"}}"), ("NaN", "{\"limit\":NaN}"),
        ("Infinity", "{\"limit\":-Infinity}"),
        ("a plus sign", "{\"limit\":+1}"), ("a leading zero", "{\"limit\":01}"), ("a bare point", "{\"limit\":.5}"),
        ("hexadecimal", "{\"limit\":0x10}"),
        ("a huge number", "{\"limit\":1e400}"), ("a capital literal", "{\"effective\":NULL}"),
        ("an unknown member", "{\"fieldz\":{}}"),
        ("an unknown member in capitals", "{\"Fields\":{\"subject\":\"a\"}}"),
        ("a type name", "{\"$type\":\"System.IO.FileInfo\"}"),
        ("a prototype", "{\"__proto__\":{}}"), ("an empty name", "{\"\":1}"),
        ("a member twice", "{\"effective\":null,\"effective\":null}"),
        ("a member twice, once escaped", "{\"effective\":null,\"\\u0065ffective\":null}"),
        ("fields twice", "{\"fields\":{\"subject\":\"a\"},\"fields\":{\"subject\":\"b\"}}"),
        ("one field twice", "{\"fields\":{\"subject\":\"a\",\"subject\":\"b\"}}"),
        ("fields as text", "{\"fields\":\"subject\"}"),
        ("fields as a list", "{\"fields\":[\"subject\"]}"), ("fields null", "{\"fields\":null}"),
        ("a field as a number", "{\"fields\":{\"subject\":1}}"),
        ("a field as an object", "{\"fields\":{\"subject\":{\"a\":1}}}"),
        ("a field as a list", "{\"fields\":{\"subject\":[\"a\"]}}"),
        ("a day that is none", "{\"effective\":\"2026-02-30\"}"), ("a day as a number", "{\"effective\":20260230}"),
        ("a day with a time", "{\"effective\":\"2026-02-03T00:00:00Z\"}"),
        ("a legal basis as a number", "{\"legalBasis\":30}"),
    ];
}
