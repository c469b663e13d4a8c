using System.Diagnostics;
using Xunit;

namespace Records.Tests.Ops;

/// <summary>
/// A disk of its own: an XFS in a file. Its power can be cut, so that what was written and not synced is gone, which no
/// <c>kill -9</c> does; and it can be full. A test that asks for one is skipped where the machine lends no loop device.
/// </summary>
internal sealed class LoopDisk : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TestFolder files;

    private LoopDisk(TestFolder files) => this.files = files;

    public string Folder => Path.Combine(files.Folder, "disk");

    private string Filler => Path.Combine(Folder, "filler");
    private string Image => Path.Combine(files.Folder, "image");

    /// <param name="megabytes">Its size; XFS needs 300 at least, and they are taken only as they are written.</param>
    public static async Task<LoopDisk> MountAsync(int megabytes)
    {
        var disk = new LoopDisk(new());
        await using (var image = File.Create(disk.Image))
            image.SetLength(megabytes * 1024L * 1024L);
        Directory.CreateDirectory(disk.Folder);
        var lacks = await TryAsync("mkfs.xfs", "-q", disk.Image)
            ?? await TryAsync("mount", "-o", "loop", disk.Image, disk.Folder);
        if (lacks is not null)
            disk.files.Dispose();
        Assert.SkipWhen(lacks is not null, $"this machine lends no XFS on a loop device: {lacks}");
        // The database works as a user of its own and must find its way here.
        foreach (var folder in (string[])[disk.files.Folder, disk.Folder])
            File.SetUnixFileMode(folder, (UnixFileMode)Convert.ToInt32("755", 8));
        return disk;
    }

    /// <summary>From now on nothing reaches the disk, and what has not yet is lost.</summary>
    public Task CutPowerAsync() => Shell.DemandAsync("xfs_io", "-x", "-c", "shutdown", Folder);

    /// <summary>The disk as it is found when the power is back; nobody may use it at that time.</summary>
    public async Task PowerUpAsync()
    {
        await UnmountAsync();
        await Shell.DemandAsync("mount", "-o", "loop", Image, Folder);
    }

    /// <summary>Takes all the room there is, down to the last block.</summary>
    public async Task FillAsync()
    {
        await using var file = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.Read, 0);
        foreach (var block in (byte[][])[new byte[1 << 20], new byte[4096]])
            try
            {
                while (true)
                    await file.WriteAsync(block, TestContext.Current.CancellationToken);
            }
            catch (IOException)
            {
                // Full, for a block of this size.
            }
    }

    public void MakeRoom() => File.Delete(Filler);

    public async ValueTask DisposeAsync()
    {
        await UnmountAsync();
        files.Dispose();
    }

    // Those who used it have been killed; the kernel may take a moment to let go.
    private async Task UnmountAsync()
    {
        var began = Stopwatch.GetTimestamp();
        while (await TryAsync("umount", Folder) is { } busy)
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, busy);
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<string?> TryAsync(string program, params string[] arguments)
    {
        using var shell = await Shell.ProgramAsync(program, arguments);
        return shell.ExitCode == 0 ? null : $"{program}: {shell.Said}";
    }
}
