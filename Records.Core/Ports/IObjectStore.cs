namespace Records.Core.Ports;

/// <summary>
/// Sealed bytes under random names, written once. Knows nothing of documents; what it gives back is checked by
/// whoever asked, against the hashes in the event.
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
}

/// <summary>The name is taken. Names are random, so this is a bug or a repeated write, never chance.</summary>
public sealed class ObjectExistsException(ObjectId id) : Exception($"Object {id.Value} exists already.");
