using Records.Storage.Objects;
using Xunit;

namespace Records.Tests.Storage;

/// <summary>Clearing away what a crash left must never touch what somebody else put into the same parent.</summary>
public sealed class OwnedFolderTests : Suite<OwnedFolderTests>, ISuite
{
    public static Test Tests => TestList("clearing away what a crash left",
        TestEach("spares a stranger's folder named", Strangers, name =>
        {
            using var parent = new TestFolder();
            var stranger = Directory.CreateDirectory(Path.Combine(parent.Folder, name)).FullName;
            File.WriteAllText(Path.Combine(stranger, "theirs"), "");

            OwnedFolder.RemoveLeftovers(parent.Folder);

            Assert.True(File.Exists(Path.Combine(stranger, "theirs")));
        }),
        TestCase("spares the work of the living", () =>
        {
            using var parent = new TestFolder();
            using var living = OwnedFolder.Create(parent.Folder);
            OwnedFolder.RemoveLeftovers(parent.Folder);
            Assert.True(Directory.Exists(living.Folder));
        }),
        TestCase("spares what a link of our name leads to", () =>
        {
            using var parent = new TestFolder();
            using var other = new TestFolder();
            File.WriteAllText(Path.Combine(other.Folder, "theirs"), "");
            var link = Path.Combine(parent.Folder, Own);
            Directory.CreateSymbolicLink(link, other.Folder);
            File.WriteAllText(link + ".lock", "");

            OwnedFolder.RemoveLeftovers(parent.Folder);

            Assert.True(File.Exists(Path.Combine(other.Folder, "theirs")));
        }),
        TestCase("takes what the dead left, and its lock", () =>
        {
            using var parent = new TestFolder();
            var left = Directory.CreateDirectory(Path.Combine(parent.Folder, Own)).FullName;
            File.WriteAllText(Path.Combine(left, "half"), "");
            File.WriteAllText(left + ".lock", "");

            OwnedFolder.RemoveLeftovers(parent.Folder);

            Assert.Empty(Directory.GetFileSystemEntries(parent.Folder));
        }));

    private const string Own = "records-work-0123456789abcdef0123456789abcdef";

    private static readonly string[] Strangers =
    [
        "home", "0123456789abcdef0123456789abcdef", "records-work-notes", Own
    ];
}
