using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Records.Bench;

/// <summary>
/// The processes whose parent has ended before them. A sandbox ends before what runs in it, and only who waits for a
/// process is told what it cost.
/// </summary>
internal static partial class Orphans
{
    private const int BecomeParentOfOrphans = 36;

    /// <summary>They become children of this process from now on.</summary>
    public static void Adopt()
    {
        if (Control(BecomeParentOfOrphans, 1, 0, 0, 0) != 0)
            throw new Win32Exception();
    }

    /// <summary>Waits until there is no child left.</summary>
    public static void AwaitAll()
    {
        while (Wait(-1, 0, 0) > 0)
        {
        }
    }

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int Control(int option, nuint first, nuint second, nuint third, nuint fourth);

    [LibraryImport("libc", EntryPoint = "waitpid")]
    private static partial int Wait(int process, nint status, int options);
}
