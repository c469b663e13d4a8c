using Records.Core.Ports;

namespace Records.Api.Telemetry;

/// <summary>A tenant's sealed content, with what is stored counted in plain bytes.</summary>
internal sealed class MeasuredObjects(ISealedObjects objects, RecordsMeter meter, string tenant) : ISealedObjects
{
    public async Task<SealedReceipt> WriteAsync(
        DataKey key, ObjectId id, Stream plain, long maxBytes, CancellationToken cancel)
    {
        var receipt = await objects.WriteAsync(key, id, plain, maxBytes, cancel);
        meter.ObjectBytes.Add(receipt.PlainBytes, new KeyValuePair<string, object?>("tenant", tenant));
        return receipt;
    }

    public Task<Stream?> OpenAsync(DataKey key, ObjectId id, long plainBytes, CancellationToken cancel) =>
        objects.OpenAsync(key, id, plainBytes, cancel);
}
