using Microsoft.Extensions.Logging;
using Records.Core.Ports;

namespace Records.Actors.Followers;

/// <summary>
/// Brings what happened under a signed checkpoint, seconds after it happened. Where history and log do not agree it
/// goes no further and says so, and where the history is not the one that was signed nothing is written to it any more.
/// </summary>
/// <remarks>
/// Not by the lease: whoever builds writes the same bytes, and the signer lets nobody fall behind. The lease only
/// spares the work of doing it twice.
/// </remarks>
public sealed class CheckpointFollower(
    LogBuilder builder, WriteStop stop, IEventStore store, Attention attention, TimeProvider clock, ILogger log) : IWork
{
    private static readonly TimeSpan BetweenCheckpoints = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private volatile string? alarm;

    public string Name => "checkpoints";

    /// <summary>What is wrong, for whoever looks at it; null when nothing is.</summary>
    public string? Alarm => alarm;

    /// <summary>
    /// Compares history, log and signer, before the first request; and stops all writing where they do not agree.
    /// </summary>
    public async Task CheckAsync(CancellationToken cancel) => await GuardAsync(async () =>
    {
        await builder.CheckAsync(cancel);
        return false;
    });

    public async Task WorkAsync(Lease lease, CancellationToken end)
    {
        while (true)
        {
            bool hasGrown;
            // Nobody rests before everything is under a checkpoint, though whoever wrote it has left.
            using (attention.Work())
                hasGrown = await GuardAsync(() => builder.GrowAsync(end));
            if (hasGrown)
                await Task.Delay(BetweenCheckpoints, clock, end);
            else if (alarm is not null)
                await Task.Delay(Patience, clock, end);
            else
                await store.WaitForNewsAsync(new(builder.Size - 1), Patience, end);
        }
    }

    private async Task<bool> GuardAsync(Func<Task<bool>> act)
    {
        try
        {
            var outcome = await act();
            alarm = null;
            return outcome;
        }
        catch (Exception fault) when (fault is LogForkedException or TileConflictException)
        {
            stop.Stop();
            Raise(fault);
            return false;
        }
        catch (HistoryBrokenException fault)
        {
            Raise(fault);
            return false;
        }
    }

    // Said once for each thing that is wrong, and not at each attempt.
    private void Raise(Exception fault)
    {
        if (alarm == fault.Message)
            return;
        alarm = fault.Message;
        CheckpointLog.Alarmed(log, fault.Message);
    }
}

internal static partial class CheckpointLog
{
    [LoggerMessage(EventName = "log-alarm", Level = LogLevel.Critical,
        Message = "The published log goes no further. {What}")]
    public static partial void Alarmed(ILogger log, string what);
}
