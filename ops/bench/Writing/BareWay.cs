using System.Threading.Channels;
using Npgsql;
using Records.Core.Ports;

namespace Records.Bench.Writing;

/// <summary>
/// What PostgreSQL takes at most from one who asks nothing: the same rows into the same tables with the same
/// constraints, whatever waits in one round trip and one commit. No head, no lock, no look at versions, claims or
/// answers; nothing is decided, sealed or hashed, and two of its kind could not work side by side.
/// </summary>
internal sealed class BareWay : IWriteWay
{
    private const int MostOfABatch = 4096;

    private readonly Channel<Waiting> queue = Channel.CreateUnbounded<Waiting>(new() { SingleReader = true });
    private readonly TenantDatabase database;
    private readonly Rows rows;
    private readonly (Guid Stream, long Version)[] heads;
    private readonly Task loop;
    private long position;

    public BareWay(TenantDatabase database, Rows rows, int writers)
    {
        (this.database, this.rows) = (database, rows);
        heads = [.. Enumerable.Range(0, writers).Select(_ => (Guid.NewGuid(), 0L))];
        loop = Task.Run(WriteAllAsync);
    }

    public string Name => "bare";
    public string Meaning => "bare group commit of the same rows";

    public Task<Measurement> TakeAsync(TimeSpan limit) => Measurement.TakeAsync(heads.Length, limit, WriteAsync);

    public async ValueTask DisposeAsync()
    {
        queue.Writer.Complete();
        await loop;
    }

    private Task WriteAsync(int writer)
    {
        var (stream, version) = heads[writer];
        heads[writer].Version++;
        var waiting = new Waiting(rows.Next(), stream, version);
        queue.Writer.TryWrite(waiting);
        return waiting.Done.Task;
    }

    private async Task WriteAllAsync()
    {
        await using var connection = await database.Connections.OpenConnectionAsync();
        var some = new List<Waiting>();
        while (await queue.Reader.WaitToReadAsync())
        {
            // As in the store: those who were just answered speak first.
            await Task.Yield();
            while (some.Count < MostOfABatch && queue.Reader.TryRead(out var next))
                some.Add(next);
            try
            {
                await WriteAsync(connection, some);
                some.ForEach(one => one.Done.SetResult());
            }
            catch (NpgsqlException e)
            {
                some.ForEach(one => one.Done.SetException(e));
            }
            some.Clear();
        }
    }

    private async Task WriteAsync(NpgsqlConnection connection, List<Waiting> some)
    {
        var claimed = some.Where(one => one.Row.HasClaim).ToList();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("""
                    insert into event (position, recorded_at, stream, version, event_id, type, form, key_id, commitment,
                                       metadata, body_hash, body, chain, leaf)
                    select $1 + e.ordinal, $2, e.stream, e.version, e.event_id, e.type, e.form, e.key_id, e.commitment,
                           e.metadata, e.body_hash, e.body, e.chain, e.leaf
                      from unnest($3::uuid[], $4::bigint[], $5::uuid[], $6::text[], $7::integer[], $8::uuid[],
                                  $9::bytea[], $10::bytea[], $11::bytea[], $12::bytea[], $13::bytea[], $14::bytea[])
                      with ordinality
                        as e (stream, version, event_id, type, form, key_id, commitment, metadata, body_hash, body,
                              chain, leaf, ordinal)
                    """)
                {
                    Parameters =
                    {
                        new() { Value = position - 1 },
                        new() { Value = Moment.From(DateTimeOffset.UtcNow).UnixMicros },
                        Column(some, one => one.Stream),
                        Column(some, one => one.Version),
                        Column(some, one => one.Id),
                        Column(some, one => one.Row.Event.Type.Name),
                        Column(some, one => one.Row.Event.Type.Form),
                        Column(some, one => one.Row.Event.Key.Value),
                        Column(some, one => one.Row.Commitment),
                        Column(some, one => one.Row.Metadata),
                        Column(some, one => one.Row.BodyHash),
                        Column(some, one => one.Row.Body),
                        Column(some, one => one.Row.Chain),
                        Column(some, one => one.Row.Leaf),
                    },
                },
                new("""
                    insert into remembered_answer (caller, key, fingerprint, status, body, recorded_at)
                    select a.*, $6
                      from unnest($1::text[], $2::text[], $3::bytea[], $4::integer[], $5::text[]) as a
                    """)
                {
                    Parameters =
                    {
                        Column(some, one => one.Row.Answer.Key.Caller),
                        Column(some, one => one.Key),
                        Column(some, one => one.Row.Fingerprint),
                        Column(some, one => one.Row.Answer.Status),
                        Column(some, one => one.Row.Answer.Body),
                        new() { Value = Moment.From(DateTimeOffset.UtcNow).UnixMicros },
                    },
                },
            },
        };
        if (claimed.Count > 0)
        {
            batch.BatchCommands.Add(new("""
                insert into claim (kind, value, stream, series, number)
                select 'object', c.value, c.stream, null, 0
                  from unnest($1::text[], $2::uuid[]) as c (value, stream)
                """)
            {
                Parameters = { Column(claimed, _ => $"{Guid.NewGuid():N}"), Column(claimed, one => one.Stream) },
            });
        }

        // One message to the server, so one transaction, and one flush of its log.
        await batch.ExecuteNonQueryAsync();
        position += some.Count;
    }

    private static NpgsqlParameter<T[]> Column<T>(List<Waiting> some, Func<Waiting, T> value)
    {
        var column = new T[some.Count];
        for (var i = 0; i < column.Length; i++)
            column[i] = value(some[i]);
        return new() { TypedValue = column };
    }

    private sealed record Waiting(MadeRow Row, Guid Stream, long Version)
    {
        public Guid Id { get; } = Guid.CreateVersion7();
        public string Key { get; } = $"{Guid.NewGuid()}";
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
