using Records.Storage.Objects;
using Records.Storage.Posix;
using Xunit;

namespace Records.Tests.Storage;

public sealed class DurableTests : Suite<DurableTests>, ISuite
{
    public static Test Tests => TestList("durable",
        TestCase("throws when the system cannot flush", () =>
        {
            // A device without a medium refuses; FileStream.Flush(true) says nothing here.
            using var device = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Write);
            Assert.Equal(InvalidArgument, Assert.Throws<IOException>(() => Durable.Flush(device)).HResult);
        }),
        TestCase("throws when the folder is not there", () =>
            Assert.Equal(NoSuchEntry,
                Assert.Throws<IOException>(() => Durable.FlushFolder("/no/such/folder")).HResult)),
        TestCase("makes a folder with its parents for the own user only", () => In(folder =>
        {
            var made = Path.Combine(folder, "a/b/c");
            Durable.CreateFolder(made);
            Durable.CreateFolder(made);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                File.GetUnixFileMode(made));
        })),
        TestCase("never publishes over what is there", () => In(folder =>
        {
            var (temporary, path) = (Path.Combine(folder, "new"), Path.Combine(folder, "name"));
            File.WriteAllText(path, "old");
            File.WriteAllText(temporary, "new");

            Assert.False(Durable.Publish(temporary, path));
            Assert.Equal("old", File.ReadAllText(path));
            Assert.True(File.Exists(temporary));
        })),
        TestCase("replaces a small file whole", () => In(folder =>
        {
            var path = Path.Combine(folder, "checkpoint");
            Durable.Replace(path, "first"u8);
            Durable.Replace(path, "second"u8);

            Assert.Equal("second", File.ReadAllText(path));
            Assert.Equal(path, Assert.Single(Directory.GetFiles(folder)));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        })),
        TestCase("leaves nothing beside a file it could not replace", () => In(folder =>
        {
            var path = Path.Combine(folder, "taken");
            Directory.CreateDirectory(Path.Combine(path, "by a folder"));
            Assert.ThrowsAny<IOException>(() => Durable.Replace(path, "x"u8));
            Assert.Empty(Directory.GetFiles(folder));
        })));

    private const int NoSuchEntry = 2, InvalidArgument = 22;

    private static void In(Action<string> body)
    {
        using var test = new TestFolder();
        body(test.Folder);
    }
}
