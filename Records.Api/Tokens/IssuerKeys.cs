namespace Records.Api.Tokens;

/// <summary>
/// The keys of one issuer, as fresh as the rules ask. The first token fetches them; from then on they are fetched
/// in the background, and once more when a token names a key we do not know, so that a key the issuer has just
/// taken into use is found at once. Never more than one fetch at a time.
/// </summary>
internal sealed partial class IssuerKeys : ITokenKeys, IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stop = new();
    private readonly IssuerRules rules;
    private readonly TimeProvider clock;
    private readonly ILogger<IssuerKeys> log;
    private readonly IssuerDocuments documents;
    private readonly ITimer timer;
    private volatile Known? known;
    private Task underWay = Task.CompletedTask;
    private long? lastAsked;

    public IssuerKeys(IssuerRules rules, TimeProvider clock, ILogger<IssuerKeys> log)
    {
        (this.rules, this.clock, this.log) = (rules, clock, log);
        documents = new(rules, clock);
        timer = clock.CreateTimer(_ => Fetch(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// The key. Waits for the issuer only when the key is not known: for a fetch under way, and for one of its own
    /// when the last that tokens caused is long enough ago.
    /// </summary>
    public async ValueTask<KeyAnswer> FindAsync(string keyId, TokenAlgorithm algorithm, CancellationToken cancel)
    {
        if (Look() is { } key)
            return new KeyAnswer.Found(key);

        // A fetch that is under way already may have asked before the issuer showed the key; so its answer is
        // welcome, and its silence proves nothing.
        await UnderWay().WaitAsync(cancel);
        if (Look() is { } awaited)
            return new KeyAnswer.Found(awaited);

        await AskAnew().WaitAsync(cancel);
        if (Look() is { } asked)
            return new KeyAnswer.Found(asked);

        return Believed() is null ? new KeyAnswer.Unavailable() : new KeyAnswer.Unknown();

        VerificationKey? Look() => Believed()?.Find(keyId, algorithm);
    }

    /// <summary>Stops fetching and waits until a fetch under way has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync();
        await stop.CancelAsync();
        await UnderWay().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        documents.Dispose();
        stop.Dispose();
    }

    private KeySet? Believed() =>
        known is { } k && clock.GetElapsedTime(k.AskedAt) < rules.BelieveFor ? k.Keys : null;

    private Task UnderWay()
    {
        lock (gate)
            return underWay;
    }

    /// <summary>
    /// A fetch that began after this call, or nothing to wait for when tokens have caused one too lately.
    /// </summary>
    private Task AskAnew()
    {
        lock (gate)
        {
            if (!underWay.IsCompleted)
                return underWay;
            if (lastAsked is { } last && clock.GetElapsedTime(last) < rules.AskAtMostEvery)
                return Task.CompletedTask;

            lastAsked = clock.GetTimestamp();
            return Fetch();
        }
    }

    private Task Fetch()
    {
        lock (gate)
        {
            if (underWay.IsCompleted && !stop.IsCancellationRequested)
                underWay = FetchAsync();
            return underWay;
        }
    }

    private async Task FetchAsync()
    {
        // Whoever starts it holds the lock.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

        var askedAt = clock.GetTimestamp();
        var next = rules.RetryEvery;
        try
        {
            switch (await documents.FetchAsync(stop.Token))
            {
                case FetchOutcome.Fetched fetched:
                    known = new(fetched.Keys, askedAt);
                    next = rules.RefreshEvery;
                    break;
                case FetchOutcome.Failed failed:
                    LogFailure(rules.Issuer, failed.Reason);
                    break;
            }
        }
        finally
        {
            timer.Change(next, Timeout.InfiniteTimeSpan);
        }
    }

    [LoggerMessage(20, LogLevel.Warning, "The keys of {Issuer} could not be fetched: {Reason}")]
    private partial void LogFailure(string issuer, string reason);

    private sealed record Known(KeySet Keys, long AskedAt);
}
