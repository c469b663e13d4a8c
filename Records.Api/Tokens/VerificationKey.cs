using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;

namespace Records.Api.Tokens;

/// <summary>
/// A public key of the issuer that may verify tokens, bound to the algorithms its type, and its own <c>alg</c>
/// where it has one, allow (RFC 8725 section 3.1). Safe to use from many threads.
/// </summary>
internal abstract class VerificationKey
{
    private VerificationKey(string keyId, TokenAlgorithm? only) => (KeyId, Only) = (keyId, only);

    /// <summary>The issuer's name for it: a dictionary key and nothing else.</summary>
    public string KeyId { get; }

    private TokenAlgorithm? Only { get; }

    /// <summary>Whether a token signed this way may name this key.</summary>
    public bool Fits(TokenAlgorithm algorithm) => FitsType(algorithm) && (Only is null || Only == algorithm);

    /// <summary>
    /// Whether the signature is this key's over the data. The algorithm must fit; one that does not verifies nothing.
    /// </summary>
    public bool Verify(TokenAlgorithm algorithm, byte[] data, byte[] signature) =>
        Fits(algorithm) && VerifyFitting(algorithm, data, signature);

    /// <summary>
    /// Reads one JWK (RFC 7517). Null for a key that is not for us or not sound: another use than <c>sig</c>, no
    /// <c>kid</c> of 1 to 128 characters, RSA below 2048 bit, a point off the curve, anything malformed.
    /// </summary>
    public static VerificationKey? Read(JsonElement jwk)
    {
        if (jwk.ValueKind is not JsonValueKind.Object || jwk.Text("use") != "sig"
            || jwk.Text("kid") is not { Length: > 0 and <= TokenHeader.MaxKeyId } keyId)
            return null;

        TokenAlgorithm? only = null;
        if (jwk.Has("alg"))
        {
            only = TokenHeader.AlgorithmOf(jwk.Text("alg"));
            if (only is null)
                return null;
        }

        try
        {
            VerificationKey? key = jwk.Text("kty") switch
            {
                "RSA" => Rsa.Read(keyId, only, jwk),
                "EC" => Ec.Read(keyId, only, jwk),
                _ => null,
            };
            return only is { } algorithm && key?.FitsType(algorithm) is false ? null : key;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private protected abstract bool FitsType(TokenAlgorithm algorithm);

    private protected abstract bool VerifyFitting(TokenAlgorithm algorithm, byte[] data, byte[] signature);

    private static byte[]? Bytes(JsonElement jwk, string name) =>
        jwk.Text(name) is { Length: > 0 } text ? StrictBase64Url.Decode(text) : null;

    /// <summary>Runs the work on an object of its own: the framework promises nothing for one that is shared.</summary>
    private static bool Borrow<T>(ConcurrentBag<T> idle, Func<T> make, Func<T, bool> work)
    {
        if (!idle.TryTake(out var algorithm))
            algorithm = make();
        var answer = work(algorithm);
        idle.Add(algorithm);
        return answer;
    }

    /// <summary>
    /// An RSA key (RFC 7518 section 6.3), 2048 to 8192 bit: below is too weak, above is a way to keep us busy.
    /// </summary>
    private sealed class Rsa(string keyId, TokenAlgorithm? only, RSAParameters parameters)
        : VerificationKey(keyId, only)
    {
        private readonly ConcurrentBag<RSA> idle = [RSA.Create(parameters)];

        public static Rsa? Read(string keyId, TokenAlgorithm? only, JsonElement jwk)
        {
            if (Bytes(jwk, "n") is not { } modulus || Bytes(jwk, "e") is not { Length: > 0 and <= 4 } exponent)
                return null;

            modulus = [.. modulus.SkipWhile(b => b == 0)];
            var bits = modulus is [var first, ..] ? modulus.Length * 8 - byte.LeadingZeroCount(first) : 0;
            var isOne = exponent[^1] == 1 && exponent[..^1].All(b => b == 0);
            return bits is >= 2048 and <= 8192 && exponent[^1] % 2 == 1 && !isOne
                ? new(keyId, only, new() { Modulus = modulus, Exponent = exponent })
                : null;
        }

        private protected override bool FitsType(TokenAlgorithm algorithm) =>
            algorithm is TokenAlgorithm.RS256 or TokenAlgorithm.PS256;

        private protected override bool VerifyFitting(TokenAlgorithm algorithm, byte[] data, byte[] signature) =>
            signature.Length == parameters.Modulus!.Length
            && Borrow(idle, () => RSA.Create(parameters), rsa => rsa.VerifyData(
                data, signature, HashAlgorithmName.SHA256,
                algorithm is TokenAlgorithm.PS256 ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1));
    }

    /// <summary>A key on the curve P-256 (RFC 7518 section 6.2). A point off the curve is no key.</summary>
    private sealed class Ec(string keyId, TokenAlgorithm? only, ECParameters parameters) : VerificationKey(keyId, only)
    {
        private readonly ConcurrentBag<ECDsa> idle = [ECDsa.Create(parameters)];

        // The order of the group (FIPS 186-4, D.1.2.3): r and s lie between it and zero.
        private static readonly byte[] Order =
            Convert.FromHexString("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");

        public static Ec? Read(string keyId, TokenAlgorithm? only, JsonElement jwk) =>
            jwk.Text("crv") == "P-256" && Bytes(jwk, "x") is { Length: 32 } x && Bytes(jwk, "y") is { Length: 32 } y
                ? new(keyId, only, new() { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = x, Y = y } })
                : null;

        private protected override bool FitsType(TokenAlgorithm algorithm) => algorithm is TokenAlgorithm.ES256;

        private protected override bool VerifyFitting(TokenAlgorithm algorithm, byte[] data, byte[] signature) =>
            signature.Length == 64 && InRange(signature.AsSpan(0, 32)) && InRange(signature.AsSpan(32))
            && Borrow(idle, () => ECDsa.Create(parameters), ecdsa => ecdsa.VerifyData(
                data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));

        private static bool InRange(ReadOnlySpan<byte> number) =>
            number.ContainsAnyExcept((byte)0) && number.SequenceCompareTo(Order) < 0;
    }
}
