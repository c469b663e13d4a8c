using System.Threading.Channels;
using Records.Core.Deciding;
using Records.Core.Ports;

namespace Records.Actors;

/// <summary>
/// Guards one stream: takes its wishes one at a time, so each is decided on the state the last one left behind. The
/// store has the final word; a second writer elsewhere shows up as a conflict, is caught up with, and the wish is
/// decided afresh. Failure forgets the state and replays, so that a guess never becomes state.
/// </summary>
public sealed class StreamActor<TDecider, TState, TCommand, TEvent> : IAsyncDisposable
    where TDecider : IDecider<TState, TCommand, TEvent>
{
    private const int MailboxCapacity = 256;
    private const int MaxAttempts = 8;

    private readonly Channel<Letter> mailbox = Channel.CreateBounded<Letter>(MailboxCapacity);
    private readonly StreamId stream;
    private readonly Journal<TEvent> journal;
    private readonly Snapshots<TState>? snapshots;
    private readonly TimeProvider clock;
    private readonly Task loop;

    private TState state = TDecider.Initial;
    private StreamVersion version = StreamVersion.None;
    private KeyId keyId;
    private StreamVersion inSnapshot = StreamVersion.None;
    private long lastUsed;

    public StreamActor(
        StreamId stream, Journal<TEvent> journal, Snapshots<TState>? snapshots, TimeProvider clock)
    {
        (this.stream, this.journal, this.snapshots, this.clock) = (stream, journal, snapshots, clock);
        lastUsed = clock.GetTimestamp();
        loop = Task.Run(RunAsync);
    }

    /// <summary>How long nobody has asked anything.</summary>
    public TimeSpan Idle =>
        mailbox.Reader.Count > 0 ? TimeSpan.Zero : clock.GetElapsedTime(Volatile.Read(ref lastUsed));

    /// <summary>
    /// The outcome, or null when this actor was put to rest: ask its successor. Cancelling gives up the wait, never the
    /// write. Throws <see cref="MailboxFullException"/> when too many are waiting already.
    /// </summary>
    public async Task<Outcome<TState>?> AskAsync(Wish<TState, TCommand> wish, CancellationToken cancel) =>
        Post(new(wish, null)) is { } letter ? await letter.Reply.Task.WaitAsync(cancel) : null;

    /// <summary>The state with all that is stored now, or null when this actor was put to rest.</summary>
    public async Task<Seen<TState>?> LookAsync(CancellationToken cancel)
    {
        var look = new TaskCompletionSource<Seen<TState>>(TaskCreationOptions.RunContinuationsAsynchronously);
        return Post(new(null, look)) is not null ? await look.Task.WaitAsync(cancel) : null;
    }

    /// <summary>Takes no new letters, answers those it has, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        mailbox.Writer.TryComplete();
        await loop;
    }

    private Letter? Post(Letter letter)
    {
        Volatile.Write(ref lastUsed, clock.GetTimestamp());
        if (mailbox.Writer.TryWrite(letter))
            return letter;
        // A completed mailbox refuses as a full one does; only the reader knows which it is.
        return mailbox.Reader.Count >= MailboxCapacity ? throw new MailboxFullException() : null;
    }

    private async Task RunAsync()
    {
        await foreach (var letter in mailbox.Reader.ReadAllAsync())
        {
            try
            {
                if (letter.Wish is { } wish)
                    letter.Reply.SetResult(await HandleAsync(wish));
                else
                    letter.Look!.SetResult(await CatchUpAsync());
                OfferSnapshot();
            }
            catch (Exception failure)
            {
                // The store may or may not have taken the events. Forget everything and replay on the next letter.
                (state, version, keyId) = (TDecider.Initial, StreamVersion.None, KeyId.None);
                inSnapshot = StreamVersion.None;
                letter.Fail(failure);
            }
        }
    }

    private async Task<Outcome<TState>> HandleAsync(Wish<TState, TCommand> wish)
    {
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            // What a probe is decided on no append makes sure of, so it looks first.
            if (version == StreamVersion.None || attempt > 1 || wish.Terms.IsProbe)
                await CatchUpAsync();

            var decision = wish.Guard?.Invoke(state) is { } hidden
                ? Decision<TEvent>.Refuse(hidden)
                : TDecider.Decide(wish.Command, state);
            if (decision is Decision<TEvent>.Refused no)
            {
                // A refusal on a remembered state may be out of date where another process writes too.
                if (attempt == 1 && (await CatchUpAsync()).Advanced)
                    continue;
                return new Outcome<TState>.Refused(no.Reason);
            }

            var events = ((Decision<TEvent>.Accepted)decision).Events;
            if (wish.Terms.IsProbe)
                return await journal.Store.ProbeAsync<TState>(wish.Claims, events.Count);
            // "It is so already" may be out of date for the same reason, and no append would find out.
            if (events.Count == 0 && attempt == 1 && (await CatchUpAsync()).Advanced)
                continue;
            var next = events.Aggregate(state, TDecider.Evolve);
            if (events.Count == 0 && wish.Terms.Remember is null)
                return new Outcome<TState>.Done(state, await journal.Store.HeadAsync(CancellationToken.None), 0);

            var key = keyId == KeyId.None ? null : await journal.Keys.FindAsync(keyId, CancellationToken.None);
            var append = journal.Seal(stream, version, events, wish.Terms.Stamp, key);
            var request =
                new AppendRequest([append], wish.Claims, wish.Terms.Remember?.For(next)) { Under = wish.Under };
            switch (await journal.Store.AppendAsync(request, CancellationToken.None))
            {
                case AppendOutcome.Appended appended:
                    (state, version) = (next, version.Plus(events.Count));
                    return new Outcome<TState>.Done(state, appended.Last, events.Count);
                case AppendOutcome.ClaimTaken taken:
                    return new Outcome<TState>.ClaimTaken(taken.Claim);
                case AppendOutcome.AnsweredBefore before:
                    return new Outcome<TState>.AnsweredBefore(before.Answer);
                case AppendOutcome.TermOver over:
                    return new Outcome<TState>.TermOver(over.Lease);
            }
        }

        throw new StreamContendedException(stream, MaxAttempts);
    }

    private async Task<Seen<TState>> CatchUpAsync()
    {
        var from = version;
        if (version == StreamVersion.None && snapshots is not null
            && await snapshots.FindAsync(stream, CancellationToken.None) is { } kept)
            (state, version, keyId, inSnapshot) = (kept.State, kept.Version, kept.Key, kept.Version);
        await foreach (var (happened, stored) in journal.ReplayAsync(stream, version, CancellationToken.None))
        {
            state = TDecider.Evolve(state, happened);
            version = stored.Version;
            if (stored.Key != KeyId.None)
                keyId = stored.Key;
        }

        return new(state, version, keyId, version != from);
    }

    // After the answer, and taken elsewhere: whoever asks next need not wait for it.
    private void OfferSnapshot()
    {
        if (keyId != KeyId.None && snapshots?.IsDue(inSnapshot, version) is true
            && snapshots.Offer(stream, new(state, version, keyId, Advanced: true)))
            inSnapshot = version;
    }

    private sealed record Letter(Wish<TState, TCommand>? Wish, TaskCompletionSource<Seen<TState>>? Look)
    {
        public TaskCompletionSource<Outcome<TState>> Reply { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Fail(Exception failure)
        {
            if (Look is null)
                Reply.SetException(failure);
            else
                Look.SetException(failure);
        }
    }
}

/// <summary>A stream's state as of a version, and the key its content is sealed under.</summary>
/// <param name="Advanced">Something had been written since the actor last looked.</param>
public sealed record Seen<TState>(TState State, StreamVersion Version, KeyId Key, bool Advanced);

/// <summary>Other writers kept overtaking this one. Worth a retry by the caller; an alarm if it is frequent.</summary>
public sealed class StreamContendedException(StreamId stream, int attempts)
    : Exception($"Stream {stream.Value} changed under {attempts} attempts to append.");

/// <summary>Too many wishes wait for this stream already. Nothing happened; try again later.</summary>
public sealed class MailboxFullException() : Exception("The mailbox of this stream is full.");
