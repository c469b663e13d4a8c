using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Records.Api.Tokens;

/// <summary>
/// The signing key of the local issuer for one tenant: ES256, kept in a file of its owner across restarts.
/// </summary>
internal sealed class LocalKey : IDisposable
{
    private readonly Lock gate = new();
    private readonly ECDsa key;

    /// <summary>
    /// Opens the key at the path (PKCS #8, PEM), and makes it when there is none. Throws as <see cref="OwnerFile"/>
    /// does.
    /// </summary>
    public LocalKey(string path)
    {
        key = ECDsa.Create();
        key.ImportFromPem(OwnerFile.ReadOrCreate(path, () =>
        {
            using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            return fresh.ExportPkcs8PrivateKeyPem();
        }));

        var point = key.ExportParameters(false).Q;
        (X, Y) = (Base64Url.EncodeToString(point.X!), Base64Url.EncodeToString(point.Y!));

        // RFC 7638: the required members in lexical order, so that a key has one name wherever it is computed.
        KeyId = Base64Url.EncodeToString(SHA256.HashData(
            Encoding.ASCII.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{X}}","y":"{{Y}}"}""")));
    }

    public string KeyId { get; }

    private string X { get; }

    private string Y { get; }

    /// <summary>The public half, as a JWK Set of one.</summary>
    public string PublicSet =>
        $$"""
        {"keys":[{"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","kid":"{{KeyId}}","x":"{{X}}","y":"{{Y}}"}]}
        """;

    /// <summary>An access token (RFC 9068) with this payload.</summary>
    public string Sign(ReadOnlySpan<byte> payload)
    {
        var header = Encoding.ASCII.GetBytes($$"""{"alg":"ES256","typ":"at+jwt","kid":"{{KeyId}}"}""");
        var signed = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(payload)}";
        lock (gate)
        {
            var signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256);
            return $"{signed}.{Base64Url.EncodeToString(signature)}";
        }
    }

    public void Dispose() => key.Dispose();
}
