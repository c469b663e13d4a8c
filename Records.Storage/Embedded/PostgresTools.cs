using Records.Storage.Posix;

namespace Records.Storage.Embedded;

/// <summary>PostgreSQL's own programs, run as the user who owns the cluster.</summary>
internal sealed class PostgresTools(string folder, ServiceUser? user)
{
    private const string Installed = "/usr/lib/postgresql";

    /// <summary>
    /// The programs in the folder, or the newest the distribution has (<c>/usr/lib/postgresql/*/bin</c>).
    /// </summary>
    public static PostgresTools Find(string? folder, ServiceUser? user)
    {
        var found = folder is not null ? [folder]
            : !Directory.Exists(Installed) ? []
            : from version in Directory.GetDirectories(Installed)
              orderby int.TryParse(Path.GetFileName(version), out var number) ? number : 0 descending
              select Path.Combine(version, "bin");

        return found.FirstOrDefault(IsComplete) is { } complete
            ? new(complete, user)
            : throw new PostgresMissingException(folder ?? Installed);
    }

    /// <summary>Runs a program; anything but success throws with what the program said.</summary>
    public async Task DemandAsync(string program, IEnumerable<string> arguments, CancellationToken cancel)
    {
        var child = await RunAsync(program, arguments, cancel);
        if (child.ExitCode != 0)
            throw new EmbeddedPostgresException($"{program} ist gescheitert ({child.ExitCode}): {child.Said}");
    }

    public Task<Child> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancel)
    {
        var path = Path.Combine(folder, program);
        if (user is null)
            return Child.RunAsync(path, arguments, cancel);

        string[] become = [$"--reuid={user.Id}", $"--regid={user.Group}", "--clear-groups"];
        return Child.RunAsync("setpriv", [.. become, path, .. arguments], cancel);
    }

    private static bool IsComplete(string folder) =>
        File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl"));
}

/// <summary>PostgreSQL is not installed, or not where it was looked for.</summary>
public sealed class PostgresMissingException(string folder)
    : Exception($"PostgreSQL ist nicht installiert: unter {folder} fehlen initdb und pg_ctl.");
