using System.Collections.Concurrent;
using Records.Core.Deciding;
using Records.Core.Ports;

namespace Records.Actors;

/// <summary>
/// Starts the actors of one kind of stream on demand, puts them to rest when they are idle, too many, or memory is
/// short, and drains all of them at the end. A stream has at most one live actor in a process.
/// </summary>
public sealed class ActorHost<TDecider, TState, TCommand, TEvent> : IAsyncDisposable
    where TDecider : IDecider<TState, TCommand, TEvent>
{
    private readonly ConcurrentDictionary<StreamId, Lazy<StreamActor<TDecider, TState, TCommand, TEvent>>> actors =
        new();
    private readonly Journal<TEvent> journal;
    private readonly ActorLimits limits;
    private readonly TimeProvider clock;
    private readonly CancellationTokenSource stopping = new();
    private readonly SemaphoreSlim round = new(1);
    private readonly Task sweeping;
    private TaskCompletionSource crowded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long judgedCollection;
    private int live;

    public ActorHost(Journal<TEvent> journal, ActorLimits limits, TimeProvider clock)
    {
        (this.journal, this.limits, this.clock) = (journal, limits, clock);
        sweeping = Task.Run(SweepAsync);
    }

    /// <summary>How many actors live now.</summary>
    public int Live => Volatile.Read(ref live);

    public Journal<TEvent> Journal => journal;

    /// <summary>What spares the actors reading everything; null where they do. The host's own from now on.</summary>
    public Snapshots<TState>? Snapshots { get; init; }

    /// <summary>Watches every command; null where nobody looks.</summary>
    public CommandTelemetry? Telemetry { get; init; }

    public Task<Outcome<TState>> AskAsync(StreamId stream, Wish<TState, TCommand> wish, CancellationToken cancel) =>
        Telemetry is null
        ? AskActorAsync(stream, wish, cancel)
        : Telemetry.WatchAsync(wish.Command!.GetType().Name, () => AskActorAsync(stream, wish, cancel));

    /// <summary>The stream's state as stored now.</summary>
    public async Task<Seen<TState>> LookAsync(StreamId stream, CancellationToken cancel)
    {
        while (true)
            if (await Find(stream).LookAsync(cancel) is { } seen)
                return seen;
    }

    /// <summary>
    /// Puts to rest whoever has been idle too long; the idlest, when there are more than the limit; and the idler half,
    /// when memory is short. Who has letters to answer stays.
    /// </summary>
    public async Task PassivateAsync()
    {
        // One round after the other: two at once would each put the surplus to rest, and so twice as many.
        await round.WaitAsync();
        try
        {
            await PutToRestAsync();
        }
        finally
        {
            round.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await sweeping;
        foreach (var entry in actors.Where(a => a.Value.IsValueCreated))
            await entry.Value.Value.DisposeAsync();
        stopping.Dispose();
        round.Dispose();
        if (Snapshots is not null)
            await Snapshots.DisposeAsync();
    }

    private async Task PutToRestAsync()
    {
        var surplus = Surplus();
        var idlest = actors.Where(a => a.Value.IsValueCreated).Select(entry => (Entry: entry, entry.Value.Value.Idle))
            .Where(a => a.Idle >= limits.IdleAfter || (surplus > 0 && a.Idle > TimeSpan.Zero))
            .OrderByDescending(a => a.Idle).ToList();
        foreach (var (rank, (entry, idle)) in idlest.Index())
        {
            if (rank >= surplus && idle < limits.IdleAfter)
                break;
            // Out of the book first: whoever asks from now on starts a successor, which reads what this one wrote.
            if (!actors.TryRemove(entry))
                continue;
            await entry.Value.Value.DisposeAsync();
            Interlocked.Decrement(ref live);
        }
    }

    private async Task<Outcome<TState>> AskActorAsync(
        StreamId stream, Wish<TState, TCommand> wish, CancellationToken cancel)
    {
        while (true)
            if (await Find(stream).AskAsync(wish, cancel) is { } outcome)
                return outcome;
    }

    private StreamActor<TDecider, TState, TCommand, TEvent> Find(StreamId stream)
    {
        ObjectDisposedException.ThrowIf(stopping.IsCancellationRequested, this);
        return actors.GetOrAdd(stream, id => new(() => Start(id))).Value;
    }

    private StreamActor<TDecider, TState, TCommand, TEvent> Start(StreamId stream)
    {
        if (Interlocked.Increment(ref live) > limits.MaxLive)
            Volatile.Read(ref crowded).TrySetResult();
        return new(stream, journal, Snapshots, clock);
    }

    // A tenth more than is needed goes, so that the next actor does not make the host look again.
    private int Surplus()
    {
        var count = Live;
        var surplus = count > limits.MaxLive ? count - limits.MaxLive + (limits.MaxLive / 10) : 0;
        return IsMemoryShort() ? Math.Max(surplus, (count + 1) / 2) : surplus;
    }

    // What was let go shows at the next collection only; until then the same reading must not cost another half.
    private bool IsMemoryShort()
    {
        var (bytes, collection) = limits.ReadHeap();
        if (bytes <= limits.MaxHeapBytes || collection == judgedCollection)
            return false;
        judgedCollection = collection;
        return true;
    }

    private async Task SweepAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            await Task.WhenAny(
                Volatile.Read(ref crowded).Task, Task.Delay(limits.SweepEvery, clock, stopping.Token));
            Volatile.Write(ref crowded, new(TaskCreationOptions.RunContinuationsAsynchronously));
            if (!stopping.IsCancellationRequested)
                await PassivateAsync();
        }
    }
}
