using System.Diagnostics;
using Npgsql;

namespace Records.Bench.Writing;

/// <summary>
/// Message DB on the same cluster, installed by its own script, through its own function <c>write_message</c> with the
/// version expected: a connection for each writer, a stream for each, all of one category.
/// </summary>
internal sealed class MessageDbWay : IWriteWay
{
    private const string DatabaseName = "message_store";

    private readonly NpgsqlDataSource connections;
    private readonly long[] versions;
    private readonly string[] streams;
    private readonly string data;
    private readonly string metadata;

    private MessageDbWay(NpgsqlDataSource connections, Rows rows, int writers)
    {
        this.connections = connections;
        versions = [.. Enumerable.Repeat(-1L, writers)];
        streams = [.. Enumerable.Range(0, writers).Select(_ => $"caseFile-{Guid.NewGuid()}")];
        // As long as our sealed body, which is no JSON.
        data = $$"""{"body":"{{new string('x', rows.Next().Body.Length - 11)}}"}""";
        metadata = System.Text.Encoding.UTF8.GetString(rows.Next().Metadata);
    }

    public string Name => "messageDb";
    public string Meaning => "message-db, one category";

    /// <param name="packages">The folder of the npm packages.</param>
    public static async Task<MessageDbWay> OpenAsync(PrivateCluster cluster, string packages, Rows rows, int writers)
    {
        var server = new NpgsqlConnectionStringBuilder(cluster.ConnectionStringOf(DatabaseName));
        var install = new ProcessStartInfo("bash")
        {
            ArgumentList = { Path.Combine(packages, "node_modules/@eventide/message-db/database/install.sh") },
            Environment = { ["PGHOST"] = server.Host, ["PGUSER"] = server.Username, ["DATABASE_NAME"] = DatabaseName },
            RedirectStandardOutput = true,
        };
        using var installing = Process.Start(install)!;
        var said = await installing.StandardOutput.ReadToEndAsync();
        await installing.WaitForExitAsync();
        if (installing.ExitCode != 0)
            throw new InvalidOperationException($"message-db was not installed:\n{said}");

        server.SearchPath = "message_store,public";
        server.MaxPoolSize = Math.Min(writers, 200);
        server.MaxAutoPrepare = 8;
        return new(NpgsqlDataSource.Create(server), rows, writers);
    }

    public Task<Measurement> TakeAsync(TimeSpan limit) => Measurement.TakeAsync(streams.Length, limit, WriteAsync);

    public ValueTask DisposeAsync() => connections.DisposeAsync();

    private async Task WriteAsync(int writer)
    {
        await using var write = connections.CreateCommand(
            "select write_message($1::varchar, $2::varchar, $3::varchar, $4::jsonb, $5::jsonb, $6)");
        write.Parameters.Add(new() { Value = $"{Guid.CreateVersion7()}" });
        write.Parameters.Add(new() { Value = streams[writer] });
        write.Parameters.Add(new() { Value = "CaseFileDescribed" });
        write.Parameters.Add(new() { Value = data });
        write.Parameters.Add(new() { Value = metadata });
        write.Parameters.Add(new() { Value = versions[writer] });
        versions[writer] = (long)(await write.ExecuteScalarAsync())!;
    }
}
