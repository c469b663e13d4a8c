using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Records.Core.Ports;

namespace Records.Storage.Log;

/// <summary>
/// Reads rows back and makes their entries afresh, by the table of docs/history.md and not by the code that wrote them:
/// a fault of one is seen by the other.
/// </summary>
public sealed class PostgresLogEntries(NpgsqlDataSource database, TenantId tenant) : ILogEntries
{
    private const int FixedSize = 224;

    public async Task<long> SizeAsync(CancellationToken cancel)
    {
        await using var command = database.CreateCommand("select size from log_head");
        return (long)(await command.ExecuteScalarAsync(cancel) ?? 0L);
    }

    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> ReadAsync(long from, int limit, CancellationToken cancel)
    {
        const string sql = """
            select e.position, e.stream, e.version, e.event_id, e.recorded_at, e.type, e.form, e.key_id, e.commitment,
                   e.metadata, e.body_hash, e.body, e.chain, e.leaf, before.chain
            from event e
            left join event before on before.stream = e.stream and before.version = e.version - 1
            where e.position >= $1 and e.position < $2
            order by e.position
            """;

        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = from });
        command.Parameters.Add(new() { Value = from + limit });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var entries = new List<ReadOnlyMemory<byte>>();
        while (await rows.ReadAsync(cancel))
            entries.Add(Entry(rows, from + entries.Count));
        return entries;
    }

    private byte[] Entry(NpgsqlDataReader row, long expected)
    {
        var position = new Position(expected);
        Demand(row.GetInt64(0) == expected, "it is missing");
        var (version, body) = (row.GetInt64(2), row.IsDBNull(11) ? null : Bytes(11));
        Demand(version == 0 || !row.IsDBNull(14), "the event before it in its stream is missing");
        Demand(body is null || Bytes(10).SequenceEqual(SHA256.HashData(body)), "body hash");

        var type = Encoding.UTF8.GetBytes(row.GetString(5));
        var entry = new byte[FixedSize + type.Length];
        var n = type.Length;
        Encoding.ASCII.GetBytes("records-ev1").CopyTo(entry, 0);
        Put(12, tenant.Value);
        Put(28, row.GetGuid(1));
        BinaryPrimitives.WriteInt64BigEndian(entry.AsSpan(44), version);
        Put(52, row.GetGuid(3));
        BinaryPrimitives.WriteInt64BigEndian(entry.AsSpan(68), row.GetInt64(4));
        BinaryPrimitives.WriteUInt16BigEndian(entry.AsSpan(76), (ushort)n);
        type.CopyTo(entry, 78);
        BinaryPrimitives.WriteUInt16BigEndian(entry.AsSpan(78 + n), (ushort)row.GetInt32(6));
        Put(80 + n, row.GetGuid(7));
        Bytes(8).CopyTo(entry, 96 + n);
        SHA256.HashData(Bytes(9), entry.AsSpan(128 + n));
        // Of an erased body only its hash is left; the leaf then binds that.
        Bytes(10).CopyTo(entry, 160 + n);
        if (version > 0)
            Bytes(14).CopyTo(entry, 192 + n);

        Demand(Hash(2, entry).AsSpan().SequenceEqual(Bytes(12)), "linked");
        Demand(Hash(0, entry).AsSpan().SequenceEqual(Bytes(13)), "leaf hash");
        return entry;

        byte[] Bytes(int column) => row.GetFieldValue<byte[]>(column);
        void Put(int at, Guid id) => id.TryWriteBytes(entry.AsSpan(at), bigEndian: true, out _);
        void Demand(bool holds, string fault)
        {
            if (!holds)
                throw new HistoryBrokenException(position, fault);
        }
    }

    private static byte[] Hash(byte prefix, byte[] entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([prefix]);
        hash.AppendData(entry);
        return hash.GetHashAndReset();
    }
}
