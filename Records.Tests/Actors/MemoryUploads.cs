using Records.Core.CaseFiles;
using Records.Core.Ports;

namespace Records.Tests.Actors;

/// <summary>What was uploaded and not filed, in memory: all that the actors ask for.</summary>
internal sealed class MemoryUploads : IUploads
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<ObjectId, Upload> uploads = new();

    public IReadOnlyCollection<ObjectId> Ids => [.. uploads.Keys];

    public Task AddAsync(Upload upload, CancellationToken cancel)
    {
        uploads[upload.Content.Object] = upload;
        return Task.CompletedTask;
    }

    public Task<Upload?> FindAsync(CaseFileId file, ObjectId id, CancellationToken cancel) =>
        Task.FromResult(uploads.GetValueOrDefault(id));

    public Task<Upload?> FindForInTrayAsync(ObjectId id, CancellationToken cancel) =>
        Task.FromResult(uploads.GetValueOrDefault(id));

    public Task RemoveAsync(ObjectId id, CancellationToken cancel)
    {
        uploads.TryRemove(id, out _);
        return Task.CompletedTask;
    }

    public Task<bool> RemoveAsync(Lease lease, ObjectId id, CancellationToken cancel) =>
        Task.FromResult(uploads.TryRemove(id, out _));

    public Task<IReadOnlySet<ObjectId>> AmongAsync(IReadOnlyList<ObjectId> ids, CancellationToken cancel) =>
        Task.FromResult<IReadOnlySet<ObjectId>>(ids.Where(uploads.ContainsKey).ToHashSet());

    public Task<IReadOnlyList<ObjectId>> OverdueAsync(int limit, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<ObjectId>>([]);
}
