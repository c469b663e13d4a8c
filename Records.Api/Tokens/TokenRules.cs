namespace Records.Api.Tokens;

/// <summary>How a token may be signed. The names are those of RFC 7518 section 3.1, and there are no others.</summary>
internal enum TokenAlgorithm { RS256, PS256, ES256 }

/// <summary>What a tenant accepts: whose tokens, meant for whom, signed how, and for how long.</summary>
/// <param name="Issuer">The one issuer, compared as an exact string (RFC 9068 section 4).</param>
/// <param name="Audience">Our own name, one of the token's <c>aud</c>, compared as an exact string.</param>
/// <param name="Algorithms">
/// How tokens may be signed; a token never chooses beyond this list (RFC 8725 section 3.1).
/// </param>
internal sealed record TokenRules(string Issuer, string Audience, params TokenAlgorithm[] Algorithms)
{
    /// <summary>A token longer than this, in characters, is not looked at.</summary>
    public const int MaxLength = 8192;

    /// <summary>
    /// The longest time between <c>iat</c> and <c>exp</c>: how long a revoked person may still get in.
    /// </summary>
    public TimeSpan MaxLife { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How far the clocks of issuer and server may lie apart.</summary>
    public TimeSpan Skew { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// What the claim <c>tenant</c> must say where one issuer serves several tenants; null when it serves one.
    /// </summary>
    public string? Tenant { get; init; }

    /// <summary>
    /// Whether the issuer is trusted to name the person represented (claim <c>act_for</c>, Vertretung). False leaves
    /// the claim unread.
    /// </summary>
    public bool TrustsDeputies { get; init; }
}
