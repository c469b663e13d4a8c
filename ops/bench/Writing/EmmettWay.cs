using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Records.Bench.Writing;

/// <summary>
/// Emmett on the same cluster in a database of its own, driven by a program for Node.js (<c>emmett.mjs</c>) in the same
/// manner: so many writers, each on a stream of its own with the version expected, each waiting for its answer.
/// </summary>
internal sealed class EmmettWay : IWriteWay
{
    private readonly Process node;

    private EmmettWay(Process node) => this.node = node;

    public string Name => "emmett";
    public string Meaning => "Emmett on PostgreSQL";

    /// <param name="packages">The folder of the npm packages.</param>
    public static async Task<EmmettWay> OpenAsync(PrivateCluster cluster, string packages, Rows rows, int writers)
    {
        var server = new Npgsql.NpgsqlConnectionStringBuilder(await cluster.AddDatabaseAsync("emmett"));
        var node = Process.Start(new ProcessStartInfo("node")
        {
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "emmett.mjs"), packages, server.Host!, server.Username!,
                server.Database!, writers.ToString(CultureInfo.InvariantCulture),
                rows.Next().Body.Length.ToString(CultureInfo.InvariantCulture),
            },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        if (await node.StandardOutput.ReadLineAsync() != "ready")
            throw new InvalidOperationException("Emmett did not start.");
        return new(node);
    }

    public async Task<Measurement> TakeAsync(TimeSpan limit)
    {
        await node.StandardInput.WriteLineAsync(limit.TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        var line = await node.StandardOutput.ReadLineAsync();
        return JsonSerializer.Deserialize<Measurement>(
            line ?? throw new InvalidOperationException("Emmett has ended."), JsonSerializerOptions.Web)!;
    }

    public async ValueTask DisposeAsync()
    {
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        node.Dispose();
    }
}
