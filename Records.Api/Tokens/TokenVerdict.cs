using System.Collections.Immutable;
using Records.Core.People;

namespace Records.Api.Tokens;

/// <summary>What came of looking at a token.</summary>
internal abstract record TokenVerdict
{
    private TokenVerdict() { }

    /// <summary>The issuer says this about the caller.</summary>
    public sealed record Valid(TokenClaims Claims) : TokenVerdict;

    /// <summary>
    /// The token proves nothing. The reason is one of <see cref="TokenFault"/> and never quotes the token.
    /// </summary>
    public sealed record Invalid(string Reason) : TokenVerdict;

    /// <summary>The issuer's keys are not to be had, so nothing can be said. Never to be taken for valid.</summary>
    public sealed record Undecided : TokenVerdict;
}

/// <summary>What a valid token says, checked for form and not yet for meaning.</summary>
/// <param name="Issuer">Who vouches for it.</param>
/// <param name="Subject">The issuer's name for the caller, 1 to 255 characters.</param>
/// <param name="ClientId">The calling application, 1 to 128 characters (RFC 9068 section 2.2).</param>
/// <param name="ExpiresAt">From then on, give or take the skew, the token is refused.</param>
/// <param name="Scopes">Exactly the words of <c>scope</c>, split at U+0020 and nowhere else.</param>
/// <param name="Roles">The words of <c>roles</c> in their order; unknown ones are still in it.</param>
/// <param name="Unit">The caller's unit, or null when the token names none.</param>
/// <param name="Name">A name for people to read, or null. Nothing is decided by it.</param>
/// <param name="Kind">Whether a person or a program calls.</param>
/// <param name="ActFor">The subject of the person represented, only where the rules trust it; else null.</param>
internal sealed record TokenClaims(
    string Issuer,
    string Subject,
    string ClientId,
    DateTimeOffset ExpiresAt,
    ImmutableHashSet<string> Scopes,
    ImmutableArray<string> Roles,
    UnitId? Unit,
    string? Name,
    ActorKind Kind,
    string? ActFor);
