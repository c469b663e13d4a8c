using Microsoft.Extensions.Logging;
using Records.Core.Ports;

namespace Records.Actors.Followers;

/// <summary>
/// Keeps the query tables current: reads on from their own position, opens, applies, and wakes who waits. It may be
/// killed at any point; the position in the tables decides. Where another process does that work, this one looks at
/// the tables for those who wait here.
/// </summary>
public sealed class ViewFollower(
    IEventStore store, IViewStore views, EventReader reader, Attention attention, TimeProvider clock,
    ILogger log) : IWork
{
    private const int BatchSize = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(25);

    private readonly Lock gate = new();
    private TaskCompletionSource moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long reached = Position.None.Value;
    private volatile bool isAtWork;
    private int looking;

    public string Name => "views";

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
                if (isAtWork)
                    await next.WaitAsync(end.Token);
                else
                    await LookAsync(next, end.Token);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                return Reached >= position;
            }
        }
    }

    public async Task WorkAsync(Lease lease, CancellationToken end)
    {
        SetAtWork(true);
        try
        {
            await FollowAsync(lease, end);
        }
        finally
        {
            // Who waits must look for himself from now on.
            SetAtWork(false);
            Wake();
        }
    }

    private async Task FollowAsync(Lease lease, CancellationToken end)
    {
        var position = await views.PositionAsync(end);
        Arrive(position);

        while (true)
        {
            // Nobody rests before everything was seen, though whoever wrote it has left.
            using (attention.Work())
                while (await store.ReadAllAsync(position, BatchSize, end) is { Count: > 0 } batch)
                {
                    position = await ApplyAsync(lease, position, batch, end);
                    Arrive(position);
                }

            await store.WaitForNewsAsync(position, Patience, end);
        }
    }

    private async Task<Position> ApplyAsync(
        Lease lease, Position position, IReadOnlyList<StoredEvent> batch, CancellationToken end)
    {
        var opened = new List<ViewedEvent>(batch.Count);
        foreach (var stored in batch)
            opened.Add(await reader.OpenAsync(stored, end));

        // A rebuild may have put other tables in the place of these, and they may have come further.
        return await views.ApplyParkingAsync(
            lease, position, opened,
            parked => ViewFollowerLog.Parked(log, parked.Stored.Position.Value, parked.Fault!), end)
            ? batch[^1].Position
            : await views.PositionAsync(end);
    }

    // One look serves everybody who waits; then there is a pause, unless the look has shown a move.
    private async Task LookAsync(Task next, CancellationToken cancel)
    {
        if (Interlocked.CompareExchange(ref looking, 1, 0) == 0)
        {
            try
            {
                var position = await views.PositionAsync(cancel);
                lock (gate)
                    if (!isAtWork)
                        Arrive(position);
            }
            finally
            {
                Volatile.Write(ref looking, 0);
            }
        }

        await Task.WhenAny(next, Task.Delay(BetweenLooks, clock, cancel));
        cancel.ThrowIfCancellationRequested();
    }

    private void SetAtWork(bool value)
    {
        lock (gate)
            isAtWork = value;
    }

    private void Arrive(Position position)
    {
        if (position.Value != Interlocked.Exchange(ref reached, position.Value))
            Wake();
    }

    private void Wake() =>
        Interlocked.Exchange(ref moved, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}

internal static partial class ViewFollowerLog
{
    [LoggerMessage(EventName = "view-parked", Level = LogLevel.Critical,
        Message = "The event at position {Position} cannot be read as it was written: {Fault}.")]
    public static partial void Parked(ILogger log, long position, string fault);
}
