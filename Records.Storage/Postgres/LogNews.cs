using System.Data;
using System.Globalization;
using System.Threading.Channels;
using Npgsql;
using Records.Core.Ports;

namespace Records.Storage.Postgres;

/// <summary>
/// Tells who waits that the log has grown: at once within this process, by NOTIFY to the others, and by looking once a
/// second for what NOTIFY lost. Notifying takes a lock of the whole cluster, so it happens outside the writer's
/// transaction and at most fifty times a second. Nobody waits: no connection is held.
/// </summary>
internal sealed class LogNews : IAsyncDisposable
{
    private static readonly TimeSpan BetweenNotices = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ListenOnFor = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource database;
    private readonly LogReader reader;
    private readonly TimeProvider clock;
    private readonly Channel<Position> notices = Channel.CreateBounded<Position>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly CancellationTokenSource stop = new();
    private readonly Task notifying;
    private readonly Lock gate = new();
    private TaskCompletionSource arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Position head = Position.None;
    private Task listening = Task.CompletedTask;
    private bool isListening;
    private int waiting;
    private long lastAsked;

    public LogNews(NpgsqlDataSource database, LogReader reader, TimeProvider clock)
    {
        this.database = database;
        this.reader = reader;
        this.clock = clock;
        notifying = Task.Run(NotifyAsync);
    }

    /// <summary>This process has written; wakes who waits here and lets the others know.</summary>
    public void Announce(Position newest)
    {
        Arrive(newest);
        notices.Writer.TryWrite(newest);
    }

    public async Task WaitAsync(Position seen, TimeSpan patience, CancellationToken cancel)
    {
        Task next;
        lock (gate)
        {
            if (head > seen)
                return;
            ObjectDisposedException.ThrowIf(stop.IsCancellationRequested, this);
            next = arrival.Task;
            waiting++;
            if (!isListening)
                (isListening, listening) = (true, Task.Run(ListenAsync, CancellationToken.None));
        }

        try
        {
            await next.WaitAsync(patience, clock, cancel);
        }
        catch (TimeoutException)
        {
            // No news within the caller's patience is an answer too.
        }
        finally
        {
            lock (gate)
            {
                waiting--;
                lastAsked = clock.GetTimestamp();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            if (stop.IsCancellationRequested)
                return;
            stop.Cancel();
            arrival.TrySetResult();
        }

        notices.Writer.TryComplete();
        await notifying;
        await listening;
        stop.Dispose();
    }

    private void Arrive(Position newest)
    {
        lock (gate)
        {
            if (newest <= head)
                return;
            head = newest;
            arrival.TrySetResult();
            arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private async Task NotifyAsync()
    {
        await foreach (var newest in notices.Reader.ReadAllAsync())
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(stop.Token);
                await using var batch = new NpgsqlBatch(connection)
                {
                    BatchCommands =
                    {
                        new("begin"),
                        // Nothing here has to survive a crash.
                        new("set local synchronous_commit = off"),
                        new("select pg_notify('records_news', $1)")
                        {
                            Parameters = { new() { Value = newest.Value.ToString(CultureInfo.InvariantCulture) } },
                        },
                        new("commit"),
                    },
                };
                await batch.ExecuteNonQueryAsync(stop.Token);
                await Task.Delay(BetweenNotices, stop.Token);
            }
            catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
            {
                // A lost notice loses nothing: the others look for themselves once a second.
            }
        }
    }

    private async Task ListenAsync()
    {
        while (ListenOn())
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(stop.Token);
                connection.Notification += (_, notice) =>
                    Arrive(new(long.Parse(notice.Payload, CultureInfo.InvariantCulture)));
                await ExecuteAsync(connection, "listen records_news");
                try
                {
                    await ListenAsync(connection);
                }
                finally
                {
                    if (connection.State == ConnectionState.Open)
                        await ExecuteAsync(connection, "unlisten records_news");
                }
            }
            catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
            {
                // The database is away, or we are to stop. Who waits has a patience of his own.
                await Task.WhenAny(Task.Delay(BetweenLooks, stop.Token));
            }
        }
    }

    private async Task ListenAsync(NpgsqlConnection connection)
    {
        do
        {
            Arrive(await reader.HeadAsync(stop.Token));
            while (await connection.WaitAsync(BetweenLooks, stop.Token))
            {
                // Every notice has arrived by its handler; a quiet second ends the loop.
            }
        }
        while (IsAwaited());
    }

    // Decided under the lock, so that nobody begins to wait for a listener that is about to leave.
    private bool ListenOn()
    {
        lock (gate)
            return isListening = !stop.IsCancellationRequested && IsAwaited();
    }

    private bool IsAwaited()
    {
        lock (gate)
            return waiting > 0 || clock.GetElapsedTime(lastAsked) < ListenOnFor;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
