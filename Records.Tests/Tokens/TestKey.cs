using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Records.Api.Tokens;

namespace Records.Tests.Tokens;

/// <summary>A key pair as an issuer has it: signs tokens of any shape, and shows its public half as a JWK.</summary>
internal sealed class TestKey
{
    private readonly RSA? rsa;
    private readonly ECDsa? ec;

    private TestKey(string id, RSA? rsa, ECDsa? ec) => (Id, this.rsa, this.ec) = (id, rsa, ec);

    public string Id { get; }

    public static TestKey Rsa(string id, int bits = 2048) => new(id, RSA.Create(bits), null);
    public static TestKey Ec(string id) => new(id, null, ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>The same key under another name.</summary>
    public TestKey Named(string id) => new(id, rsa, ec);

    /// <summary>The public half; <paramref name="more"/> are members in front, such as <c>"alg":"RS256",</c>.</summary>
    public string Jwk(string more = "\"use\":\"sig\",")
    {
        if (rsa?.ExportParameters(false) is { } r)
            return $$"""{{{more}}"kid":"{{Id}}","kty":"RSA","n":"{{Text(r.Modulus!)}}","e":"{{Text(r.Exponent!)}}"}""";

        var q = ec!.ExportParameters(false).Q;
        return $$"""{{{more}}"kid":"{{Id}}","kty":"EC","crv":"P-256","x":"{{Text(q.X!)}}","y":"{{Text(q.Y!)}}"}""";
    }

    /// <summary>A token with exactly these bytes as header and payload.</summary>
    public string Sign(TokenAlgorithm algorithm, byte[] header, byte[] payload)
    {
        var signed = $"{Text(header)}.{Text(payload)}";
        var data = Encoding.ASCII.GetBytes(signed);
        var signature = algorithm switch
        {
            TokenAlgorithm.RS256 => rsa!.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            TokenAlgorithm.PS256 => rsa!.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            _ => ec!.SignData(data, HashAlgorithmName.SHA256),
        };
        return $"{signed}.{Text(signature)}";
    }

    /// <summary>A token with this header and payload, as text.</summary>
    public string Sign(TokenAlgorithm algorithm, string header, string payload) =>
        Sign(algorithm, Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes(payload));

    /// <summary>A token with the usual header.</summary>
    public string Sign(TokenAlgorithm algorithm, string payload) =>
        Sign(algorithm, $$"""{"alg":"{{algorithm}}","typ":"at+jwt","kid":"{{Id}}"}""", payload);

    public static KeySet SetOf(params IEnumerable<string> jwks) =>
        KeySet.Read(Encoding.UTF8.GetBytes($$"""{"keys":[{{string.Join(',', jwks)}}]}"""))!;

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
