using Npgsql;
using Records.Core.Ports;

namespace Records.Storage.Keys;

/// <summary>
/// A tenant's key ring in a database of its own, in another cluster than the events: databases of one cluster share
/// write-ahead log and base backups, and a destroyed key would live on in the backups of the events.
/// </summary>
public sealed class PostgresKeyRing : IKeyRing, IAsyncDisposable
{
    private readonly NpgsqlDataSource database;
    private readonly IKekSource keks;
    private readonly KeyCache cache;
    private readonly KeyWriter writer;

    /// <param name="database">The key database as <see cref="Postgres.Connections.Open"/> opens it; stays the
    /// caller's.</param>
    public PostgresKeyRing(NpgsqlDataSource database, IKekSource keks, TimeProvider clock, KeyRingLimits limits)
    {
        this.database = database;
        this.keks = keks;
        cache = new(limits.CachedKeys, limits.CachedFor, clock);
        writer = new(database, keks, clock, limits);
    }

    public async Task<DataKey> CreateAsync(StreamId stream, CancellationToken cancel)
    {
        var key = await writer.CreateAsync(stream, cancel);
        cache.Keep(key);
        return key;
    }

    public async Task<DataKey?> FindAsync(KeyId id, CancellationToken cancel)
    {
        if (cache.Find(id) is { } kept)
            return kept;

        await using var command = database.CreateCommand("select epoch, wrapped from data_key where id = $1");
        command.Parameters.Add(new() { Value = id.Value });
        await using var row = await command.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel))
            throw new KeyMissingException(id, "unknown");
        if (row.IsDBNull(1))
            return null;

        var epoch = row.GetInt32(0);
        var kek = keks.Find(epoch)
            ?? throw new KeyMissingException(id, $"the key-encryption key of epoch {epoch} is not at hand");
        var key = kek.Unwrap(id, row.GetFieldValue<byte[]>(1))
            ?? throw new KeyMissingException(id, $"the {kek} does not open it");
        cache.Keep(key);
        return key;
    }

    /// <summary>Writes the keys that were asked for, then stops.</summary>
    public ValueTask DisposeAsync() => writer.DisposeAsync();
}
