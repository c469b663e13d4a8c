using System.Threading.Channels;
using Npgsql;
using Records.Core.Ports;
using Records.Storage.Appending;

namespace Records.Storage.Postgres;

/// <summary>
/// The one who writes a tenant's log in this process: takes whatever is waiting and commits it together, so that many
/// writers share one wait for the disk. What waits is bounded; what was taken on is written even if the caller leaves.
/// </summary>
internal sealed class LogWriter : IAsyncDisposable
{
    private readonly NpgsqlDataSource database;
    private readonly TenantId tenant;
    private readonly TimeProvider clock;
    private readonly ClockGuard guard;
    private readonly EventStoreLimits limits;
    private readonly Action<Position> announce;
    private readonly Channel<Waiting> queue;
    private readonly KnownHead known;
    private readonly Task loop;
    private int looksLeft;
    private long waitingBytes;
    private volatile bool isClosed;

    /// <param name="announce">Told the head of the log after each commit; must not block.</param>
    public LogWriter(
        NpgsqlDataSource database,
        TenantId tenant,
        TimeProvider clock,
        EventStoreLimits limits,
        Action<Position> announce)
    {
        this.database = database;
        this.tenant = tenant;
        this.clock = clock;
        this.limits = limits;
        this.announce = announce;
        guard = new(clock, limits.ClockTolerance);
        known = new(limits.KnownStreams);
        queue = Channel.CreateBounded<Waiting>(
            new BoundedChannelOptions(limits.WaitingRequests) { SingleReader = true });
        loop = Task.Run(WriteAllAsync);
    }

    /// <summary>
    /// Queues the request. The task ends when it stands or was refused; cancelling ends the wait alone.
    /// </summary>
    public async Task<AppendOutcome> AppendAsync(AppendRequest request, CancellationToken cancel)
    {
        var waiting = new Waiting(request, AppendRules.Check(request));
        if (Interlocked.Add(ref waitingBytes, waiting.Bytes) > limits.WaitingBytes || !queue.Writer.TryWrite(waiting))
        {
            Interlocked.Add(ref waitingBytes, -waiting.Bytes);
            ObjectDisposedException.ThrowIf(isClosed, this);
            throw new StoreOverloadedException();
        }

        return await waiting.Outcome.Task.WaitAsync(cancel);
    }

    /// <summary>Takes nothing on any more and returns when everything taken on is written.</summary>
    public async ValueTask DisposeAsync()
    {
        isClosed = true;
        queue.Writer.TryComplete();
        await loop;
    }

    private async Task WriteAllAsync()
    {
        while (await queue.Reader.WaitToReadAsync())
        {
            // Those who were just answered speak first: their next requests go into this batch and not the one after.
            await Task.Yield();
            await WriteAsync(Take());
        }
    }

    private List<Waiting> Take()
    {
        var (batch, events, bytes) = (new List<Waiting>(), 0, 0);
        while (batch.Count < limits.BatchRequests && queue.Reader.TryPeek(out var next))
        {
            (events, bytes) = (events + next.Events, bytes + next.Bytes);
            if (batch.Count > 0 && (events > limits.BatchEvents || bytes > limits.BatchBytes))
                break;
            queue.Reader.TryRead(out _);
            Interlocked.Add(ref waitingBytes, -next.Bytes);
            batch.Add(next);
        }

        return batch;
    }

    private async Task WriteAsync(IReadOnlyList<Waiting> batch)
    {
        try
        {
            var outcomes = await PersistAsync([.. batch.Select(waiting => waiting.Request)]);
            foreach (var (waiting, outcome) in batch.Zip(outcomes))
                waiting.Outcome.SetResult(outcome);
        }
        catch (PostgresException e) when (batch.Count > 1 && IsFaultOfOne(e))
        {
            // Something in one of the requests is against a rule of the table. The others must not suffer for it.
            foreach (var waiting in batch)
                await WriteAsync([waiting]);
        }
        catch (PostgresException e) when (
            e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "event_event_id_key" })
        {
            batch[0].Outcome.SetException(
                new ArgumentException("An event of this id stands already, in another place.", e));
        }
        catch (Exception e)
        {
            // Whatever it was, the callers wait for an answer and the loop for the next batch.
            foreach (var waiting in batch)
                waiting.Outcome.SetException(e);
        }
    }

    /// <summary>
    /// Tries until the outcome is known. Once the connection broke nobody can say whether the commit took place; so the
    /// batch is sent again, waits for the old transaction at the lock, and finds its own events if it did.
    /// </summary>
    private async Task<AppendOutcome[]> PersistAsync(AppendRequest[] requests)
    {
        var since = clock.GetTimestamp();
        for (var pause = TimeSpan.FromMilliseconds(20); ; pause *= 2)
        {
            try
            {
                return await PersistOnceAsync(requests);
            }
            catch (NpgsqlException e) when (
                IsConnectionLost(e) && clock.GetElapsedTime(since) + pause < limits.Patience)
            {
                await Task.Delay(pause, clock);
            }
        }
    }

    private async Task<AppendOutcome[]> PersistOnceAsync(AppendRequest[] requests) =>
        await TryUnseenAsync(requests) ?? await LookAndPersistAsync(requests);

    /// <summary>
    /// Writes from memory where all of it can be written and nobody else has written since; else null, and nothing is
    /// written. What memory would refuse is looked at before it is refused.
    /// </summary>
    private async Task<AppendOutcome[]?> TryUnseenAsync(AppendRequest[] requests)
    {
        if (looksLeft > 0 || known.Of(requests) is not { } state)
        {
            looksLeft = Math.Max(0, looksLeft - 1);
            return null;
        }

        var now = guard.Now(elsewhere: null);
        var plan = new BatchPlan(tenant, state, now);
        var outcomes = Array.ConvertAll(requests, plan.Add);
        if (plan.IsEmpty || !outcomes.All(outcome => outcome is AppendOutcome.Appended))
            return null;

        try
        {
            if (!await LogTransaction.TryWriteUnseenAsync(database, tenant, plan, now, limits.ClockTolerance))
            {
                looksLeft = limits.LooksAfterOthers;
                return null;
            }
        }
        catch (PostgresException e) when (IsFaultOfOne(e))
        {
            // Something stands already: which it is, and whose fault, is found out under the lock.
            return null;
        }

        known.Learn(plan.FirstPosition, plan.SizeAfter, plan.RecordedAt, plan.Heads);
        announce(new(plan.SizeAfter - 1));
        return outcomes;
    }

    private async Task<AppendOutcome[]> LookAndPersistAsync(AppendRequest[] requests)
    {
        await using var transaction = await LogTransaction.BeginAsync(database, tenant, requests);
        var plan = new BatchPlan(tenant, transaction.State, guard.Now(transaction.State.DatabaseTime));
        var outcomes = Array.ConvertAll(requests, plan.Add);
        await RecogniseRepeatedAsync(transaction, plan, requests, outcomes);

        if (!plan.IsEmpty)
        {
            await transaction.CommitAsync(plan);
            known.Learn(plan.FirstPosition, plan.SizeAfter, plan.RecordedAt, plan.Heads);
            announce(new(plan.SizeAfter - 1));
        }

        return outcomes;
    }

    private static async Task RecogniseRepeatedAsync(
        LogTransaction transaction, BatchPlan plan, AppendRequest[] requests, AppendOutcome[] outcomes)
    {
        int[] refused = [.. outcomes.Index().Where(o => o.Item is not AppendOutcome.Appended).Select(o => o.Index)];
        if (refused.Length == 0)
            return;

        var standing = await transaction.FindEventsAsync(
            refused.SelectMany(i => requests[i].Streams).SelectMany(append => append.Events).Select(e => e.Id));
        foreach (var i in refused)
            outcomes[i] = plan.FindRepeated(requests[i], standing) ?? outcomes[i];
    }

    // Class 22: a value the database cannot take; class 23: a constraint. All else concerns the whole batch.
    private static bool IsFaultOfOne(PostgresException e) =>
        e.SqlState.StartsWith("22", StringComparison.Ordinal) || e.SqlState.StartsWith("23", StringComparison.Ordinal);

    // An ERROR rolled the transaction back and leaves no doubt. What ended the session (FATAL, PANIC, a broken socket)
    // does; except for a login that is refused, which will not get better by asking again.
    private static bool IsConnectionLost(NpgsqlException e) => e is not PostgresException said
        || (said.InvariantSeverity is "FATAL" or "PANIC" && !said.SqlState.StartsWith("28", StringComparison.Ordinal)
            && said.SqlState != PostgresErrorCodes.InvalidCatalogName);

    private sealed record Waiting(AppendRequest Request, int Bytes)
    {
        public int Events { get; } = Request.Streams.Sum(append => append.Events.Count);
        public TaskCompletionSource<AppendOutcome> Outcome { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
