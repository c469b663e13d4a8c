using System.Security.Cryptography;
using System.Text;
using Records.Core.History;
using Records.Storage.Postgres;

namespace Records.Api.Tokens;

/// <summary>
/// What was proven of tokens that were here lately: that this key signed them, and what they say. Whether the issuer
/// still stands by the key and whether the token still holds is asked anew each time; only the arithmetic is spared.
/// Tokens are known by their hash, so that nobody finds one here.
/// </summary>
internal sealed class ProvenTokens
{
    private const int Most = 10_000;

    private readonly BoundedCache<Digest, ProvenToken> proven = new(Most);

    public ProvenToken? Find(Digest token) => proven.Find(token);

    public void Keep(Digest token, ProvenToken what) => proven.Keep(token, what);

    public static Digest NameOf(string token)
    {
        Span<byte> hash = stackalloc byte[Digest.Size];
        Span<byte> bytes = stackalloc byte[TokenRules.MaxLength];
        // What is no ASCII becomes a question mark, and no token that was ever proven has one.
        SHA256.HashData(bytes[..Encoding.ASCII.GetBytes(token, bytes)], hash);
        return Digest.FromBytes(hash);
    }
}

/// <param name="Key">The very key that verified it; the issuer's answer must be this one again.</param>
internal sealed record ProvenToken(TokenHeader Header, VerificationKey Key, DatedClaims Dated);
