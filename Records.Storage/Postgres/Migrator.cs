using Npgsql;
using Records.Core.Deciding;
using Records.Core.History;
using Records.Core.Ports;

namespace Records.Storage.Postgres;

/// <summary>
/// Brings a database to the schema of this program: numbered steps, in order, each once and in a transaction of
/// its own, forward only. Any number of processes may start at the same time. Connects as an administrator who
/// may take the place of <see cref="Roles.Owner"/>; the serving program never does.
/// </summary>
public static class Migrator
{
    /// <summary>
    /// The database of a tenant's history. The tenant is written into it: a database that belongs to another
    /// tenant is refused with <see cref="SchemaException"/>.
    /// </summary>
    public static async Task MigrateTenantAsync(
        string administratorConnection, TenantId tenant, CancellationToken cancel)
    {
        await using var connection = await MigrateAsync(
            administratorConnection, SchemaStep.In("Postgres/Schema/"), cancel);
        await using var name = new NpgsqlCommand(
            "insert into log_head (tenant, size, recorded_at) values ($1, 0, 0) on conflict do nothing", connection);
        name.Parameters.Add(new() { Value = tenant.Value });
        await name.ExecuteNonQueryAsync(cancel);

        await using var ask = new NpgsqlCommand("select tenant from log_head", connection);
        if (await ask.ExecuteScalarAsync(cancel) is Guid owner && owner != tenant.Value)
            throw new SchemaException(
                $"Database '{connection.Database}' belongs to tenant {owner}, not {tenant.Value}.");
    }

    /// <summary>The database of a tenant's data keys, in a cluster of its own.</summary>
    public static async Task MigrateKeysAsync(string administratorConnection, CancellationToken cancel) =>
        await (await MigrateAsync(administratorConnection, SchemaStep.In("Keys/Schema/"), cancel)).DisposeAsync();

    /// <summary>Runs the steps that are missing and returns the connection, in the owner's place.</summary>
    internal static async Task<NpgsqlConnection> MigrateAsync(
        string administratorConnection, ValueList<SchemaStep> steps, CancellationToken cancel)
    {
        var connection = new NpgsqlConnection(administratorConnection + ";Pooling=false");
        try
        {
            await connection.OpenAsync(cancel);

            // Held until the connection closes; whoever waits here finds everything done.
            await ExecuteAsync(connection, "select pg_advisory_lock(7310579413)", cancel);
            await Roles.PrepareAsync(connection, cancel);
            await ExecuteAsync(connection, "set role records_owner", cancel);
            await ExecuteAsync(connection, """
                create table if not exists schema_step
                (
                    name       text        not null,
                    hash       bytea       not null,
                    applied_at timestamptz not null default clock_timestamp(),

                    constraint schema_step_pkey primary key (name)
                )
                """, cancel);

            var applied = await ReadAppliedAsync(connection, cancel);
            Check(applied, steps);
            foreach (var step in steps.Where(step => !applied.ContainsKey(step.Name)))
                await ApplyAsync(connection, step, cancel);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static void Check(Dictionary<string, Digest> applied, ValueList<SchemaStep> steps)
    {
        var known = steps.ToDictionary(step => step.Name);
        foreach (var (name, hash) in applied)
        {
            if (!known.TryGetValue(name, out var step))
                throw new SchemaException(
                    $"The database knows the step '{name}', this program does not: it is older than the database.");
            if (step.Hash != hash)
                throw new SchemaException(
                    $"The step '{name}' was edited after it was applied. Steps are never edited; add one.");
        }

        var last = applied.Keys.Max(StringComparer.Ordinal);
        var missing = steps.Where(step => !applied.ContainsKey(step.Name));
        if (missing.FirstOrDefault(step => StringComparer.Ordinal.Compare(step.Name, last) < 0) is { } late)
            throw new SchemaException($"The step '{late.Name}' comes before '{last}', which was applied already.");
    }

    private static async Task<Dictionary<string, Digest>> ReadAppliedAsync(
        NpgsqlConnection connection, CancellationToken cancel)
    {
        var applied = new Dictionary<string, Digest>();
        await using var command = new NpgsqlCommand("select name, hash from schema_step", connection);
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
            applied.Add(row.GetString(0), Digest.FromBytes(row.GetFieldValue<byte[]>(1)));
        return applied;
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, SchemaStep step, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await ExecuteAsync(connection, step.Sql, cancel);
        await using var note = new NpgsqlCommand("insert into schema_step (name, hash) values ($1, $2)", connection);
        note.Parameters.Add(new() { Value = step.Name });
        note.Parameters.Add(new() { Value = step.Hash.ToBytes() });
        await note.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}

/// <summary>The database does not fit this program. Nothing was changed.</summary>
public sealed class SchemaException(string message) : Exception(message);
