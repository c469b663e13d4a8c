using Npgsql;
using Records.Core.CaseFiles;
using Records.Core.Documents;
using Records.Core.History;
using Records.Core.Ports;

namespace Records.Storage.Uploads;

/// <summary>The uploads of one tenant, in its database.</summary>
public sealed class PostgresUploads(NpgsqlDataSource database, TimeProvider clock) : IUploads
{
    public async Task AddAsync(Upload upload, CancellationToken cancel)
    {
        await using var command = Command("""
            insert into upload (object, stream, media_type, size_bytes, sha256, sealed_sha256, original_name,
                uploaded_at, key)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            upload.Content.Object.Value, upload.Stream.Value, upload.Content.Type.Name, upload.Content.SizeBytes,
            upload.Content.Sha256.ToBytes(), upload.Content.SealedSha256.ToBytes(), upload.Content.OriginalName,
            upload.At.ToUniversalTime(), upload.Key.Value);
        await command.ExecuteNonQueryAsync(cancel);
    }

    public Task<Upload?> FindAsync(CaseFileId file, ObjectId id, CancellationToken cancel) => FindAsync(Command("""
        select media_type, size_bytes, sha256, sealed_sha256, original_name, uploaded_at, stream, key
          from upload
         where object = $1 and uploaded_at > $2 and key = $3 and stream = $4
        """, id.Value, clock.GetUtcNow() - Upload.Life, KeyId.None.Value, file.Value), id, cancel);

    public Task<Upload?> FindForInTrayAsync(ObjectId id, CancellationToken cancel) => FindAsync(Command("""
        select media_type, size_bytes, sha256, sealed_sha256, original_name, uploaded_at, stream, key
          from upload
         where object = $1 and uploaded_at > $2 and key <> $3
        """, id.Value, clock.GetUtcNow() - Upload.Life, KeyId.None.Value), id, cancel);

    public async Task RemoveAsync(ObjectId id, CancellationToken cancel)
    {
        await using var command = Command("delete from upload where object = $1", id.Value);
        await command.ExecuteNonQueryAsync(cancel);
    }

    public async Task<bool> RemoveAsync(Lease lease, ObjectId id, CancellationToken cancel)
    {
        await using var command = Command("""
            with term as (
                select 1 from lease where work = $2 and term = $3 for share),
            removed as (
                delete from upload where object = $1 and exists (select from term))
            select exists (select from term)
            """, id.Value, lease.Work, lease.Term.Value);
        return await command.ExecuteScalarAsync(cancel) is true;
    }

    public async Task<IReadOnlySet<ObjectId>> AmongAsync(IReadOnlyList<ObjectId> ids, CancellationToken cancel)
    {
        var found = new HashSet<ObjectId>();
        await using var command = Command(
            "select object from upload where object = any($1)", ids.Select(id => id.Value).ToArray());
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
            found.Add(new(row.GetGuid(0)));
        return found;
    }

    public async Task<IReadOnlyList<ObjectId>> OverdueAsync(int limit, CancellationToken cancel)
    {
        var overdue = new List<ObjectId>();
        await using var command = Command(
            "select object from upload where uploaded_at < $1 order by uploaded_at limit $2",
            clock.GetUtcNow() - Upload.Life - Upload.Grace, limit);
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
            overdue.Add(new(row.GetGuid(0)));
        return overdue;
    }

    private static async Task<Upload?> FindAsync(NpgsqlCommand asked, ObjectId id, CancellationToken cancel)
    {
        await using var command = asked;
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel)
            ? new(new(row.GetGuid(6)), new(row.GetGuid(7)), new(
                id, new MediaType(row.GetString(0)), row.GetInt64(1), Digest.FromBytes(row.GetFieldValue<byte[]>(2)),
                Digest.FromBytes(row.GetFieldValue<byte[]>(3)), row.GetString(4)), row.GetFieldValue<DateTimeOffset>(5))
            : null;
    }

    private NpgsqlCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = database.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }
}
