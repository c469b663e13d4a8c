using System.Collections.Concurrent;
using Records.Core.Ports;
using Records.Core.Proofs;
using Records.Storage.Posix;

namespace Records.Storage.Log;

/// <summary>The published log on a disk, under the paths of the standard: a web server can serve the folder.</summary>
public sealed class FileTiles(string folder) : ITiles
{
    private readonly string root = Path.GetFullPath(folder);
    private readonly ConcurrentDictionary<string, bool> durableFolders = [];

    public async Task WriteAsync(Tile tile, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        var path = Path.Combine(root, tile.Path);
        MakeFolder(Path.GetDirectoryName(path)!);
        if (!Durable.TryCreate(path, bytes.Span)
            && !(await File.ReadAllBytesAsync(path, cancel)).AsSpan().SequenceEqual(bytes.Span))
            throw new TileConflictException(tile);
    }

    public async Task<byte[]?> ReadAsync(Tile tile, CancellationToken cancel) =>
        await ReadAsync(Path.Combine(root, tile.Path), cancel);

    public Task RemovePartialAsync(Tile full, CancellationToken cancel)
    {
        var folder = Path.Combine(root, full.Path + ".p");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        // Made anew it would have to be made durable anew.
        durableFolders.TryRemove(folder, out _);
        return Task.CompletedTask;
    }

    public Task PublishAsync(SignedNote checkpoint, CancellationToken cancel)
    {
        MakeFolder(root);
        Durable.Replace(CheckpointPath, checkpoint.ToBytes());
        return Task.CompletedTask;
    }

    public async Task<SignedNote?> NewestAsync(CancellationToken cancel) =>
        await ReadAsync(CheckpointPath, cancel) is { } bytes ? PublishedCheckpoint.Read(bytes) : null;

    private string CheckpointPath => Path.Combine(root, PublishedCheckpoint.Name);

    private static async Task<byte[]?> ReadAsync(string path, CancellationToken cancel)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancel);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    // Found on the disk it may be one whose maker crashed before its entry was durable: flushed once in each life.
    private void MakeFolder(string path)
    {
        if (durableFolders.ContainsKey(path))
            return;
        Durable.CreateFolder(path);
        for (var at = path; at != Path.GetDirectoryName(root); at = Path.GetDirectoryName(at)!)
            Durable.FlushFolder(Path.GetDirectoryName(at)!);
        durableFolders[path] = true;
    }
}
