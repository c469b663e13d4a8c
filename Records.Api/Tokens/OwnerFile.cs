namespace Records.Api.Tokens;

/// <summary>
/// A small secret in a file that only its owner may read (mode 0600), made once and the same after every restart.
/// </summary>
internal static class OwnerFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// What the file holds; made first when there is none. Throws <see cref="InvalidDataException"/> when others may
    /// read or write the file: a secret they could have copied is none.
    /// </summary>
    public static string ReadOrCreate(string path, Func<string> make)
    {
        if (!File.Exists(path))
            Create(path, make());

        return (File.GetUnixFileMode(path) & ~OwnerOnly) == 0
            ? File.ReadAllText(path)
            : throw new InvalidDataException(
                $"{path} is open to others than its owner. Delete it, and a new one is made.");
    }

    // Written aside and moved, so that a crash leaves no half secret under the name; WriteThrough because the
    // runtime's flush does not report a disk that failed.
    private static void Create(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var aside = $"{path}.{Guid.NewGuid():N}";
        using (var stream = new FileStream(aside, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Options = FileOptions.WriteThrough,
            UnixCreateMode = OwnerOnly,
        }))
        using (var writer = new StreamWriter(stream))
            writer.Write(content);
        File.Move(aside, path);
    }
}
