using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Npgsql;
using Records.Tests.Campaigns;
using Xunit;

namespace Records.Tests.Ops;

/// <summary>
/// Many tenants in one process: those nobody works with hold no connection, and all of them answer. The figures of
/// docs/performance.md are printed by it.
/// </summary>
public sealed class FiftyTownsTests : Suite<FiftyTownsTests>, ISuite
{
    private const int Towns = 50;

    /// <summary>What resting tenants may hold together: the round's one question, and ours.</summary>
    private const long MostAtRest = 2;

    private const long MostMegabytes = 600;

    public static Test Tests => TestList("fifty towns in one process",
        TestSlow("hold no connection when nobody works with them, and answer whoever asks", RunAsync));

    private static async Task RunAsync()
    {
        await using var place = new Place();
        await UpAsync(place);
        using (await Shell.RunAsync("down", "--data", place.Data))
            AddTowns(place);
        await UpAsync(place);
        var tenants = place.Settings["Tenants"]!.AsArray().ToList();
        Assert.Equal(Towns, tenants.Count);

        using var registrar = new Caller(place.Port, "registrar");
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{place.Port}") };
        http.DefaultRequestHeaders.Authorization = new("Bearer", await registrar.TokenAsync(Cancel));
        var names = tenants.Select(tenant => (string)tenant!["Name"]!).Where(name => name != "neudorf").ToList();
        foreach (var name in names)
            await WriteAndFindAsync(http, name);
        var atWork = await CountAsync(tenants);

        var resting = atWork;
        await Patience.UntilAsync(async () =>
        {
            resting = await CountAsync(tenants);
            return resting is { Main: <= MostAtRest, Keys: <= MostAtRest };
        }, TimeSpan.FromMinutes(10), TimeSpan.FromMilliseconds(500), $"at most {MostAtRest} connections are held");

        var status = await File.ReadAllLinesAsync($"/proc/{place.ProgramId}/status", Cancel);
        var megabytes = long.Parse(
            status.Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ')[^2],
            CultureInfo.InvariantCulture) / 1024;
        TestContext.Current.SendDiagnosticMessage(
            $"tenants {Towns}; connections at work: main {atWork.Main}, keys {atWork.Keys}; "
            + $"at rest: main {resting.Main}, keys {resting.Keys}; resident memory {megabytes} MB");
        Assert.InRange(megabytes, 1, MostMegabytes);

        foreach (var name in names)
            Assert.Single((await ReadAsync(http, name, position: 0))["items"]!.AsArray());
    }

    private static async Task UpAsync(Place place)
    {
        using var up = await Shell.RunAsync("up", [.. place.Up(), "--detach"]);
        Assert.True(up.ExitCode == 0, up.Said);
    }

    // Like the demo town in everything but the name, so that its issuer speaks for them too.
    private static void AddTowns(Place place)
    {
        var file = Path.Combine(place.Data, "records.json");
        var settings = JsonNode.Parse(File.ReadAllText(file))!;
        var tenants = settings["Records"]!["Tenants"]!.AsArray();
        var model = tenants.Single(tenant => (string)tenant!["Name"]! == "musterstadt")!;
        for (var town = tenants.Count; town < Towns; town++)
            tenants.Add((JsonNode)new JsonObject
            {
                ["Name"] = $"ort-{town:00}",
                ["Id"] = $"{Guid.NewGuid()}",
                ["Issuer"] = (string)model["Issuer"]!,
                ["Audience"] = (string)model["Audience"]!,
                ["Units"] = model["Units"]!.DeepClone(),
            });
        File.WriteAllText(file, settings.ToJsonString());
    }

    private static async Task WriteAndFindAsync(HttpClient http, string tenant)
    {
        await WriteAsync(http, tenant, "file-plan", new { title = "Aktenplan", validFrom = "2020-01-01" });
        var position = await WriteAsync(http, tenant, "file-plan/entries", new { notation = "10", title = "Bau" });
        Assert.Single((await ReadAsync(http, tenant, position))["items"]!.AsArray());
    }

    private static async Task<long> WriteAsync(HttpClient http, string tenant, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/t/{tenant}/v1/{path}")
        {
            Content = JsonContent.Create(body, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Add("Idempotency-Key", $"\"{Guid.NewGuid()}\"");
        using var answer = await http.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return long.Parse(answer.Headers.GetValues("Position").Single(), CultureInfo.InvariantCulture);
    }

    private static async Task<JsonNode> ReadAsync(HttpClient http, string tenant, long position)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/t/{tenant}/v1/file-plan/entries");
        request.Headers.Add("Minimum-Position", $"{position}");
        request.Headers.Add("Prefer", "wait=30");
        using var answer = await http.SendAsync(request, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.StatusCode is HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>The connections the program holds, as the two clusters count them; our own question is among them.</summary>
    private static async Task<(long Main, long Keys)> CountAsync(IReadOnlyList<JsonNode?> tenants)
    {
        return (await CountAsync("Database"), await CountAsync("KeyDatabase"));

        async Task<long> CountAsync(string key)
        {
            await using var connection = new NpgsqlConnection($"{(string)tenants[0]![key]!};Pooling=false");
            await connection.OpenAsync(Cancel);
            await using var command = new NpgsqlCommand(
                "select count(*) from pg_stat_activity where usename = 'records_server'", connection);
            return (long)(await command.ExecuteScalarAsync(Cancel))!;
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
