using Records.Core.Access;

namespace Records.Api.Access;

/// <summary>
/// Whether a caller may do an act: the person by role and the application by scope, both
/// (OWASP ASVS 5.0.0, 8.3.3). Which records the caller sees is asked later, record by record or in the query.
/// </summary>
internal static class AccessRule
{
    /// <summary>The scope an application needs to read.</summary>
    public const string ReadScope = "records.read";

    /// <summary>The scope an application needs to change anything.</summary>
    public const string WriteScope = "records.write";

    /// <summary>What speaks against it, as the answer to give; null when nothing does.</summary>
    public static Problem? Against(Caller caller, Act act)
    {
        var scope = Permissions.Writes(act) ? WriteScope : ReadScope;
        if (!caller.Scopes.Contains(scope))
            return ScopeMissing(scope);

        return caller.InRoleFor(act) is null ? NotPermitted : null;
    }

    private static Problem NotPermitted { get; } = new(403, "not-permitted", "Nicht erlaubt",
        "Ihre Rolle erlaubt das nicht.");

    // RFC 6750 section 3.1: the application learns which scope to ask the issuer for.
    private static Problem ScopeMissing(string scope) => new(403, "scope-missing", "Nicht erlaubt",
        $"Der Anwendung fehlt dafür die Berechtigung {scope}.")
    {
        Challenge = $"Bearer error=\"insufficient_scope\", scope=\"{scope}\"",
    };
}
