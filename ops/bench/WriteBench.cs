using System.Security.Cryptography;
using Npgsql;
using Records.Core.History;
using Records.Core.Ports;
using Records.Storage.Postgres;

namespace Records.Bench;

/// <summary>
/// How many events a second are acknowledged, against a private cluster with all its safety on; and how many the same
/// cluster takes from the same writers in the same run when each event is a transaction of its own. The second figure
/// knows no lock, no chain and no dense positions: it is what the disk allows, and what group commit is measured by.
/// </summary>
internal static class WriteBench
{
    public static async Task<int> RunAsync(Options options)
    {
        await using var cluster = await PrivateCluster.StartAsync();
        Console.WriteLine(
            $"{options.Writers} writers, {options.Bytes} bytes each, {Environment.ProcessorCount} cores, fsync on");
        var grouped = await GroupedAsync(cluster, options);
        Console.WriteLine($"store, group commit   {grouped}");
        var single = await SingleAsync(cluster, options);
        Console.WriteLine($"one row, one commit   {single}");
        Console.WriteLine($"ratio {grouped.PerSecond / single.PerSecond:N1}");
        return 0;
    }

    private static async Task<Measurement> GroupedAsync(PrivateCluster cluster, Options options)
    {
        await using var store = new PostgresEventStore(cluster.Database, cluster.Tenant, TimeProvider.System, new());
        await Measurement.TakeAsync(options.ToWarmUp(), WriteAsync);
        return await Measurement.TakeAsync(options, WriteAsync);

        async Task WriteAsync()
        {
            var request = new AppendRequest([new(new(Guid.NewGuid()), StreamVersion.None, [Event(options)])], [], null);
            if (await store.AppendAsync(request, CancellationToken.None) is not AppendOutcome.Appended)
                throw new InvalidOperationException("An event was refused.");
        }
    }

    private static async Task<Measurement> SingleAsync(PrivateCluster cluster, Options options)
    {
        await using (var administrator = NpgsqlDataSource.Create(cluster.Administrator))
        {
            await using var create = administrator.CreateCommand("""
                create table single (like event including all);
                alter table single alter column position add generated always as identity;
                grant insert on single to records_app
                """);
            await create.ExecuteNonQueryAsync();
        }

        var settings = new NpgsqlConnectionStringBuilder(cluster.Server)
        {
            MaxPoolSize = Math.Min(options.Writers, 100),
        };
        await using var connections = Connections.Open(settings.ConnectionString);
        await Measurement.TakeAsync(options.ToWarmUp(), WriteAsync);
        return await Measurement.TakeAsync(options, WriteAsync);

        async Task WriteAsync()
        {
            var e = Event(options);
            await using var insert = connections.CreateCommand("""
                insert into single (stream, version, event_id, recorded_at, type, form, key_id, commitment, metadata,
                                    body_hash, body, chain, leaf)
                values ($1, 0, $2, 0, $3, 1, $4, $5, $6, $7, $8, $5, $5)
                """);
            insert.Parameters.Add(new() { Value = Guid.NewGuid() });
            insert.Parameters.Add(new() { Value = e.Id.Value });
            insert.Parameters.Add(new() { Value = e.Type.Name });
            insert.Parameters.Add(new() { Value = e.Key.Value });
            insert.Parameters.Add(new() { Value = e.Commitment.ToBytes() });
            insert.Parameters.Add(new() { Value = e.Metadata });
            insert.Parameters.Add(new() { Value = e.BodyHash.ToBytes() });
            insert.Parameters.Add(new() { Value = e.Body });
            await insert.ExecuteNonQueryAsync();
        }
    }

    private static NewEvent Event(Options options) => new(
        new(Guid.CreateVersion7()), new("document-filed", 1), new(Guid.NewGuid()), Digest.Zero,
        Metadata, RandomNumberGenerator.GetBytes(options.Bytes));

    private static readonly byte[] Metadata = """
        {"actor":"e25288cc-4b1e-4299-a20a-5374f67e07a7","unit":"c168c66b-d6d8-41df-8825-175081f7513e"}
        """u8.ToArray();
}
