using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Records.Bench.Writing;

/// <summary>
/// How long the disk takes until a page is safe: 8 KiB over a place that is written already, then fdatasync, as
/// PostgreSQL does at a commit.
/// </summary>
internal static partial class DiskSync
{
    private const int Rounds = 400;
    private const int PageBytes = 8192;
    private const int Pages = 2048;

    /// <summary>Milliseconds: half of the syncs at most, and 99 of 100 at most.</summary>
    public static (double P50, double P99) Measure(string folder)
    {
        var path = Path.Combine(folder, "sync");
        var page = new byte[PageBytes];
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite);
        for (var i = 0; i < Pages; i++)
            RandomAccess.Write(file, page, i * (long)PageBytes);
        Sync(file);

        var taken = new double[Rounds];
        for (var i = 0; i < Rounds; i++)
        {
            Random.Shared.NextBytes(page);
            var start = Stopwatch.GetTimestamp();
            RandomAccess.Write(file, page, i * (long)PageBytes);
            Sync(file);
            taken[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        File.Delete(path);
        Array.Sort(taken);
        return (taken[Rounds / 2], taken[Rounds * 99 / 100]);
    }

    private static void Sync(SafeFileHandle file)
    {
        if (FDataSync(file) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int FDataSync(SafeFileHandle file);
}
