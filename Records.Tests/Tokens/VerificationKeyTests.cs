using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Records.Api.Tokens;
using Xunit;
using static Records.Api.Tokens.TokenAlgorithm;

namespace Records.Tests.Tokens;

public sealed class VerificationKeyTests : Suite<VerificationKeyTests>, ISuite
{
    public static Test Tests => TestList("key set",
        TestList("leaves out",
            [.. Unfit.Select(c => TestCase(c.Name, () =>
            {
                // The good one beside it shows that one bad key spoils nothing.
                var set = TestKey.SetOf(c.Jwk, Good.Jwk());
                Assert.Equal(1, set.Count);
                Assert.NotNull(set.Find("good", ES256));
            }))]),
        TestList("is none",
            [.. NoSets.Select(text => TestCase(text.Length > 40 ? text[..40] : text, () =>
                Assert.Null(KeySet.Read(Encoding.UTF8.GetBytes(text)))))]),
        TestCase("may be empty", () => Assert.Equal(0, TestKey.SetOf().Count)),
        TestCase("a key without an alg serves the algorithms of its type", () =>
        {
            var set = TestKey.SetOf(TestKey.Rsa("r").Jwk(), Good.Jwk());
            Assert.NotNull(set.Find("r", RS256));
            Assert.NotNull(set.Find("r", PS256));
            Assert.Null(set.Find("r", ES256));
            Assert.Null(set.Find("good", RS256));
        }),
        TestCase("a leading zero of the modulus is no part of it", () =>
        {
            var key = TestKey.Rsa("r");
            var jwk = key.Jwk();
            var modulus = JsonDocument.Parse(jwk).RootElement.GetProperty("n").GetString()!;
            var padded = Text([0, .. StrictBase64Url.Decode(modulus)!]);
            var set = TestKey.SetOf(jwk.Replace(modulus, padded, StringComparison.Ordinal));
            var token = key.Sign(RS256, "{}").Split('.');
            Assert.True(set.Find("r", RS256)!.Verify(
                RS256, Encoding.ASCII.GetBytes($"{token[0]}.{token[1]}"), StrictBase64Url.Decode(token[2])!));
        }));

    private static readonly TestKey Good = TestKey.Ec("good");

    private const string X = "fKsHx3H1ItOl4GC8cDWd7VxiZsRUSnL3Pl0LR3cDeaU";
    private const string Y = "CBgwOjcQA2eGSmNloKfxwrSLAgGXXQvhcI5727J-SDE";

    private static (string Name, string Jwk)[] Unfit =>
    [
        ("what is no object", "17"),
        ("a key without a name", TestKey.Ec("").Jwk()),
        ("a key with a name of 129 characters", TestKey.Ec(new('k', 129)).Jwk()),
        ("a key for encryption", TestKey.Ec("k").Jwk("\"use\":\"enc\",")),
        ("a key for nothing in particular", TestKey.Ec("k").Jwk("")),
        ("a key bound to an algorithm we do not know", TestKey.Ec("k").Jwk("\"use\":\"sig\",\"alg\":\"ES512\",")),
        ("an EC key bound to an RSA algorithm", TestKey.Ec("k").Jwk("\"use\":\"sig\",\"alg\":\"RS256\",")),
        ("a key whose alg is a number", TestKey.Ec("k").Jwk("\"use\":\"sig\",\"alg\":256,")),
        ("a secret key", """{"use":"sig","kid":"k","kty":"oct","k":"AAAA"}"""),
        ("a type nobody knows", """{"use":"sig","kid":"k","kty":"OKP","crv":"Ed25519","x":"AAAA"}"""),
        ("another curve", $$"""{"use":"sig","kid":"k","kty":"EC","crv":"P-384","x":"{{X}}","y":"{{Y}}"}"""),
        ("a point off the curve", $$"""{"use":"sig","kid":"k","kty":"EC","crv":"P-256","x":"{{X}}","y":"{{X}}"}"""),
        ("the point of all zeros",
            $$"""{"use":"sig","kid":"k","kty":"EC","crv":"P-256","x":"{{Zeros}}","y":"{{Zeros}}"}"""),
        ("a coordinate too short", $$"""{"use":"sig","kid":"k","kty":"EC","crv":"P-256","x":"AAAA","y":"{{Y}}"}"""),
        ("a coordinate with padding",
            $$"""{"use":"sig","kid":"k","kty":"EC","crv":"P-256","x":"{{X}}=","y":"{{Y}}"}"""),
        ("an EC key without y", $$"""{"use":"sig","kid":"k","kty":"EC","crv":"P-256","x":"{{X}}"}"""),
        ("RSA of 1024 bit", TestKey.Rsa("k", 1024).Jwk()),
        ("RSA that is long with zeros only", RsaJwk([.. new byte[200], .. Ones(100)], [1, 0, 1])),
        ("RSA of 16384 bit", RsaJwk(Ones(2048), [1, 0, 1])),
        ("RSA with the exponent 1", RsaJwk(Ones(256), [1])),
        ("RSA with an even exponent", RsaJwk(Ones(256), [4])),
        ("RSA with a huge exponent", RsaJwk(Ones(256), Ones(256))),
        ("RSA without a modulus", """{"use":"sig","kid":"k","kty":"RSA","e":"AQAB"}"""),
        ("RSA with an empty modulus", """{"use":"sig","kid":"k","kty":"RSA","n":"","e":"AQAB"}"""),
    ];

    private static string[] NoSets =>
    [
        "", "[]", "null", "{}", """{"keys":{}}""", """{"keys":[]} x""", """{"keys":[],"keys":[]}""", "<html>",
        $$"""{"keys":[{{string.Join(',', Enumerable.Repeat("1", 101))}}]}""",
    ];

    private static readonly string Zeros = new('A', 43);

    private static byte[] Ones(int count) => [.. Enumerable.Repeat((byte)0xff, count)];

    private static string RsaJwk(byte[] modulus, byte[] exponent) =>
        $$"""{"use":"sig","kid":"k","kty":"RSA","n":"{{Text(modulus)}}","e":"{{Text(exponent)}}"}""";

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
