using System.Data;
using Npgsql;
using Records.Core.History;
using Records.Core.Ports;

namespace Records.Storage.Postgres;

/// <summary>
/// One transaction of the writer, in two round trips: lock the head and look; write and commit. The lock is taken
/// before anything is read, and every statement sees what was committed before it began: so nothing that was read can
/// change until this transaction ends.
/// </summary>
internal sealed class LogTransaction : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private bool isOpen = true;

    private LogTransaction(NpgsqlConnection connection, LogState state)
    {
        this.connection = connection;
        State = state;
    }

    public LogState State { get; }

    /// <summary>Locks the head of the log and reads what the requests are about.</summary>
    public static async Task<LogTransaction> BeginAsync(
        NpgsqlDataSource database, TenantId tenant, IReadOnlyList<AppendRequest> requests)
    {
        var connection = await database.OpenConnectionAsync(CancellationToken.None);
        try
        {
            return new(connection, await LookAsync(connection, tenant, requests));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Writes the plan without a look, in one round trip, if the log still ends where the plan begins. False when it
    /// does not, when a claim is taken or the clocks disagree; then nothing is written.
    /// </summary>
    public static async Task<bool> TryWriteUnseenAsync(
        NpgsqlDataSource database, TenantId tenant, BatchPlan plan, Moment now, TimeSpan tolerance)
    {
        await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
        await using var write = LogStatements.WriteUnseen(plan, tenant, now, tolerance);
        write.Connection = connection;
        return await write.ExecuteScalarAsync(CancellationToken.None) is 1L;
    }

    /// <summary>Which of the events stand already, and where.</summary>
    public async Task<Dictionary<EventId, StandingEvent>> FindEventsAsync(IEnumerable<EventId> events)
    {
        var standing = new Dictionary<EventId, StandingEvent>();
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { LogStatements.SelectEvents(events) } };
        await using var row = await batch.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            standing.Add(
                new(row.GetGuid(0)),
                new(new(row.GetInt64(1)), new(row.GetGuid(2)), new(row.GetInt64(3)), new(row.GetInt64(4))));
        }

        return standing;
    }

    /// <summary>
    /// Writes the plan and commits. When this throws anything but an error of the database, nobody knows whether it
    /// stands.
    /// </summary>
    public async Task CommitAsync(BatchPlan plan)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (plan.Events.Count > 0)
            batch.BatchCommands.Add(LogStatements.InsertEvents(plan));
        if (plan.Claims.Count > 0)
            batch.BatchCommands.Add(LogStatements.InsertClaims(plan.Claims));
        if (plan.Answers.Count > 0)
            batch.BatchCommands.Add(LogStatements.InsertAnswers(plan.Answers, plan.RecordedAt));
        batch.BatchCommands.Add(LogStatements.MoveHead(plan));
        batch.BatchCommands.Add(new("commit"));
        await batch.ExecuteNonQueryAsync();
        isOpen = false;
    }

    /// <summary>Gives the connection back; what was not committed is rolled back.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (isOpen && connection.State == ConnectionState.Open)
            {
                await using var rollback = new NpgsqlCommand("rollback", connection);
                await rollback.ExecuteNonQueryAsync();
            }
        }
        catch (NpgsqlException)
        {
            // The connection is gone, and the transaction with it. Why it went is already on its way to the caller.
        }
        finally
        {
            await connection.DisposeAsync();
        }
    }

    private static async Task<LogState> LookAsync(
        NpgsqlConnection connection, TenantId tenant, IReadOnlyList<AppendRequest> requests)
    {
        // The clock is read in a statement of its own: within the first one it would be read before the lock was had.
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("begin"),
                new("select tenant, size, recorded_at from log_head for update"),
                new("select (extract(epoch from clock_timestamp()) * 1000000)::bigint"),
            },
        };

        var claims = requests.SelectMany(request => request.Claims).ToArray();
        var answers = requests.Select(request => request.Answer).OfType<RememberedAnswer>().ToArray();
        var leases = requests.Select(request => request.Under).OfType<Lease>().ToArray();
        batch.BatchCommands.Add(
            LogStatements.SelectStreams(requests.SelectMany(request => request.Streams).Select(s => s.Stream)));
        if (claims.Length > 0)
            batch.BatchCommands.Add(LogStatements.SelectClaims(claims));
        if (answers.Length > 0)
            batch.BatchCommands.Add(LogStatements.SelectAnswers(answers));
        if (leases.Length > 0)
            batch.BatchCommands.Add(LogStatements.SelectLeases(leases));

        await using var row = await batch.ExecuteReaderAsync();
        if (!await row.ReadAsync() || row.GetGuid(0) != tenant.Value)
            throw new SchemaException($"Database '{connection.Database}' does not belong to tenant {tenant.Value}.");
        var (size, recordedAt) = (row.GetInt64(1), row.GetInt64(2));
        await row.NextResultAsync();
        await row.ReadAsync();
        var state = new LogState(size, new(recordedAt), new(row.GetInt64(0)));

        await row.NextResultAsync();
        while (await row.ReadAsync())
        {
            var chain = Digest.FromBytes(row.GetFieldValue<byte[]>(2));
            state.Streams.Add(new(row.GetGuid(0)), new(new(row.GetInt64(1)), chain));
        }

        if (claims.Length > 0)
            await ReadClaimsAsync(row, state);
        if (answers.Length > 0)
            await ReadAnswersAsync(row, state);
        if (leases.Length > 0)
            await ReadLeasesAsync(row, state);
        return state;
    }

    private static async Task ReadClaimsAsync(NpgsqlDataReader row, LogState state)
    {
        await row.NextResultAsync();
        while (await row.ReadAsync())
            state.Claims[(row.GetString(0), row.GetString(1))] = new(row.GetGuid(2));
    }

    private static async Task ReadAnswersAsync(NpgsqlDataReader row, LogState state)
    {
        await row.NextResultAsync();
        while (await row.ReadAsync())
        {
            var answer = LogReader.ToAnswer(row);
            state.Answers[answer.Key] = answer;
        }
    }

    private static async Task ReadLeasesAsync(NpgsqlDataReader row, LogState state)
    {
        await row.NextResultAsync();
        while (await row.ReadAsync())
            state.Leases.Add(new(row.GetString(0), new(row.GetInt64(1))));
    }
}
