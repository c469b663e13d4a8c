namespace Records.Api.Tokens;

/// <summary>
/// Why a token is refused, as stable words for logs, metrics and the developer of the calling application. They
/// name the rule that was broken and never repeat what the token said.
/// </summary>
internal static class TokenFault
{
    /// <summary>More than <see cref="TokenRules.MaxLength"/> characters.</summary>
    public const string TooLong = "too-long";

    /// <summary>
    /// Not three parts of strict base64url (RFC 7515 section 7.1): no padding, no white space, no loose bits.
    /// </summary>
    public const string NotCompact = "not-compact";

    /// <summary>The header is not one JSON object without duplicate members, within bounds.</summary>
    public const string HeaderUnreadable = "header-unreadable";

    /// <summary><c>typ</c> is not <c>at+jwt</c> (RFC 9068 section 4).</summary>
    public const string WrongType = "wrong-type";

    /// <summary>
    /// The header asks for something we do not do: <c>crit</c> (RFC 7515 section 4.1.11) or <c>b64</c> (RFC 7797).
    /// </summary>
    public const string Extension = "extension";

    /// <summary><c>alg</c> is none the tenant allows.</summary>
    public const string AlgorithmRefused = "algorithm-refused";

    /// <summary><c>kid</c> is missing, empty or longer than 128 characters.</summary>
    public const string KeyIdMissing = "key-id-missing";

    /// <summary>The issuer has no such key, or not for this algorithm.</summary>
    public const string KeyUnknown = "key-unknown";

    /// <summary>The signature is not that of the key.</summary>
    public const string SignatureWrong = "signature-wrong";

    /// <summary>The payload is not one JSON object without duplicate members, within bounds.</summary>
    public const string PayloadUnreadable = "payload-unreadable";

    /// <summary><c>iss</c> is not the tenant's issuer.</summary>
    public const string WrongIssuer = "wrong-issuer";

    /// <summary><c>aud</c> does not name us.</summary>
    public const string WrongAudience = "wrong-audience";

    /// <summary><c>tenant</c> is not the tenant asked for.</summary>
    public const string WrongTenant = "wrong-tenant";

    /// <summary>A time is missing, or no whole number of seconds in the years 1970 to 9999.</summary>
    public const string TimesUnreadable = "times-unreadable";

    /// <summary><c>exp</c> has passed.</summary>
    public const string Expired = "expired";

    /// <summary><c>iat</c> or <c>nbf</c> lies in the future.</summary>
    public const string NotYetValid = "not-yet-valid";

    /// <summary>Made to live longer than the tenant allows, or to end before it begins.</summary>
    public const string LifeTooLong = "life-too-long";

    /// <summary>
    /// A claim is missing or of the wrong type: sub, client_id, scope, roles, unit, name, kind or act_for.
    /// </summary>
    public const string ClaimUnreadable = "claim-unreadable";
}
