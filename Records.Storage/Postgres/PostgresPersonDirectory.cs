using Npgsql;
using NpgsqlTypes;
using Records.Core.People;
using Records.Core.Ports;

namespace Records.Storage.Postgres;

/// <summary>
/// The directory of people in the tenant's database. Somebody who was here lately under the same name costs no
/// statement; a new person, a new name or a new day costs one.
/// </summary>
public sealed class PostgresPersonDirectory(NpgsqlDataSource database, TimeProvider clock) : IPersonDirectory
{
    /// <summary>
    /// How exactly we know when somebody was last seen; asked when old rows are to be erased, in years.
    /// </summary>
    private static readonly TimeSpan SeenWithin = TimeSpan.FromDays(1);

    private readonly BoundedCache<(string Issuer, string Subject), Seen> seen = new(capacity: 10_000);

    public async Task<PersonId> ResolveAsync(string issuer, string subject, string? name, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (seen.Find((issuer, subject)) is { } known && now - known.At < SeenWithin
            && (name is null || name == known.Name))
            return known.Id;

        var fresh = await WriteAsync(issuer, subject, name, now, cancel);
        seen.Keep((issuer, subject), fresh);
        return fresh.Id;
    }

    public async Task<IReadOnlyDictionary<PersonId, string>> NamesAsync(
        IReadOnlyCollection<PersonId> ids, CancellationToken cancel)
    {
        const string sql = "select id, name from person where id = any($1) and name is not null";

        var names = new Dictionary<PersonId, string>();
        if (ids.Count == 0)
            return names;

        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = ids.Select(id => id.Value).Distinct().ToArray() });
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
            names.Add(new(row.GetGuid(0)), row.GetString(1));
        return names;
    }

    // One statement, so that two processes that meet somebody new at the same moment give one pseudonym.
    private async Task<Seen> WriteAsync(
        string issuer, string subject, string? name, DateTimeOffset now, CancellationToken cancel)
    {
        const string sql = """
            insert into person (id, issuer, subject, name, seen_at)
            values ($1, $2, $3, $4, $5)
                on conflict on constraint person_issuer_subject_key do update
               set name    = coalesce(excluded.name, person.name),
                   seen_at = greatest(excluded.seen_at, person.seen_at)
            returning id, name
            """;

        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = Guid.NewGuid() });
        command.Parameters.Add(new() { Value = issuer });
        command.Parameters.Add(new() { Value = subject });
        command.Parameters.Add(new() { Value = (object?)name ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = now });
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return new(new(row.GetGuid(0)), await row.IsDBNullAsync(1, cancel) ? null : row.GetString(1), now);
    }

    private sealed record Seen(PersonId Id, string? Name, DateTimeOffset At);
}
