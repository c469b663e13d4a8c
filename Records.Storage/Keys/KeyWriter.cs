using System.Security.Cryptography;
using System.Threading.Channels;
using Npgsql;
using Records.Core.History;
using Records.Core.Ports;

namespace Records.Storage.Keys;

/// <summary>
/// Makes data keys and commits those asked for at the same time together. A key is handed out when it is durable.
/// </summary>
internal sealed class KeyWriter : IAsyncDisposable
{
    private const int Attempts = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly NpgsqlDataSource database;
    private readonly IKekSource keks;
    private readonly TimeProvider clock;
    private readonly int batchKeys;
    private readonly Channel<Wish> wishes;
    private readonly Task loop;

    public KeyWriter(NpgsqlDataSource database, IKekSource keks, TimeProvider clock, KeyRingLimits limits)
    {
        this.database = database;
        this.keks = keks;
        this.clock = clock;
        batchKeys = limits.BatchKeys;
        wishes = Channel.CreateBounded<Wish>(new BoundedChannelOptions(limits.WaitingKeys) { SingleReader = true });
        loop = Task.Run(WriteAllAsync);
    }

    public async Task<DataKey> CreateAsync(StreamId stream, CancellationToken cancel)
    {
        var wish = new Wish(stream);
        try
        {
            await wishes.Writer.WriteAsync(wish, cancel);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(PostgresKeyRing));
        }

        return await wish.Made.Task.WaitAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        wishes.Writer.TryComplete();
        await loop;
    }

    private async Task WriteAllAsync()
    {
        var batch = new List<Wish>();
        while (await wishes.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < batchKeys && wishes.Reader.TryRead(out var wish))
                batch.Add(wish);
            await WriteAsync(batch);
        }
    }

    private async Task WriteAsync(List<Wish> batch)
    {
        try
        {
            var kek = keks.Current;
            var keys = batch.ConvertAll(_ => new DataKey(new(Guid.NewGuid()), RandomNumberGenerator.GetBytes(32)));
            await PersistAsync(kek, keys, batch);
            foreach (var (wish, key) in batch.Zip(keys))
                wish.Made.SetResult(key);
        }
        catch (Exception e)
        {
            // Whatever it was, the callers wait for an answer and the loop for the next batch.
            foreach (var wish in batch)
                wish.Made.SetException(e);
        }
    }

    // The connection may have died in the pool, or the server may be starting. The same rows again do no harm.
    private async Task PersistAsync(Kek kek, List<DataKey> keys, List<Wish> batch)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await PersistOnceAsync(kek, keys, batch);
                return;
            }
            catch (NpgsqlException e) when (e.IsTransient && attempt < Attempts)
            {
                await Task.Delay(Pause * attempt, clock);
            }
        }
    }

    private async Task PersistOnceAsync(Kek kek, List<DataKey> keys, List<Wish> batch)
    {
        const string insert = """
            insert into data_key (id, stream, epoch, wrapped)
            select made.id, made.stream, $3, made.wrapped
              from unnest($1::uuid[], $2::uuid[], $4::bytea[]) as made (id, stream, wrapped)
                on conflict (id) do nothing
            """;

        await using var connection = await database.OpenConnectionAsync();
        await DemandSameKekAsync(connection, kek);
        await using var command = new NpgsqlCommand(insert, connection)
        {
            Parameters =
            {
                new() { Value = keys.ConvertAll(key => key.Id.Value).ToArray() },
                new() { Value = batch.ConvertAll(wish => wish.Stream.Value).ToArray() },
                new() { Value = kek.Epoch },
                new() { Value = keys.ConvertAll(kek.Wrap).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync();
    }

    private static async Task DemandSameKekAsync(NpgsqlConnection connection, Kek kek)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("insert into kek_epoch (epoch, fingerprint) values ($1, $2) on conflict (epoch) do nothing")
                {
                    Parameters = { new() { Value = kek.Epoch }, new() { Value = kek.Fingerprint.ToBytes() } },
                },
                new("select fingerprint from kek_epoch where epoch = $1")
                {
                    Parameters = { new() { Value = kek.Epoch } },
                },
            },
        };
        if (Digest.FromBytes((byte[])(await batch.ExecuteScalarAsync())!) != kek.Fingerprint)
            throw new KekException(
                $"Die Datenbank der Schlüssel gehört zu einem anderen Schlüssel der Epoche {kek.Epoch}.");
    }

    private sealed record Wish(StreamId Stream)
    {
        public TaskCompletionSource<DataKey> Made { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
