using Records.Actors;
using Records.Core.FilePlan;
using Records.Core.Ports;
using Records.Storage.Views;

namespace Records.Api.FilePlan;

/// <summary>
/// The file plan of a tenant as it stands now. Nearly every request asks for it and it seldom changes, so its actor is
/// asked only after a change.
/// </summary>
internal sealed class KeptPlan(
    StreamId stream, ActorHost<FilePlanDecider, FilePlanTree, FilePlanCommand, FilePlanEvent> plans,
    ChangeWatch changes)
{
    private volatile Known? known;

    public StreamId Stream => stream;

    public async Task<FilePlanTree> NowAsync(CancellationToken cancel)
    {
        var look = await changes.LookAsync(cancel);
        if (known is { } kept && kept.Until >= changes.LastChange(stream))
            return kept.Plan;
        var (plan, _, _, _) = await plans.LookAsync(stream, cancel);
        known = new(plan, look.Head);
        return plan;
    }

    /// <param name="Until">The plan knows every event up to this one.</param>
    private sealed record Known(FilePlanTree Plan, Position Until);
}
