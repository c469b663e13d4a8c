using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Records.Core.Ports;
using Records.Storage.Posix;

namespace Records.Storage.Objects;

/// <summary>
/// Objects on a disk, one file each, in two levels of folders by the first two bytes of the name. An object is
/// written beside them and flushed before it gets its name, so a name always stands for whole bytes. Several
/// processes may share the root, which must be one file system with hard links.
/// </summary>
public sealed class FileObjectStore : IObjectStore, IDisposable
{
    private const int BufferBytes = 128 * 1024;

    private readonly string root;
    private readonly OwnedFolder unfinished;

    // A folder found on the disk may be one whose maker crashed before its entry was durable. So each folder is
    // flushed into its parent once in every process's life, and trusted from then on.
    private readonly ConcurrentDictionary<string, bool> durableFolders = [];

    /// <summary>Opens or makes the store and removes what crashed writes have left.</summary>
    public FileObjectStore(string root)
    {
        this.root = Path.GetFullPath(root);
        OwnedFolder.RemoveLeftovers(UnfinishedFolder);
        unfinished = OwnedFolder.Create(UnfinishedFolder);
    }

    private string UnfinishedFolder => Path.Combine(root, "unfinished");

    public async Task<long> PutAsync(ObjectId id, Stream bytes, CancellationToken cancel)
    {
        var path = PathOf(id);
        if (File.Exists(path))
            throw new ObjectExistsException(id);

        var temporary = Path.Combine(unfinished.Folder, Guid.NewGuid().ToString("N"));
        try
        {
            var sizeBytes = await WriteAsync(temporary, bytes, cancel);
            MakeFolders(path);
            return Durable.Publish(temporary, path) ? sizeBytes : throw new ObjectExistsException(id);
        }
        catch (IOException e) when (e.HResult is NoSpace or QuotaExceeded)
        {
            throw new ObjectStoreException(ObjectStoreFault.Full, "no space left on the disk");
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public Task<Stream?> OpenAsync(ObjectId id, long offset, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        try
        {
            var file = new FileStream(PathOf(id), Reading);
            file.Position = offset;
            return Task.FromResult<Stream?>(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task<bool> DeleteAsync(ObjectId id, CancellationToken cancel) =>
        Task.FromResult(Durable.Remove(PathOf(id)));

    public async IAsyncEnumerable<StoredObject> ListAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        // Folder by folder, each a 65,536th of the whole: the order of paths is that of names.
        foreach (var outer in Below(root, Directory.GetDirectories))
            foreach (var inner in Below(outer, Directory.GetDirectories))
                foreach (var path in Below(inner, Directory.GetFiles))
                {
                    cancel.ThrowIfCancellationRequested();
                    var file = new FileInfo(path);
                    if (ObjectPaths.TryParse(Path.GetRelativePath(root, path), out var id) && file.Exists)
                        yield return new(id.Value, file.Length, file.LastWriteTimeUtc);
                }

        await Task.CompletedTask;
    }

    public Task<int> RemoveUnfinishedAsync(DateTimeOffset before, CancellationToken cancel) =>
        Task.FromResult(OwnedFolder.RemoveLeftovers(UnfinishedFolder));

    public void Dispose() => unfinished.Dispose();

    // ENOSPC and EDQUOT of Linux: what an exception of the runtime carries, and Durable's own.
    private const int NoSpace = 28, QuotaExceeded = 122;

    private static async Task<long> WriteAsync(string temporary, Stream bytes, CancellationToken cancel)
    {
        await using var file = new FileStream(Durable.CreateFile(temporary), FileAccess.Write, 0, isAsync: true);
        await bytes.CopyToAsync(file, BufferBytes, cancel);
        Durable.Flush(file.SafeFileHandle);
        return file.Length;
    }

    private void MakeFolders(string path)
    {
        var inner = Path.GetDirectoryName(path)!;
        var outer = Path.GetDirectoryName(inner)!;
        foreach (var (folder, parent) in new[] { (outer, root), (inner, outer) })
        {
            if (durableFolders.ContainsKey(folder))
                continue;

            Durable.CreateFolder(folder);
            Durable.FlushFolder(parent);
            durableFolders[folder] = true;
        }
    }

    private string PathOf(ObjectId id) => Path.Combine(root, ObjectPaths.Of(id));

    private static IEnumerable<string> Below(string folder, Func<string, string[]> find)
    {
        try
        {
            return find(folder).Order(StringComparer.Ordinal);
        }
        catch (DirectoryNotFoundException)
        {
            // Gone since its parent was read.
            return [];
        }
    }

    private static FileStreamOptions Reading => new()
    {
        Mode = FileMode.Open,
        Access = FileAccess.Read,
        Share = FileShare.Read | FileShare.Delete,
        Options = FileOptions.Asynchronous,
        BufferSize = 0,
    };
}
