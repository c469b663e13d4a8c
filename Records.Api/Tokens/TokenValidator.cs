using System.Text;
using Records.Core.History;

namespace Records.Api.Tokens;

/// <summary>
/// Decides whether a bearer token is an access token of the tenant's issuer, meant for us and valid now (RFC 9068
/// section 4, RFC 8725). Never throws for anything that can stand in a token, and reads nothing of the payload
/// before the signature is verified.
/// </summary>
internal sealed class TokenValidator(TokenRules rules, ITokenKeys keys, TimeProvider clock)
{
    private readonly ProvenTokens proven = new();

    /// <summary>The rules it goes by.</summary>
    public TokenRules Rules => rules;

    /// <summary>The verdict. May wait for the issuer's keys for a bounded time.</summary>
    public async ValueTask<TokenVerdict> ValidateAsync(string token, CancellationToken cancel)
    {
        if (token.Length > TokenRules.MaxLength)
            return Refuse(TokenFault.TooLong);
        var name = ProvenTokens.NameOf(token);
        if (proven.Find(name) is { } known && await StandsAsync(known, cancel))
            return new TokenVerdict.Valid(known.Dated.Claims);
        if (token.Split('.') is not [var headerPart, var payloadPart, var signaturePart]
            || StrictBase64Url.Decode(headerPart) is not { Length: > 0 } headerBytes
            || StrictBase64Url.Decode(payloadPart) is not { Length: > 0 } payloadBytes
            || StrictBase64Url.Decode(signaturePart) is not { Length: > 0 } signature)
            return Refuse(TokenFault.NotCompact);

        if (TokenHeader.Read(headerBytes, rules, out var fault) is not { } header)
            return Refuse(fault);

        return await keys.FindAsync(header.KeyId, header.Algorithm, cancel) switch
        {
            KeyAnswer.Unavailable => new TokenVerdict.Undecided(),
            KeyAnswer.Found { Key: var key } =>
                key.Verify(header.Algorithm, SignedPart(token, signaturePart), signature)
                    ? Read(payloadBytes, name, header, key)
                    : Refuse(TokenFault.SignatureWrong),
            _ => Refuse(TokenFault.KeyUnknown),
        };
    }

    // Whatever speaks against it now is said by the whole check.
    private async ValueTask<bool> StandsAsync(ProvenToken known, CancellationToken cancel) =>
        known.Dated.FaultAt(clock.GetUtcNow(), rules) is null
        && await keys.FindAsync(known.Header.KeyId, known.Header.Algorithm, cancel) is KeyAnswer.Found { Key: var key }
        && ReferenceEquals(key, known.Key);

    private TokenVerdict Read(byte[] payload, Digest name, TokenHeader header, VerificationKey key)
    {
        var (dated, fault) = ClaimReader.Read(payload, rules, clock.GetUtcNow());
        if (dated is null)
            return Refuse(fault);
        proven.Keep(name, new(header, key, dated));
        return new TokenVerdict.Valid(dated.Claims);
    }

    // The characters are all of the base64url alphabet by now, so one character is one byte.
    private static byte[] SignedPart(string token, string signaturePart) =>
        Encoding.ASCII.GetBytes(token, 0, token.Length - signaturePart.Length - 1);

    private static TokenVerdict.Invalid Refuse(string reason) => new(reason);
}
