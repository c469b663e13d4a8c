using Records.Core.Ports;

namespace Records.Api.Telemetry;

/// <summary>A tenant's query tables, with a span for every batch that is applied to them.</summary>
internal sealed class MeasuredViewStore(IViewStore views, string tenant) : IViewStore
{
    public Task<Position> PositionAsync(CancellationToken cancel) => views.PositionAsync(cancel);

    public async Task<bool> ApplyAsync(
        Lease lease, Position expected, IReadOnlyList<ViewedEvent> events, CancellationToken cancel)
    {
        using var span = RecordsMeter.Spans.StartActivity("view apply");
        span?.SetTag("records.tenant", tenant).SetTag("records.events", events.Count);
        span?.SetTag("records.position", events[^1].Stored.Position.Value);
        var applied = await views.ApplyAsync(lease, expected, events, cancel);
        span?.SetTag("records.outcome", applied ? "applied" : "overtaken");
        return applied;
    }
}
