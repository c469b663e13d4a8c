using Npgsql;
using Records.Core.Documents;
using Records.Core.History;
using Records.Core.Ports;

namespace Records.Storage.Views;

/// <summary>
/// The waiting versions as a queue: taking one moves its due time beyond the lease, so a killed reader's work comes
/// back by itself.
/// </summary>
public sealed class PostgresTextQueue(NpgsqlDataSource views) : ITextQueue
{
    public async Task<TextJob?> TakeAsync(Lease lease, TimeSpan length, CancellationToken cancel)
    {
        const string sql = """
            with term as (
                select 1 from public.lease where work = $2 and term = $3 for share),
            taken as (
                update text_waiting
                   set due = now() + $1, attempts = attempts + 1
                 where exists (select from term)
                   and (case_file, document, version) = (
                           select case_file, document, version
                             from text_waiting
                            where due <= now()
                            order by due
                            limit 1
                              for update skip locked)
                returning case_file, document, version, cause, attempts - 1 as attempts)
            select t.case_file, t.document, t.version, t.cause, t.attempts,
                   v.object, v.key, v.media_type, v.size_bytes, v.sha256, v.sealed_sha256, v.original_name
              from taken t
              join document_version v using (case_file, document, version)
            """;

        await using var command = views.CreateCommand(sql);
        command.Parameters.Add(new() { Value = length });
        command.Parameters.Add(new() { Value = lease.Work });
        command.Parameters.Add(new() { Value = lease.Term.Value });
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel)
            ? new(
                new(row.GetGuid(0)), new(row.GetGuid(1)), row.GetInt32(2),
                new(new(row.GetGuid(5)), new MediaType(row.GetString(7)), row.GetInt64(8),
                    Digest.FromBytes(row.GetFieldValue<byte[]>(9)), Digest.FromBytes(row.GetFieldValue<byte[]>(10)),
                    row.GetString(11)),
                new(row.GetGuid(6)), new(row.GetGuid(3)), row.GetInt32(4))
            : null;
    }

    public async Task TakeOverAsync(Lease lease, TimeSpan longestPause, CancellationToken cancel)
    {
        await using var command = views.CreateCommand("""
            with term as (
                select 1 from public.lease where work = $2 and term = $3 for share)
            update text_waiting
               set due = now()
             where due > now() + $1 and exists (select from term)
            """);
        command.Parameters.Add(new() { Value = longestPause });
        command.Parameters.Add(new() { Value = lease.Work });
        command.Parameters.Add(new() { Value = lease.Term.Value });
        await command.ExecuteNonQueryAsync(cancel);
    }

    public async Task GiveBackAsync(Lease lease, TextJob job, TimeSpan pause, CancellationToken cancel)
    {
        await using var command = views.CreateCommand("""
            with term as (
                select 1 from public.lease where work = $5 and term = $6 for share)
            update text_waiting
               set due = now() + $4
             where case_file = $1 and document = $2 and version = $3 and exists (select from term)
            """);
        command.Parameters.Add(new() { Value = job.CaseFile.Value });
        command.Parameters.Add(new() { Value = job.Document.Value });
        command.Parameters.Add(new() { Value = job.Version });
        command.Parameters.Add(new() { Value = pause });
        command.Parameters.Add(new() { Value = lease.Work });
        command.Parameters.Add(new() { Value = lease.Term.Value });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
