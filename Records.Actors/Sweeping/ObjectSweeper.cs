using Microsoft.Extensions.Logging;
using Records.Actors.Followers;
using Records.Core.Ports;

namespace Records.Actors.Sweeping;

/// <summary>
/// Sweeps a tenant's object store once a day; once an hour, while somebody works with the tenant, the store is told how
/// far the history is. What is missing there, or held back, is logged each time until somebody has seen to it.
/// </summary>
/// <remarks>
/// No term fences the store; but what is removed was withdrawn first, and so can be named under no term any more.
/// </remarks>
public sealed partial class ObjectSweeper(
    ObjectSweep sweep, IObjectSweeps sweeps, Attention attention, TimeProvider clock, ILogger log) : IWork
{
    private const int MostNamed = 20;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(5), MarkEvery = TimeSpan.FromHours(1);

    private DateTimeOffset nextMark;

    public string Name => "objects";

    /// <summary>A sweep when its day has come, and a mark when its hour has.</summary>
    public async Task TurnAsync(CancellationToken cancel)
    {
        if (await sweeps.TakeTurnAsync(IObjectSweeps.Every, cancel))
            await SweepAsync(cancel);
        else if (clock.GetUtcNow() >= nextMark)
        {
            nextMark = clock.GetUtcNow() + MarkEvery;
            await sweep.MarkAsync(cancel);
        }
    }

    public async Task WorkAsync(Lease lease, CancellationToken end)
    {
        using var timer = new PeriodicTimer(LookEvery, clock);
        do
            await TurnGuardedAsync(end);
        while (await timer.WaitForNextTickAsync(end));
    }

    private async Task SweepAsync(CancellationToken cancel)
    {
        // However long it takes, and though nobody else is here.
        using var work = attention.Work();
        var done = false;
        try
        {
            Tell(await sweep.RunAsync(new(DryRun: false, Force: false), cancel));
            done = true;
        }
        finally
        {
            // Told to end, the next process begins at once; after a failure there is time to see to it.
            if (!done)
                await sweeps.GiveBackTurnAsync(
                    cancel.IsCancellationRequested ? TimeSpan.Zero : MarkEvery, CancellationToken.None);
        }
    }

    // Not left to the duty, which would begin again at once.
    private async Task TurnGuardedAsync(CancellationToken end)
    {
        try
        {
            await TurnAsync(end);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Faulted(log, fault.GetType().Name);
        }
    }

    private void Tell(SweepReport report)
    {
        if (report.Removed > 0 || report.Unfinished > 0)
            Swept(log, report.Removed, report.Unfinished);
        if (report.Hold is not SweepHold.None)
            Held(log, report.Orphans, report.Hold);
        foreach (var claim in report.Missing.Take(MostNamed))
            Missing(log, claim.Value, claim.Stream.Value, report.Missing.Count);
    }

    [LoggerMessage(EventName = "objects-swept", Level = LogLevel.Information,
        Message = "{Count} objects that nobody names were removed, and {Unfinished} writes that never ended.")]
    private static partial void Swept(ILogger log, int count, int unfinished);

    [LoggerMessage(EventName = "objects-held-back", Level = LogLevel.Critical,
        Message = "{Count} objects that nobody names were left where they are ({Hold}); "
            + "see records sweep-objects --dry-run.")]
    private static partial void Held(ILogger log, int count, SweepHold hold);

    [LoggerMessage(EventName = "objects-missing", Level = LogLevel.Critical,
        Message = "Object {Name}, which stream {Stream} names, is not in the store; {Count} in all.")]
    private static partial void Missing(ILogger log, string name, Guid stream, int count);

    [LoggerMessage(EventName = "object-sweep-faulted", Level = LogLevel.Error,
        Message = "Sweeping objects failed ({Fault}) and is tried again in an hour.")]
    private static partial void Faulted(ILogger log, string fault);
}
