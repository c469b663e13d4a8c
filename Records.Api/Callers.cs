using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Records.Api.Tokens;
using Records.Core.Access;
using Records.Core.Deciding;
using Records.Core.People;
using Records.Core.Ports;

namespace Records.Api;

/// <summary>
/// Who calls: known by name to us, by pseudonym to the history. A handler takes one as a parameter and gets the
/// caller of its request, in the role in which the route's act is allowed.
/// </summary>
/// <param name="Actor">Who acts, as it is written beside every event.</param>
/// <param name="DisplayName">For people to read; nothing is decided by it. Never in an event, never in a log.</param>
/// <param name="Scopes">What the calling application was given, in the issuer's words.</param>
/// <param name="Roles">Every role the token states and we know, in the token's order; at least one.</param>
/// <param name="Until">When the token ends; nothing of the caller is remembered longer.</param>
internal sealed record Caller(
    Actor Actor, string DisplayName, ImmutableHashSet<string> Scopes, ImmutableArray<Role> Roles, DateTimeOffset Until)
{
    /// <summary>
    /// The same caller in a role that may do it, or null when there is none. Of several the one that sees most is
    /// taken, and of those the one the token states first.
    /// </summary>
    public Caller? InRoleFor(Act act)
    {
        var kind = Actor.Kind;
        var able = Roles.Where(role => Permissions.MayDo(role, kind, act))
            .OrderByDescending(role => Permissions.SeesAllUnits(role, kind))
            .Select(role => (Role?)role);
        return able.FirstOrDefault() is { } role ? this with { Actor = Actor with { Role = role } } : null;
    }

    /// <summary>Binds the parameter of a handler.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => new(context.Features.Get<Caller>()
        ?? throw new UnreachableException("A handler asks for its caller on a route that is open to everybody."));
}

/// <summary>From what a valid token says to who that is here.</summary>
internal static class Callers
{
    private const int MaxName = 200;

    /// <summary>
    /// What is answered to a caller without a known role or without a unit: known to the issuer, nobody to us.
    /// </summary>
    public static Refusal NoRole { get; } = new(RefusalKind.Forbidden, "no-role",
        "Ihr Konto hat hier keine Rolle oder keine Organisationseinheit. "
        + "Die Stelle, die Ihr Konto verwaltet, kann beides eintragen.");

    /// <summary>
    /// The caller, or null for one to be answered with <see cref="NoRole"/>. Asks the directory only about somebody
    /// who has a role.
    /// </summary>
    public static async Task<Caller?> IdentifyAsync(
        TokenClaims claims, IPersonDirectory people, CancellationToken cancel)
    {
        ImmutableArray<Role> roles = [.. claims.Roles.Select(RoleOf).OfType<Role>().Distinct()];
        if (roles.IsEmpty || claims.Unit is not { } unit)
            return null;

        var name = Clean(claims.Name);
        var person = await people.ResolveAsync(claims.Issuer, claims.Subject, name, cancel);
        PersonId? represented = claims.ActFor is { } other && other != claims.Subject
            ? await people.ResolveAsync(claims.Issuer, other, name: null, cancel)
            : null;

        var actor = new Actor(person, represented, unit, roles[0], claims.ClientId, claims.Kind);
        return new(actor, name ?? claims.ClientId, claims.Scopes, roles, claims.ExpiresAt);
    }

    // Exact words: a role that is spelled otherwise does not exist.
    private static Role? RoleOf(string word) => word switch
    {
        "clerk" => Role.Clerk,
        "registrar" => Role.Registrar,
        "archivist" => Role.Archivist,
        "auditor" => Role.Auditor,
        _ => null,
    };

    // Names come from another system: what steers a terminal, a log or the direction of writing is no part of one.
    private static string? Clean(string? name)
    {
        if (name is null)
            return null;

        var clean = string.Concat(name.EnumerateRunes()
            .Where(rune => !Rune.IsControl(rune) && Rune.GetUnicodeCategory(rune) is not UnicodeCategory.Format)
            .Take(MaxName)).Trim();
        return clean.Length > 0 ? clean : null;
    }
}
