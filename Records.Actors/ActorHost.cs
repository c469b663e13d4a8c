using System.Collections.Concurrent;
using Records.Core.Deciding;
using Records.Core.Ports;

namespace Records.Actors;

/// <summary>
/// Starts the actors of one kind of stream on demand, puts idle ones to rest, and drains all of them at the end. A
/// stream has at most one live actor in a process.
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
    private readonly Task sweeping;

    public ActorHost(Journal<TEvent> journal, ActorLimits limits, TimeProvider clock)
    {
        (this.journal, this.limits, this.clock) = (journal, limits, clock);
        sweeping = Task.Run(SweepAsync);
    }

    /// <summary>How many actors live now.</summary>
    public int Live => actors.Count;

    public Journal<TEvent> Journal => journal;

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

    /// <summary>Puts to rest whoever has been idle too long, and the idlest beyond the limit.</summary>
    public async Task PassivateAsync()
    {
        var idlest = actors.Where(a => a.Value.IsValueCreated).OrderByDescending(a => a.Value.Value.Idle).ToList();
        var surplus = idlest.Count - limits.MaxLive;
        foreach (var (entry, rank) in idlest.Select((entry, rank) => (entry, rank)))
        {
            var idle = entry.Value.Value.Idle;
            if (idle < limits.IdleAfter && (rank >= surplus || idle == TimeSpan.Zero))
                continue;
            // Out of the book first: whoever asks from now on starts a successor, which reads what this one wrote.
            if (actors.TryRemove(entry))
                await entry.Value.Value.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await sweeping;
        foreach (var entry in actors.Where(a => a.Value.IsValueCreated))
            await entry.Value.Value.DisposeAsync();
        stopping.Dispose();
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
        return actors.GetOrAdd(stream, id => new(() => new(id, journal, clock))).Value;
    }

    private async Task SweepAsync()
    {
        using var timer = new PeriodicTimer(limits.SweepEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token))
                await PassivateAsync();
        }
        catch (OperationCanceledException)
        {
            // The host is being put down.
        }
    }
}

/// <summary>How many actors may live and how long without work.</summary>
public sealed record ActorLimits(int MaxLive, TimeSpan IdleAfter, TimeSpan SweepEvery)
{
    public static ActorLimits Default { get; } = new(10_000, TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(30));
}
