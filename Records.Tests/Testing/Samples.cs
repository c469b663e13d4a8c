namespace Records.Tests.Testing;

/// <summary>The sample files of <c>Records.Tests/samples</c>.</summary>
internal static class Samples
{
    public static string PathOf(string name) => RepositoryFolder.Path("Records.Tests", "samples", name);

    public static byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    /// <summary>What page NN of a sample says, in reading order.</summary>
    public static string GroundTruth(string page) => File.ReadAllText(PathOf($"own/gt/{page}.gt.txt"));
}
