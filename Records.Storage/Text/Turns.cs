namespace Records.Storage.Text;

/// <summary>
/// Gives out turns at a few places, first come, first served. A document asks for a turn a page and keeps no more
/// pages waiting than there are places, so that many documents take turns and a letter of one page does not wait
/// behind a file of thirty.
/// </summary>
internal sealed class Turns
{
    private readonly Lock gate = new();
    private readonly LinkedList<TaskCompletionSource> waiting = [];
    private readonly int places;
    private int free;

    public Turns(int places) => this.places = free = places > 0
        ? places
        : throw new ArgumentOutOfRangeException(nameof(places), places, "Without a place nobody gets a turn.");

    /// <summary>Waits for a turn, works, and lets the next one in.</summary>
    public async Task<T> TakeAsync<T>(Func<Task<T>> work, CancellationToken cancel)
    {
        await EnterAsync(cancel);
        try
        {
            return await work();
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>
    /// Works on every item, a turn each, and gives the results in order. After an item that is unreadable no new one is
    /// begun; those before it are finished, and the first unreadable one is thrown, with how many came before it.
    /// </summary>
    public async Task<T[]> TakeEachAsync<TItem, T>(
        IReadOnlyList<TItem> items, Func<TItem, Task<T>> work, CancellationToken cancel)
    {
        var (results, failures) = (new T[items.Count], new UnreadableException?[items.Count]);
        var (next, hasFailed) = (-1, false);

        await Task.WhenAll(Enumerable.Range(0, Math.Min(places, items.Count)).Select(async _ =>
        {
            while (!Volatile.Read(ref hasFailed) && Interlocked.Increment(ref next) is var i && i < items.Count)
            {
                try
                {
                    results[i] = await TakeAsync(() => work(items[i]), cancel);
                }
                catch (UnreadableException e)
                {
                    failures[i] = e;
                    Volatile.Write(ref hasFailed, true);
                }
                catch
                {
                    Volatile.Write(ref hasFailed, true);
                    throw;
                }
            }
        }));

        return Array.FindIndex(failures, failure => failure is not null) is var first and >= 0
            ? throw new UnreadableException(failures[first]!.Failure, first)
            : results;
    }

    private async Task EnterAsync(CancellationToken cancel)
    {
        LinkedListNode<TaskCompletionSource> turn;
        lock (gate)
        {
            if (free > 0)
            {
                free--;
                return;
            }

            turn = waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        await using var giveUp = cancel.Register(() =>
        {
            lock (gate)
            {
                // Whoever is no longer in the list has been given the turn and must use it.
                if (turn.List is null)
                    return;
                waiting.Remove(turn);
            }

            turn.Value.TrySetCanceled(cancel);
        });
        await turn.Value.Task;
    }

    private void Leave()
    {
        TaskCompletionSource? turn;
        lock (gate)
        {
            turn = waiting.First?.Value;
            if (turn is null)
                free++;
            else
                waiting.RemoveFirst();
        }

        turn?.SetResult();
    }
}
