using Microsoft.Extensions.Logging;
using Records.Core.Ports;

namespace Records.Actors.Followers;

/// <summary>
/// Keeps the query tables current: reads on from their own position, opens, applies, and wakes who waits. It may be
/// killed at any point and runs in as many processes as there are; the position in the tables decides.
/// </summary>
public sealed class ViewFollower : IAsyncDisposable
{
    private const int BatchSize = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);

    private readonly IEventStore store;
    private readonly IViewStore views;
    private readonly EventReader reader;
    private readonly TimeProvider clock;
    private readonly ILogger log;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task loop;
    private TaskCompletionSource moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long reached = Position.None.Value;

    public ViewFollower(IEventStore store, IViewStore views, EventReader reader, TimeProvider clock, ILogger log)
    {
        (this.store, this.views, this.reader, this.clock, this.log) = (store, views, reader, clock, log);
        loop = Task.Run(RunAsync);
    }

    /// <summary>The position the tables have reached, as far as this process knows.</summary>
    public Position Reached => new(Volatile.Read(ref reached));

    /// <summary>Ends when the tables move next. Taken before looking at them, no movement is missed.</summary>
    public Task NextMove => Volatile.Read(ref moved).Task;

    /// <summary>True once the tables stand at the position; false when patience ran out first.</summary>
    public async Task<bool> WaitForAsync(Position position, TimeSpan patience, CancellationToken cancel)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        end.CancelAfter(patience);
        while (true)
        {
            var next = NextMove;
            if (Reached >= position)
                return true;
            try
            {
                await next.WaitAsync(end.Token);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                return Reached >= position;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await loop;
        stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(stopping.Token);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                ViewFollowerLog.Faulted(log, fault.GetType().Name);
                await PauseAsync();
            }
        }
    }

    private async Task FollowAsync(CancellationToken cancel)
    {
        var position = await views.PositionAsync(cancel);
        Arrive(position);

        while (true)
        {
            var batch = await store.ReadAllAsync(position, BatchSize, cancel);
            if (batch.Count == 0)
            {
                await store.WaitForNewsAsync(position, Patience, cancel);
                // Somebody else's follower may have moved the tables meanwhile.
                position = await views.PositionAsync(cancel);
                Arrive(position);
                continue;
            }

            var opened = new List<ViewedEvent>(batch.Count);
            foreach (var stored in batch)
                opened.Add(await reader.OpenAsync(stored, cancel));

            foreach (var parked in opened.Where(e => e.Fault is not null))
                ViewFollowerLog.Parked(log, parked.Stored.Position.Value, parked.Fault!);

            position = await views.ApplyAsync(position, opened, cancel)
                ? batch[^1].Position
                : await views.PositionAsync(cancel);
            Arrive(position);
        }
    }

    private void Arrive(Position position)
    {
        if (position.Value == Volatile.Read(ref reached))
            return;
        Volatile.Write(ref reached, position.Value);
        Interlocked.Exchange(ref moved, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    private async Task PauseAsync()
    {
        try
        {
            await Task.Delay(PauseAfterFault, clock, stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // Stopping ends the pause.
        }
    }
}

internal static partial class ViewFollowerLog
{
    [LoggerMessage(EventName = "view-faulted", Level = LogLevel.Error,
        Message = "The view follower failed ({Fault}) and tries again.")]
    public static partial void Faulted(ILogger log, string fault);

    [LoggerMessage(EventName = "view-parked", Level = LogLevel.Critical,
        Message = "The event at position {Position} cannot be read as it was written: {Fault}.")]
    public static partial void Parked(ILogger log, long position, string fault);
}
