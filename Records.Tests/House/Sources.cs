namespace Records.Tests.House;

/// <summary>The files of this repository as text, for tests that read the house and not what it does.</summary>
internal static class Sources
{
    private static readonly string[] ProductProjects =
    [
        "Records.Core", "Records.Actors", "Records.Storage", "Records.Api"
    ];

    /// <summary>The code of the program.</summary>
    public static IReadOnlyList<SourceFile> Product { get; } =
    [
        .. ProductProjects.SelectMany(project => In(project, "*.cs"))
    ];

    /// <summary>All code: the program, its tests and its tools.</summary>
    public static IReadOnlyList<SourceFile> Code { get; } =
        [.. Product, .. In("Records.Tests", "*.cs"), .. In("ops", "*.cs")];

    /// <summary>What people read: the README and everything below <c>docs</c>.</summary>
    public static IReadOnlyList<SourceFile> Documents { get; } = [Read("README.md"), .. In("docs", "*.md")];

    /// <summary>One file by its path from the root.</summary>
    public static SourceFile Read(string path) => new(path, File.ReadAllText(RepositoryFolder.Path(path)));

    private static IEnumerable<SourceFile> In(string folder, string pattern) =>
        from file in Directory.EnumerateFiles(RepositoryFolder.Path(folder), pattern, SearchOption.AllDirectories)
        let path = Path.GetRelativePath(RepositoryFolder.Root, file)
        where !path.Split('/').Any(part => part is "bin" or "obj")
        orderby path
        select Read(path);
}

/// <summary>One file, named by its path from the root.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    public string[] Lines => Text.TrimEnd('\n').Split('\n');

    /// <summary>Each line with where it stands, as <c>path:number</c>.</summary>
    public IEnumerable<(string Place, string Text)> Numbered() =>
        Lines.Select((line, index) => ($"{Path}:{index + 1}", line));

    public override string ToString() => Path;
}
