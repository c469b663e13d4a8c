using System.Net;

namespace Records.Api.Tokens;

/// <summary>How the keys of one issuer are learned and how long they are believed.</summary>
/// <param name="Issuer">
/// The issuer's identifier, an https address; http only for an issuer on this machine. Anything else throws <see
/// cref="ArgumentException"/>.
/// </param>
/// <param name="KeysAt">
/// Where its keys are; null to ask its discovery document (OpenID Connect Discovery 1.0 section 4).
/// </param>
internal sealed record IssuerRules(string Issuer, Uri? KeysAt = null)
{
    /// <summary>The issuer's identifier as an address.</summary>
    public Uri Address { get; } = Uri.TryCreate(Issuer, UriKind.Absolute, out var address)
        ? Checked(address, nameof(Issuer))
        : throw new ArgumentException("The issuer is no absolute address.", nameof(Issuer));

    /// <summary>As given, and as safe as the issuer's own address.</summary>
    public Uri? KeysAt { get; } = KeysAt is null ? null : Checked(KeysAt, nameof(KeysAt));

    /// <summary>How often the keys are fetched without anybody asking.</summary>
    public TimeSpan RefreshEvery { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How soon after a fetch that failed the next one follows.</summary>
    public TimeSpan RetryEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How often tokens with unknown keys may cause a fetch: else anybody could have us knock at the issuer's door.
    /// </summary>
    public TimeSpan AskAtMostEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long keys are believed after they were asked for. A key the issuer removed is dead by then, even if the
    /// issuer is away.
    /// </summary>
    public TimeSpan BelieveFor { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the issuer may take for one fetch, discovery and keys together.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest document taken from the issuer, in bytes.</summary>
    public int MaxBytes { get; init; } = 256 * 1024;

    /// <summary>
    /// Whether keys may be fetched from there: over TLS, or in clear from this machine when the issuer itself is
    /// on it. A far issuer never sends us to an address of our own.
    /// </summary>
    public bool MayAsk(Uri address) =>
        IsSafe(address) && (address.Scheme == Uri.UriSchemeHttps || Address.Scheme == Uri.UriSchemeHttp);

    private static bool IsSafe(Uri address) => address.IsAbsoluteUri && address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && IsThisMachine(address)));

    private static bool IsThisMachine(Uri address) =>
        address.Host == "localhost"
        || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    private static Uri Checked(Uri address, string what) => IsSafe(address)
        ? address
        : throw new ArgumentException(
            "Keys come over https, or over http from this machine; no name and password in the address.", what);
}
