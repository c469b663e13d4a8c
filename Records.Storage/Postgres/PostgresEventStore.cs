using Npgsql;
using Records.Core.Ports;

namespace Records.Storage.Postgres;

/// <summary>
/// A tenant's history in a PostgreSQL database of its own. Any number of processes may write to it: whoever holds the
/// lock on the head of the log is the one writer of that moment. What the tables forbid stands in
/// <c>Schema/001_event.sql</c>. Pages of <see cref="ReadAllAsync"/> end at 10,000 events or 32 MiB even when more was
/// asked for.
/// </summary>
public sealed class PostgresEventStore : IEventStore, IAsyncDisposable
{
    private readonly LogReader reader;
    private readonly LogNews news;
    private readonly LogWriter writer;

    /// <param name="database">The tenant's database as <see cref="Connections.Open"/> opens it; stays the
    /// caller's.</param>
    public PostgresEventStore(NpgsqlDataSource database, TenantId tenant, TimeProvider clock, EventStoreLimits limits)
    {
        reader = new(database);
        news = new(database, reader, clock);
        writer = new(database, tenant, clock, limits, news.Announce);
    }

    /// <summary>Keeps anything from being written, once somebody says so.</summary>
    public WriteStop Stop { get; } = new();

    public Task<AppendOutcome> AppendAsync(AppendRequest request, CancellationToken cancel)
    {
        Stop.Demand();
        return writer.AppendAsync(request, cancel);
    }

    public IAsyncEnumerable<StoredEvent> ReadStreamAsync(
        StreamId stream, StreamVersion after, CancellationToken cancel) =>
        reader.StreamAsync(stream, after, cancel);

    public Task<IReadOnlyList<StoredEvent>> ReadAllAsync(Position after, int limit, CancellationToken cancel) =>
        reader.AllAsync(after, limit, cancel);

    public Task<Position> HeadAsync(CancellationToken cancel) => reader.HeadAsync(cancel);

    public Task<StreamId?> FindClaimAsync(string kind, string value, CancellationToken cancel) =>
        reader.FindClaimAsync(kind, value, cancel);

    public Task<IReadOnlyList<Claim>> ReadClaimsAsync(
        string kind, string after, int limit, CancellationToken cancel) =>
        reader.ReadClaimsAsync(kind, after, limit, cancel);

    public Task<long> HighestNumberAsync(string series, CancellationToken cancel) =>
        reader.HighestNumberAsync(series, cancel);

    public Task<RememberedAnswer?> FindAnswerAsync(AnswerKey key, CancellationToken cancel) =>
        reader.FindAnswerAsync(key, cancel);

    public Task WaitForNewsAsync(Position seen, TimeSpan patience, CancellationToken cancel) =>
        news.WaitAsync(seen, patience, cancel);

    /// <summary>Writes what was taken on, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        await news.DisposeAsync();
    }
}
