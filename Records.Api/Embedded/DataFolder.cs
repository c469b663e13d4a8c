using Records.Api.Commands;

namespace Records.Api.Embedded;

/// <summary>
/// Where the parts of an embedded installation lie. One user owns all of it and nobody else may look in.
/// </summary>
internal sealed record DataFolder(string Root)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The settings; the first start writes them, an administrator may add to them.</summary>
    public string Settings => Path.Combine(Root, "records.json");

    /// <summary>The cluster with the events and query tables.</summary>
    public string Main => Path.Combine(Root, "main");

    /// <summary>
    /// The cluster with the wrapped keys; apart, because the databases of one cluster share its backups.
    /// </summary>
    public string Keys => Path.Combine(Root, "keys");

    /// <summary>Held by the one program that runs on this folder.</summary>
    public string Lock => Path.Combine(Root, "run", "lock");

    /// <summary>Says which process runs on this folder, for <c>ops/down</c>.</summary>
    public string RunSign => Path.Combine(Root, "run", "records.pid");

    /// <summary>Where documents lie while their text is read.</summary>
    public string Work => Path.Combine(Root, "work");

    public string Objects(string tenant) => Path.Combine(Root, "objects", tenant);

    /// <summary>The tenant's key-encryption keys, one file an epoch.</summary>
    public string Kek(string tenant) => Path.Combine(Root, "kek", tenant);

    /// <summary>The key that signs the tenant's log, and what it signed last.</summary>
    public string LogKey(string tenant) => Path.Combine(Root, "log", tenant);

    /// <summary>Keys and secrets of the local token issuer.</summary>
    public string Issuer => Path.Combine(Root, "issuer");

    public static DataFolder At(string path) => new(Path.GetFullPath(path));

    /// <summary>
    /// Makes the folders that are missing. Throws <see cref="OperatorException"/> when this user may not.
    /// </summary>
    public void Prepare()
    {
        try
        {
            MakeFolders();
        }
        catch (UnauthorizedAccessException)
        {
            throw new OperatorException(
                $"The user {Environment.UserName} cannot write to {Root}. Choose another folder with --data.");
        }
    }

    /// <summary>Makes a folder that only its owner may enter, unless it is there.</summary>
    public static void MakePrivate(string folder) => Directory.CreateDirectory(folder, OwnerOnly);

    private void MakeFolders()
    {
        MakePrivate(Root);
        foreach (var name in new[] { "run", "kek", "log", "objects", "issuer", "work" })
            MakePrivate(Path.Combine(Root, name));
    }
}
