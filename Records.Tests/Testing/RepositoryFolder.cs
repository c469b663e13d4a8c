namespace Records.Tests.Testing;

/// <summary>
/// Where the repository lies that these tests were built from, and the material that may lie beside it.
/// </summary>
public static class RepositoryFolder
{
    /// <summary>The folder that holds <c>Records.sln</c>.</summary>
    public static string Root { get; } = Find();

    /// <summary>The path of a file or folder in the repository.</summary>
    public static string Path(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>
    /// The path below <c>../shared</c>, material that is not part of the repository and may be absent.
    /// </summary>
    public static string Shared(string path) => System.IO.Path.GetFullPath(Path("..", "shared", path));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Records.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException(
            $"No Records.sln above {AppContext.BaseDirectory}; the tests belong to their repository.");
    }
}
