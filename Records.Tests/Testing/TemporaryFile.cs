namespace Records.Tests.Testing;

/// <summary>A file for the length of one test.</summary>
public sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(string content) => File.WriteAllText(Path, content);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"records-{Guid.NewGuid():N}");

    public void Dispose() => File.Delete(Path);
}
