using Npgsql;
using Records.Core.Ports;

namespace Records.Storage.Postgres;

/// <summary>
/// The leases of one tenant, in its database and by its clock, so that the clocks of the processes need not agree.
/// </summary>
public sealed class PostgresLeases(NpgsqlDataSource database) : ILeases
{
    public async Task<Lease?> TakeAsync(string work, TimeSpan length, CancellationToken cancel)
    {
        // Whoever finds it taken only reads: asking often must not write, nor wait for the holder's transactions.
        await using var command = Command("""
            insert into lease as held (work, term, ends_at)
            select $1, 1, clock_timestamp() + $2
             where not exists (select from lease where work = $1 and ends_at > clock_timestamp())
                on conflict (work) do update
               set term = held.term + 1, ends_at = clock_timestamp() + $2
             where held.ends_at <= clock_timestamp()
            returning term
            """, work, length);
        return await command.ExecuteScalarAsync(cancel) is long term ? new Lease(work, new(term)) : null;
    }

    public async Task<bool> KeepAsync(Lease lease, TimeSpan length, CancellationToken cancel)
    {
        await using var command = Command(
            "update lease set ends_at = clock_timestamp() + $3 where work = $1 and term = $2",
            lease.Work, lease.Term.Value, length);
        return await command.ExecuteNonQueryAsync(cancel) == 1;
    }

    public async Task GiveBackAsync(Lease lease, CancellationToken cancel)
    {
        await using var command = Command(
            "update lease set term = term + 1, ends_at = '-infinity' where work = $1 and term = $2",
            lease.Work, lease.Term.Value);
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>
    /// Says that the term lasts until the transaction ends; throws <see cref="TermOverException"/> when it is over.
    /// </summary>
    internal static async Task DemandAsync(NpgsqlConnection transaction, Lease lease, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            "select 1 from public.lease where work = $1 and term = $2 for share", transaction)
        {
            Parameters = { new() { Value = lease.Work }, new() { Value = lease.Term.Value } },
        };
        if (await command.ExecuteScalarAsync(cancel) is null)
            throw new TermOverException(lease);
    }

    private NpgsqlCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = database.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }
}
