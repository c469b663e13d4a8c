using Records.Core.Ports;
using Records.Storage.Keys;
using Xunit;

namespace Records.Tests.Keys;

public sealed class FileKeksTests : Suite<FileKeksTests>, ISuite
{
    public static Test Tests => TestList("key-encryption keys in files",
        TestCase("are made once, for their owner alone, and found again", () => In(folder =>
        {
            FileKeks.Create(folder);
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "kek-1")));
            Assert.Single(Directory.GetFiles(folder));

            var (keks, again) = (new FileKeks(folder), new FileKeks(folder));
            Assert.Equal(1, keks.Current.Epoch);
            Assert.Equal(keks.Current.Fingerprint, again.Find(1)!.Fingerprint);
            Assert.Null(keks.Find(2));
        })),

        TestCase("are never made over an old one", () => In(folder =>
        {
            FileKeks.Create(folder);
            var before = new FileKeks(folder).Current.Fingerprint;

            Assert.Throws<KekException>(() => FileKeks.Create(folder));
            Assert.Equal(before, new FileKeks(folder).Current.Fingerprint);
            Assert.Single(Directory.GetFiles(folder));
        })),

        TestCase("serve with the newest epoch and open with any", () => In(folder =>
        {
            FileKeks.Create(folder);
            Write(folder, "kek-2", new string('b', 64));

            var keks = new FileKeks(folder);
            var key = new DataKey(new(Guid.NewGuid()), new byte[32]);
            Assert.Equal(2, keks.Current.Epoch);
            Assert.NotNull(keks.Find(1)!.Unwrap(key.Id, keks.Find(1)!.Wrap(key)));
            Assert.Null(keks.Find(1)!.Unwrap(key.Id, keks.Find(2)!.Wrap(key)));
        })),

        TestEach("are refused when others may reach them", Others, mode => In(folder =>
        {
            FileKeks.Create(folder);
            File.SetUnixFileMode(Path.Combine(folder, "kek-1"), UnixFileMode.UserRead | mode);

            Assert.Contains("chmod 600", Assert.Throws<KekException>(() => new FileKeks(folder)).Message);
        })),

        TestEach("are refused when the file holds something else", NoKeys, text => In(folder =>
        {
            Directory.CreateDirectory(folder);
            Write(folder, "kek-1", text);

            Assert.Throws<KekException>(() => new FileKeks(folder));
        })),

        TestCase("are missed when there is none", () => In(folder =>
            Assert.Throws<KekException>(() => new FileKeks(folder)))));

    private static readonly UnixFileMode[] Others =
        [UnixFileMode.GroupRead, UnixFileMode.OtherRead, UnixFileMode.OtherWrite];

    private static readonly string[] NoKeys = ["", "abc", new string('x', 64), new string('a', 65)];

    private static void Write(string folder, string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static void In(Action<string> test)
    {
        var parent = Directory.CreateTempSubdirectory("records-keks-").FullName;
        try
        {
            test(Path.Combine(parent, "keks"));
        }
        finally
        {
            Directory.Delete(parent, recursive: true);
        }
    }
}
