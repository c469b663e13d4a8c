using System.Collections.Concurrent;
using Npgsql;
using Records.Core.Ports;

namespace Records.Storage.Views;

/// <summary>
/// Whether what is kept in memory still holds: asks the database how far log and query tables have come, and which
/// streams have changed since it asked last. One look serves everybody who waits for it, and none begins before the one
/// it serves has asked; so it tells of every write that was acknowledged before, by whatever process.
/// </summary>
public sealed class ChangeWatch(NpgsqlDataSource database)
{
    /// <summary>More changes than this between two looks are not read: all that is kept counts as changed.</summary>
    private const int MostChanges = 5_000;

    /// <summary>How many streams are told apart.</summary>
    private const int MostStreams = 20_000;

    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<Guid, long> changes = new();
    private Task underWay = Task.CompletedTask;
    private TaskCompletionSource<Look>? coming;
    private long seen = long.MinValue;
    private long forgotten = long.MaxValue;

    /// <summary>How it stands now: at a moment after this call.</summary>
    public Task<Look> LookAsync(CancellationToken cancel)
    {
        lock (gate)
        {
            if (coming is null)
            {
                // Everybody who waited goes on by himself, not one after the other.
                coming = new(TaskCreationOptions.RunContinuationsAsynchronously);
                _ = AnswerAsync(underWay, coming);
            }
            return coming.Task.WaitAsync(cancel);
        }
    }

    /// <summary>
    /// The position of the last event of the stream as of the last look, or a later one where it is not known exactly.
    /// </summary>
    public Position LastChange(StreamId stream) =>
        new(Math.Max(changes.GetValueOrDefault(stream.Value, long.MinValue), Volatile.Read(ref forgotten)));

    private async Task AnswerAsync(Task before, TaskCompletionSource<Look> answer)
    {
        // Whoever starts it holds the lock.
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        lock (gate)
            (underWay, coming) = (answer.Task, null);
        try
        {
            answer.SetResult(await AskAsync());
        }
        catch (Exception failure)
        {
            answer.SetException(failure);
        }
    }

    private async Task<Look> AskAsync()
    {
        const string sql = "select (select size from log_head) - 1, position, tableoid from view.progress";
        await using var connection = await database.OpenConnectionAsync();
        Look look;
        await using (var command = new NpgsqlCommand(sql, connection))
        await using (var row = await command.ExecuteReaderAsync())
        {
            await row.ReadAsync();
            look = new(new(row.GetInt64(0)), new(row.GetInt64(1)), row.GetFieldValue<uint>(2));
        }

        if (look.Head.Value != seen)
            await CatchUpAsync(connection, look.Head.Value);
        return look;
    }

    private async Task CatchUpAsync(NpgsqlConnection connection, long head)
    {
        if (head < seen || head - MostChanges > seen || changes.Count > MostStreams)
        {
            // In this order, so that nobody finds a change neither here nor there.
            Volatile.Write(ref forgotten, head);
            changes.Clear();
        }
        else
        {
            const string sql = "select stream, position from event where position > $1 and position <= $2";
            await using var command = new NpgsqlCommand(sql, connection)
            {
                Parameters = { new() { Value = seen }, new() { Value = head } },
            };
            await using var row = await command.ExecuteReaderAsync();
            while (await row.ReadAsync())
            {
                var at = row.GetInt64(1);
                changes.AddOrUpdate(row.GetGuid(0), at, (_, known) => Math.Max(known, at));
            }
        }
        seen = head;
    }
}

/// <summary>How log and query tables stood at one moment.</summary>
/// <param name="Head">The newest event.</param>
/// <param name="Shown">The last event that the tables show.</param>
/// <param name="Tables">Which tables these are: a rebuild puts others in their place.</param>
public sealed record Look(Position Head, Position Shown, long Tables);
