namespace Records.Tests.Testing;

/// <summary>A fresh folder that goes with the test.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("records-test-").FullName;

    /// <summary>Every file below, folders not counted.</summary>
    public string[] Files => Directory.GetFiles(Folder, "*", SearchOption.AllDirectories);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
