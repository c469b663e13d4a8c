namespace Records.Core.Ports;

/// <summary>
/// Sealed bytes under random names, written once. Knows nothing of documents; what it gives back is checked by
/// whoever asked, against the hashes in the event. Whatever is done here may throw <see cref="ObjectStoreException"/>
/// where the store is somewhere else and not at its best; nothing is half done then.
/// </summary>
public interface IObjectStore
{
    /// <summary>
    /// Stores the stream to its end. Durable on return (bytes and directory entry); until then nothing is visible under
    /// the name. Throws <see cref="ObjectExistsException"/> when the name is taken, and nothing is left behind
    /// when it throws or is cancelled.
    /// </summary>
    /// <returns>The number of bytes stored.</returns>
    Task<long> PutAsync(ObjectId id, Stream bytes, CancellationToken cancel);

    /// <summary>The bytes from <paramref name="offset"/> on, or null when there is no such object.</summary>
    Task<Stream?> OpenAsync(ObjectId id, long offset, CancellationToken cancel);

    /// <summary>
    /// Removes an object no event refers to, or whose content was lawfully erased. False when there was none.
    /// </summary>
    Task<bool> DeleteAsync(ObjectId id, CancellationToken cancel);

    /// <summary>
    /// Every object, in the order of names as hexadecimal text, a page at a time. What comes or goes meanwhile may be
    /// among them or not.
    /// </summary>
    IAsyncEnumerable<StoredObject> ListAsync(CancellationToken cancel);

    /// <summary>
    /// Removes what writes that began before then and never ended have left; it never had a name. Returns how many.
    /// </summary>
    Task<int> RemoveUnfinishedAsync(DateTimeOffset before, CancellationToken cancel);
}

/// <summary>An object as the store lists it.</summary>
/// <param name="WrittenAt">By the store's clock.</param>
public readonly record struct StoredObject(ObjectId Id, long SizeBytes, DateTimeOffset WrittenAt);

/// <summary>The name is taken. Names are random, so this is a bug or a repeated write, never chance.</summary>
public sealed class ObjectExistsException(ObjectId id) : Exception($"Object {id.Value} exists already.");

/// <summary>
/// The store did not do what it was asked, although it was asked more than once. A write that ends so has left nothing
/// under its name, or something that nobody names and that is swept away.
/// </summary>
public sealed class ObjectStoreException(ObjectStoreFault fault, string detail)
    : Exception($"The object store: {fault} ({detail}).")
{
    public ObjectStoreFault Fault { get; } = fault;

    /// <summary>Status and code as the store gave them; nothing of what was sent.</summary>
    public string Detail { get; } = detail;
}

/// <summary>Why an object store did not do what it was asked; who can mend it differs.</summary>
public enum ObjectStoreFault
{
    /// <summary>It cannot be reached, does not answer in time, or says that it cannot now. Passes by itself.</summary>
    Unavailable,

    /// <summary>More is being written than there is room for. Passes by itself.</summary>
    Overloaded,

    /// <summary>It does not let us: keys, rights or the bucket are not what they must be.</summary>
    Forbidden,

    /// <summary>There is no room left. What is there can be read; somebody must make room.</summary>
    Full,

    /// <summary>It keeps or gives other bytes than it was given.</summary>
    Unfaithful,
}
