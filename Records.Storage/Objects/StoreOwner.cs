using System.Text;
using Records.Core.Ports;

namespace Records.Storage.Objects;

/// <summary>
/// Whose objects a store holds: an object with a name of its own says so. What one tenant does not know is swept, so
/// two must never share a place, and no setting can see to that across installations.
/// </summary>
public static class StoreOwner
{
    private const int MostBytes = 100;

    /// <summary>The name of the mark; no random name is like it.</summary>
    public static ObjectId Mark { get; } = new(new("00000000-0000-8000-8000-000000000001"));

    /// <summary>
    /// Takes the store for the tenant where nobody has; false when it is somebody else's, or has something in that
    /// place that is no mark.
    /// </summary>
    public static async Task<bool> TakeAsync(IObjectStore store, TenantId tenant, CancellationToken cancel)
    {
        var mine = Encoding.ASCII.GetBytes($"records-owner1\n{tenant.Value:D}\n");
        if (await ReadAsync(store, cancel) is { } found)
            return found.AsSpan().SequenceEqual(mine);

        try
        {
            await store.PutAsync(Mark, new MemoryStream(mine), cancel);
            return true;
        }
        catch (ObjectExistsException)
        {
            return await ReadAsync(store, cancel) is { } other && other.AsSpan().SequenceEqual(mine);
        }
    }

    /// <summary>Throws unless the store answers and still has its mark; a folder nobody mounted has none.</summary>
    public static async Task DemandAsync(IObjectStore store, CancellationToken cancel)
    {
        if (await ReadAsync(store, cancel) is null)
            throw new IOException("The store has lost the mark of its owner.");
    }

    private static async Task<byte[]?> ReadAsync(IObjectStore store, CancellationToken cancel)
    {
        await using var stream = await store.OpenAsync(Mark, 0, cancel);
        if (stream is null)
            return null;
        var buffer = new byte[MostBytes];
        return buffer[..await stream.ReadAtLeastAsync(buffer, MostBytes, throwOnEndOfStream: false, cancel)];
    }
}
