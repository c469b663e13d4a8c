namespace Records.Tests.Testing;

/// <summary>A file for the length of one test, by default for its owner's eyes only.</summary>
public sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(string content, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        File.WriteAllText(Path, content);
        File.SetUnixFileMode(Path, mode);
    }

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"records-{Guid.NewGuid():N}");

    public void Dispose() => File.Delete(Path);
}
