namespace Records.Api.Tokens;

/// <summary>The header of a token (JOSE header), as far as we read it: how it is signed and by which key.</summary>
internal sealed record TokenHeader(TokenAlgorithm Algorithm, string KeyId)
{
    /// <summary>The longest key id, in characters.</summary>
    public const int MaxKeyId = 128;

    /// <summary>The algorithm of that name, compared as an exact string, or null.</summary>
    public static TokenAlgorithm? AlgorithmOf(string? name) => name switch
    {
        "RS256" => TokenAlgorithm.RS256,
        "PS256" => TokenAlgorithm.PS256,
        "ES256" => TokenAlgorithm.ES256,
        _ => null,
    };

    /// <summary>
    /// Reads the header's bytes: the header, or null and the reason to refuse. A key or the address of one in the
    /// header (jwk, jku, x5c, x5u) is never read: the issuer's keys come from the issuer.
    /// </summary>
    public static TokenHeader? Read(byte[] utf8, TokenRules rules, out string fault)
    {
        var header = StrictJson.ReadObject(utf8);
        var algorithm = AlgorithmOf(header?.Text("alg"));
        var keyId = header?.Text("kid");
        fault = header switch
        {
            null => TokenFault.HeaderUnreadable,
            { } h when h.Has("crit") || h.Has("b64") => TokenFault.Extension,
            { } h when !IsAccessToken(h.Text("typ")) => TokenFault.WrongType,
            _ when algorithm is null || !rules.Algorithms.Contains(algorithm.Value) => TokenFault.AlgorithmRefused,
            _ when keyId is not { Length: > 0 and <= MaxKeyId } => TokenFault.KeyIdMissing,
            _ => "",
        };
        return fault.Length == 0 ? new(algorithm!.Value, keyId!) : null;
    }

    // A media type, so without regard to case, and the prefix may be left out (RFC 7515 section 4.1.9).
    private static bool IsAccessToken(string? type) =>
        string.Equals(type, "at+jwt", StringComparison.OrdinalIgnoreCase)
        || string.Equals(type, "application/at+jwt", StringComparison.OrdinalIgnoreCase);
}
