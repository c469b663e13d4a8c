using System.Text;
using Records.Storage.Posix;

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
        {
            Durable.CreateFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
            Durable.TryCreate(path, Encoding.UTF8.GetBytes(make()));
        }

        return (File.GetUnixFileMode(path) & ~OwnerOnly) == 0
            ? File.ReadAllText(path)
            : throw new InvalidDataException(
                $"{path} is open to others than its owner. Delete it, and a new one is made.");
    }
}
