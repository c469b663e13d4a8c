using Records.Core.Ports;
using Records.Storage.Postgres;

namespace Records.Bench.Writing;

/// <summary>The event store alone: requests that are ready, each writer on a stream of its own.</summary>
internal sealed class StoreWay(TenantDatabase database, Rows rows, int writers) : IWriteWay
{
    private readonly PostgresEventStore store = new(
        database.Connections, database.Tenant, TimeProvider.System, new());
    private readonly StreamId[] streams = [.. Enumerable.Range(0, writers).Select(_ => new StreamId(Guid.NewGuid()))];
    private readonly StreamVersion[] versions = [.. Enumerable.Repeat(StreamVersion.None, writers)];

    public string Name => "store";
    public string Meaning => "store alone, with events that are ready";

    public Task<Measurement> TakeAsync(TimeSpan limit) => Measurement.TakeAsync(writers, limit, WriteAsync);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private async Task WriteAsync(int writer)
    {
        var request = rows.Next().ToRequest(streams[writer], versions[writer]);
        if (await store.AppendAsync(request, CancellationToken.None) is not AppendOutcome.Appended)
            throw new InvalidOperationException("An event was refused.");
        versions[writer] = versions[writer].Plus(1);
    }
}
