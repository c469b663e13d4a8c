using System.Collections.Immutable;
using System.Text.Json;
using Records.Core.People;

namespace Records.Api.Tokens;

/// <summary>
/// Reads the payload of a token whose signature is verified: what it says, and whether it says it to us and now.
/// </summary>
internal static class ClaimReader
{
    private const int MaxSubject = 255;
    private const int MaxClientId = 128;

    // The last second of the year 9999: beyond it no clock of ours can count.
    private const long LastSecond = 253_402_300_799;

    /// <summary>The claims, or null and the reason to refuse.</summary>
    public static (DatedClaims? Dated, string Fault) Read(byte[] utf8, TokenRules rules, DateTimeOffset now)
    {
        if (StrictJson.ReadObject(utf8) is not { } payload)
            return Refuse(TokenFault.PayloadUnreadable);
        if (payload.Text("iss") != rules.Issuer)
            return Refuse(TokenFault.WrongIssuer);
        if (!Names(payload, "aud", rules.Audience))
            return Refuse(TokenFault.WrongAudience);
        if (rules.Tenant is not null && payload.Text("tenant") != rules.Tenant)
            return Refuse(TokenFault.WrongTenant);
        if (Seconds(payload, "exp") is not { } exp || Seconds(payload, "iat") is not { } iat
            || (payload.Has("nbf") && Seconds(payload, "nbf") is null))
            return Refuse(TokenFault.TimesUnreadable);

        if (exp <= iat || exp - iat > (long)rules.MaxLife.TotalSeconds)
            return Refuse(TokenFault.LifeTooLong);
        var from = Math.Max(iat, Seconds(payload, "nbf") ?? 0);
        if (DatedClaims.FaultAt(now, from, exp, rules) is { } untimely)
            return Refuse(untimely);

        return Claims(payload, rules, DateTimeOffset.FromUnixTimeSeconds(exp)) is { } claims
            ? (new(claims, from, exp), "")
            : Refuse(TokenFault.ClaimUnreadable);
    }

    private static TokenClaims? Claims(JsonElement payload, TokenRules rules, DateTimeOffset expiresAt)
    {
        if (payload.Text("sub") is not { Length: > 0 and <= MaxSubject } subject
            || payload.Text("client_id") is not { Length: > 0 and <= MaxClientId } clientId
            || !TryText(payload, "scope", out var scope)
            || !TryText(payload, "name", out var name)
            || !TryText(payload, "unit", out var unitText)
            || !TryText(payload, "kind", out var kindText)
            || !TryText(payload, "act_for", out var actFor)
            || Words(payload, "roles") is not { } roles
            || Kind(kindText, subject == clientId) is not { } kind)
            return null;

        UnitId? unit = null;
        if (unitText is not null)
        {
            if (!Guid.TryParseExact(unitText, "D", out var id))
                return null;
            unit = new(id);
        }

        if (actFor is { Length: 0 or > MaxSubject })
            return null;

        // A non-breaking space or a tab is part of a word here, so that "read<nbsp>admin" grants neither.
        var scopes = (scope ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToImmutableHashSet();
        return new(rules.Issuer, subject, clientId, expiresAt, scopes, roles, unit, name, kind,
            rules.TrustsDeputies ? actFor : null);
    }

    // Without the claim a token that a client got for itself is a program's: its subject is the client (RFC 9068
    // section 2.2).
    private static ActorKind? Kind(string? text, bool isClientsOwn) => text switch
    {
        null => isClientsOwn ? ActorKind.Robot : ActorKind.Person,
        "person" when isClientsOwn => null,
        "person" => ActorKind.Person,
        "robot" => ActorKind.Robot,
        _ => null,
    };

    /// <summary>
    /// A whole number of seconds since 1970, written as digits only; null for anything else, 0 and below included.
    /// </summary>
    private static long? Seconds(JsonElement payload, string name) =>
        payload.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number
        && value.TryGetInt64(out var seconds) && seconds is > 0 and <= LastSecond
            ? seconds
            : null;

    /// <summary>
    /// Whether the member is the word, or an array of nothing but words with the word among them (RFC 7519 section
    /// 4.1.3).
    /// </summary>
    private static bool Names(JsonElement payload, string name, string word) =>
        payload.Text(name) is { } text ? text == word : Words(payload, name) is { } words && words.Contains(word);

    /// <summary>
    /// The words of an array, none when there is no such member; null when it is anything but an array of words.
    /// </summary>
    private static ImmutableArray<string>? Words(JsonElement payload, string name)
    {
        if (!payload.TryGetProperty(name, out var value))
            return [];
        return value.ValueKind is JsonValueKind.Array
            && value.EnumerateArray().All(word => word.ValueKind is JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(word => word.GetString()!)]
            : null;
    }

    /// <summary>True when the member is a text or missing; false when it is anything else, null included.</summary>
    private static bool TryText(JsonElement payload, string name, out string? text)
    {
        text = payload.Text(name);
        return text is not null || !payload.Has(name);
    }

    private static (DatedClaims?, string) Refuse(string reason) => (null, reason);
}

/// <summary>What a token says, and from when to when, in seconds since 1970.</summary>
internal sealed record DatedClaims(TokenClaims Claims, long From, long Until)
{
    /// <summary>What speaks against it at that moment, or null.</summary>
    public string? FaultAt(DateTimeOffset now, TokenRules rules) => FaultAt(now, From, Until, rules);

    /// <summary>As above, before there are claims.</summary>
    public static string? FaultAt(DateTimeOffset now, long from, long until, TokenRules rules)
    {
        var (seconds, skew) = (now.ToUnixTimeSeconds(), (long)rules.Skew.TotalSeconds);
        return seconds - skew >= until ? TokenFault.Expired
            : seconds + skew < from ? TokenFault.NotYetValid
            : null;
    }
}
