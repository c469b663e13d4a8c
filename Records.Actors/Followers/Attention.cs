namespace Records.Actors.Followers;

/// <summary>
/// Whether anybody works with a tenant in this process. While somebody does, its followers work; else they rest, so
/// that a tenant nobody works with costs no connection. Whoever writes is awake, so nothing is written that nobody
/// follows.
/// </summary>
public sealed class Attention(TimeSpan restAfter, TimeProvider clock)
{
    private readonly Lock gate = new();
    private TaskCompletionSource awake = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long? lastCall;
    private int atWork;

    /// <summary>False when nobody called for a while and nothing is being worked on.</summary>
    public bool IsAwake
    {
        get
        {
            lock (gate)
                return atWork > 0 || (lastCall is { } call && clock.GetElapsedTime(call) < restAfter);
        }
    }

    /// <summary>Somebody is here: awake now, and for a while.</summary>
    public void Call()
    {
        lock (gate)
        {
            lastCall = clock.GetTimestamp();
            awake.TrySetResult();
        }
    }

    /// <summary>Awake until the work is disposed.</summary>
    public IDisposable Work() => new OpenWork(this);

    /// <summary>Ends as soon as it is awake.</summary>
    public Task WhenAwakeAsync(CancellationToken cancel)
    {
        lock (gate)
        {
            if (IsAwake)
                return Task.CompletedTask;
            if (awake.Task.IsCompleted)
                awake = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return awake.Task.WaitAsync(cancel);
        }
    }

    private void Change(int works)
    {
        lock (gate)
        {
            atWork += works;
            if (works > 0)
                awake.TrySetResult();
        }
    }

    private sealed class OpenWork : IDisposable
    {
        private Attention? attention;

        public OpenWork(Attention attention)
        {
            this.attention = attention;
            attention.Change(+1);
        }

        public void Dispose() => Interlocked.Exchange(ref attention, null)?.Change(-1);
    }
}
