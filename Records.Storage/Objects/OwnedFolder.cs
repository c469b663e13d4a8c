using Records.Storage.Posix;
namespace Records.Storage.Objects;

/// <summary>
/// A folder for unfinished work of one living process, for the own user only. It goes when disposed; what a crash
/// leaves behind is removed by the next start. A held lock beside the folder tells the living from the dead: it is
/// taken before the folder exists and outlives it, so nobody can mistake one for the other.
/// </summary>
internal sealed class OwnedFolder : IDisposable
{
    private const string Prefix = "records-work-";

    private readonly FileStream held;

    private OwnedFolder(string folder, FileStream held) => (Folder, this.held) = (folder, held);

    public string Folder { get; }

    /// <summary>A new folder under <paramref name="parent"/>, which is made when it is missing.</summary>
    public static OwnedFolder Create(string parent)
    {
        Durable.CreateFolder(parent);
        var folder = Path.Combine(parent, Prefix + Guid.NewGuid().ToString("N"));
        var held = new FileStream(LockOf(folder), FileMode.CreateNew, FileAccess.Write, FileShare.None);
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new(folder, held);
    }

    /// <summary>
    /// Removes the folders under <paramref name="parent"/> whose owners are dead; returns how many. Only what bears our
    /// name and has our lock beside it: the parent may be shared with strangers, such as the system's temporary folder.
    /// </summary>
    public static int RemoveLeftovers(string parent)
    {
        var removed = 0;
        if (!Directory.Exists(parent))
            return removed;

        foreach (var folder in Directory.EnumerateDirectories(parent, Prefix + "*").Where(IsOurs))
        {
            try
            {
                using var held =
                    new FileStream(LockOf(folder), FileMode.Open, FileAccess.Write, FileShare.None);
                Directory.Delete(folder, recursive: true);
                File.Delete(LockOf(folder));
                removed++;
            }
            catch (IOException)
            {
                // Its owner lives and holds the lock, or another start is removing it just now.
            }
        }
        return removed;
    }

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        File.Delete(LockOf(Folder));
        held.Dispose();
    }

    private static bool IsOurs(string folder) =>
        Guid.TryParseExact(Path.GetFileName(folder)[Prefix.Length..], "N", out _)
        && File.Exists(LockOf(folder))
        && new DirectoryInfo(folder).LinkTarget is null;

    private static string LockOf(string folder) => $"{folder}.lock";
}
