using System.Runtime.InteropServices;

namespace Records.Storage.Posix;

/// <summary>Calls into the C library about users, for which .NET has none.</summary>
internal static partial class Libc
{
    /// <summary>True when this program runs as root, which PostgreSQL refuses to do.</summary>
    public static bool IsRoot => EffectiveUser() == 0;

    public static uint EffectiveUserId => EffectiveUser();

    /// <summary>Gives a file or folder to another user and group.</summary>
    public static void ChangeOwner(string path, uint user, uint group)
    {
        if (Chown(path, user, group) != 0)
            throw new IOException($"{path}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Chown(string path, uint user, uint group);
}
