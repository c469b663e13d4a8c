using Records.Core.Ports;

namespace Records.Storage.Objects;

/// <summary>One tenant's sealed content in an object store.</summary>
public sealed class TenantObjects(IObjectStore store, TenantId tenant) : ISealedObjects
{
    public Task<SealedReceipt> WriteAsync(
        DataKey key, ObjectId id, Stream plain, long maxBytes, CancellationToken cancel) =>
        SealedObjects.WriteAsync(store, tenant, key, id, plain, maxBytes, cancel);

    public Task<Stream?> OpenAsync(DataKey key, ObjectId id, long plainBytes, CancellationToken cancel) =>
        SealedObjects.OpenAsync(store, tenant, key, id, plainBytes, cancel);
}
