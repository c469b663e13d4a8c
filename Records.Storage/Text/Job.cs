using Records.Core.Documents;
using Records.Core.Ports;
using Records.Storage.Objects;
using Records.Storage.Searchable;

namespace Records.Storage.Text;

/// <summary>
/// One document on the disk while it is read: the original in clear, and a folder for each page at work. All of it
/// goes with the job.
/// </summary>
internal sealed class Job : IDisposable
{
    /// <summary>The original as a program on a page sees it.</summary>
    public const string Original = "../in/original";

    private const int BufferBytes = 128 * 1024;

    private readonly OwnedFolder owned;
    private long keptBytes;

    private Job(OwnedFolder owned) => this.owned = owned;

    public string InFolder => Path.Combine(owned.Folder, "in");

    private string KeptFolder => Path.Combine(owned.Folder, "kept");

    private string OriginalPath => Path.Combine(InFolder, "original");

    /// <summary>Writes the original down. Beyond <paramref name="maxBytes"/> it is too large.</summary>
    public static async Task<Job> CreateAsync(
        string workFolder, Stream original, long maxBytes, CancellationToken cancel)
    {
        var job = new Job(OwnedFolder.Create(workFolder));
        try
        {
            Directory.CreateDirectory(job.InFolder);
            await using var file = new FileStream(job.OriginalPath, FileMode.CreateNew, FileAccess.Write);
            var (buffer, size) = (new byte[BufferBytes], 0L);
            while (await original.ReadAsync(buffer, cancel) is var found and > 0)
            {
                size += found;
                if (size > maxBytes)
                    throw new UnreadableException(TextFailure.TooLarge);
                await file.WriteAsync(buffer.AsMemory(0, found), cancel);
            }

            return job;
        }
        catch
        {
            job.Dispose();
            throw;
        }
    }

    /// <summary>What the original is, by its own bytes. The name and the type it came with count for nothing.</summary>
    public MediaType Sniff()
    {
        using var file = File.OpenHandle(OriginalPath);
        var head = new byte[MediaTypes.HeadBytes];
        return MediaTypes.Sniff(head.AsSpan(0, RandomAccess.Read(file, head, 0)));
    }

    /// <summary>What the original says of itself as an image; null when it is none.</summary>
    public ImageHeader? ImageHeader(MediaType type, int maxPages) => HeaderOf(OriginalPath, type, maxPages);

    /// <summary>The whole original, which has at most so many bytes; more are too large.</summary>
    public byte[] ReadOriginal(int maxBytes) => new FileInfo(OriginalPath).Length <= maxBytes
        ? File.ReadAllBytes(OriginalPath)
        : throw new UnreadableException(TextFailure.TooLarge);

    /// <summary>Works on a page in a folder of its own, which is removed afterwards.</summary>
    public async Task<T> OnPageAsync<T>(Func<PageFolder, Task<T>> work)
    {
        var folder = Directory.CreateDirectory(Path.Combine(owned.Folder, Guid.NewGuid().ToString("N")));
        try
        {
            return await work(new(folder.FullName, InFolder));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>
    /// Keeps a PDF that a program has made of one page, until all are there. Beyond so many bytes over all pages it is
    /// dropped, and with it what was to be made of them.
    /// </summary>
    public void Keep(PageFolder page, string name, int index)
    {
        var file = new FileInfo(Path.Combine(page.Path, name));
        if (!file.Exists || Interlocked.Add(ref keptBytes, file.Length) > SearchableCopies.MaxBytes)
            return;
        Directory.CreateDirectory(KeptFolder);
        file.MoveTo(Path.Combine(KeptFolder, $"{index:D6}.pdf"));
    }

    /// <summary>Moves what was kept into the folder, and says the names in the order of the pages.</summary>
    public IReadOnlyList<string> TakeKept(PageFolder folder)
    {
        if (!Directory.Exists(KeptFolder))
            return [];
        var names = Directory.GetFiles(KeptFolder).Select(path => Path.GetFileName(path)!)
            .Order(StringComparer.Ordinal).ToList();
        foreach (var name in names)
            File.Move(Path.Combine(KeptFolder, name), Path.Combine(folder.Path, name));
        return names;
    }

    public void Dispose() => owned.Dispose();

    internal static ImageHeader? HeaderOf(string path, MediaType type, int maxPages)
    {
        using var file = File.OpenHandle(path);
        return Core.Documents.ImageHeader.Read(
            type, (offset, target) => RandomAccess.Read(file, target, offset), maxPages);
    }
}

/// <summary>Where the programs that work on one page write.</summary>
internal sealed record PageFolder(string Path, string InFolder)
{
    /// <summary>
    /// What a program has written under the name; null when there is none or it has more bytes than that.
    /// </summary>
    public byte[]? Read(string name, long maxBytes)
    {
        var file = new FileInfo(System.IO.Path.Combine(Path, name));
        return file.Exists && file.Length <= maxBytes ? File.ReadAllBytes(file.FullName) : null;
    }

    /// <summary>
    /// A program has not written what it should. The document is damaged, unless the disk is full: that is the
    /// machine's fault.
    /// </summary>
    public Exception Damaged() => new DriveInfo(Path).AvailableFreeSpace < 1 << 20
        ? new TextUnavailableException("The disk of the work folder is full.")
        : new UnreadableException(TextFailure.Damaged);
}
