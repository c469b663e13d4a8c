using Records.Core.CaseFiles;
using Records.Core.Documents;

namespace Records.Core.Ports;

/// <summary>
/// Content that was uploaded and is not filed yet. Sealed from the start with the key of its case file, or with one of
/// its own for the in-tray; filed within a day or swept away.
/// </summary>
public interface IUploads
{
    Task AddAsync(Upload upload, CancellationToken cancel);

    /// <summary>The upload for this case file, or null when there is none or its day is over.</summary>
    Task<Upload?> FindAsync(CaseFileId file, ObjectId id, CancellationToken cancel);

    /// <summary>The upload for the in-tray, or null when there is none or its day is over.</summary>
    Task<Upload?> FindForInTrayAsync(ObjectId id, CancellationToken cancel);

    Task RemoveAsync(ObjectId id, CancellationToken cancel);

    /// <summary>The same under a lease; false, and nothing removed, when its term is over.</summary>
    Task<bool> RemoveAsync(Lease lease, ObjectId id, CancellationToken cancel);

    /// <summary>Which of these are uploads, whatever their age.</summary>
    Task<IReadOnlySet<ObjectId>> AmongAsync(IReadOnlyList<ObjectId> ids, CancellationToken cancel);

    /// <summary>Uploads that can no longer be filed, oldest first.</summary>
    Task<IReadOnlyList<ObjectId>> OverdueAsync(int limit, CancellationToken cancel);
}

/// <summary>One upload: where its bytes lie and what they are.</summary>
/// <param name="Stream">The case file it is for, or the entry of the in-tray it is to become.</param>
/// <param name="Key">The key of that entry; <see cref="KeyId.None"/> where it is sealed with its case file's.</param>
public sealed record Upload(StreamId Stream, KeyId Key, DocumentContent Content, DateTimeOffset At)
{
    /// <summary>How long an upload can be filed.</summary>
    public static TimeSpan Life { get; } = TimeSpan.FromHours(24);

    /// <summary>How long its object is kept beyond that, so that no filing under way loses its bytes.</summary>
    public static TimeSpan Grace { get; } = TimeSpan.FromHours(24);
}
