using System.Globalization;
using Records.Core.Deciding;
using Records.Storage.Posix;

namespace Records.Storage.Embedded;

/// <summary>The user who runs PostgreSQL in root's stead. PostgreSQL refuses to run as root, and rightly.</summary>
internal sealed record ServiceUser(uint Id, uint Group)
{
    /// <summary>The first of the users that exists, or null when this program does not run as root.</summary>
    public static async Task<ServiceUser?> FindAsync(ValueList<string> names, CancellationToken cancel)
    {
        if (!Libc.IsRoot)
            return null;

        foreach (var name in names)
        {
            if (await IdAsync("-u", name, cancel) is { } id && await IdAsync("-g", name, cancel) is { } group)
                return new(id, group);
        }

        throw new EmbeddedPostgresException(
            $"PostgreSQL läuft nicht als root, und keinen dieser Benutzer gibt es: {string.Join(", ", names)}.");
    }

    private static async Task<uint?> IdAsync(string kind, string name, CancellationToken cancel)
    {
        var child = await Child.RunAsync("id", [kind, "--", name], cancel);
        return child.ExitCode == 0 ? uint.Parse(child.Said, CultureInfo.InvariantCulture) : null;
    }
}
