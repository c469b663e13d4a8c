using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Records.Tests.Api.House;
using Xunit;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Telemetry;

/// <summary>What leaves the program about itself: through real servers, to a real collector.</summary>
public sealed class TelemetryTests : Suite<TelemetryTests>, ISuite
{
    public static Test Tests => TestList("telemetry",
        TestCase("a command reaches the collector as a trace that the caller began, and as figures", CommandAsync),
        TestCase("a problem names the trace the caller began", TraceOfProblemAsync),
        TestList("metrics",
            TestCase("of a house at work are read by Prometheus line by line", PageAsync),
            TestCase("count a snapshot that was not used", IgnoredSnapshotAsync),
            TestEach("are for this machine",
                [("X-Forwarded-For", "192.0.2.1"), ("Forwarded", "for=192.0.2.1"), ("Host", "records.example")],
                NotForOthersAsync),
            TestCase("that have an address of their own answer there alone, and nothing else does", OwnAddressAsync)),
        TestCase("no title, name, content, token or search term is in logs, traces or metrics", CanariesAsync));

    private static async Task CommandAsync()
    {
        await using var server = await WatchedServer.StartAsync();
        var clerk = await server.SignInAsync("clerk");
        var (file, trace) = (await OpenFileAsync(clerk), ActivityTraceId.CreateRandom());
        (await clerk.PostAsync($"{file}/matters", Subject("Anhörung"), Traceparent(trace))).Expect(201);
        (await clerk.GetAsync(file)).Expect(200);
        await server.StopAsync();

        var bytes = new byte[16];
        trace.CopyTo(bytes);
        Assert.True(server.Collector.Has("traces", bytes), "the caller's trace goes on");
        Assert.All(
            [
                "command OpenCaseFile", "command OpenMatter", "view apply",
                "POST /t/{tenant}/v1/case-files/{id:guid}/matters", "records.position", "musterstadt",
            ],
            text => Assert.True(server.Collector.Has("traces", text), text));
        Assert.All(
            [
                "records.commands", "records.append.duration", "records.events.appended", "records.view.lag",
                "records.actors.live", "http.server.request.duration",
            ],
            text => Assert.True(server.Collector.Has("metrics", text), text));
    }

    private static async Task TraceOfProblemAsync()
    {
        var house = await TestHouse.SharedAsync();
        var clerk = await house.SignInAsync("musterstadt", "clerk");
        var trace = ActivityTraceId.CreateRandom();
        var answer = await clerk.GetAsync($"case-files/{Guid.NewGuid()}", Traceparent(trace));
        Assert.Equal(trace.ToHexString(), (string?)answer.Expect(404).Body["traceId"]);
    }

    private static async Task PageAsync()
    {
        await using var server = await WatchedServer.StartAsync();
        var clerk = await server.SignInAsync("clerk");
        var file = await OpenFileAsync(clerk);
        (await clerk.GetAsync($"{file}x")).Expect(404);
        (await clerk.SearchAsync("Bauantrag")).Expect(200);

        var answer = (await clerk.GetAsync("/metrics")).Expect(200);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Header("Content-Type"));
        var series = PrometheusText.Parse(answer.Text);
        Assert.Equal(1, series["records_commands_total{kind=\"case-file\",outcome=\"done\",tenant=\"musterstadt\"}"]);
        Assert.Equal(1, series["records_requests_refused_total{code=\"not-found\"}"]);
        Assert.Equal(1, series["records_search_duration_seconds_count{tenant=\"musterstadt\"}"]);
        foreach (var name in new[] { "view_lag", "view_age_seconds", "text_waiting", "actors_live" })
            Assert.All(["musterstadt", "neudorf"],
                town => Assert.Contains($"records_{name}{{tenant=\"{town}\"}}", series.Keys));
        Assert.All(["http_server_request_duration_seconds_bucket{", "dotnet_gc_collections_total{"],
            name => Assert.Contains(series.Keys, key => key.StartsWith(name, StringComparison.Ordinal)));
    }

    private static async Task IgnoredSnapshotAsync()
    {
        await using var server = await WatchedServer.StartAsync();
        var (clerk, stream) = (await server.SignInAsync("clerk"), Guid.NewGuid());
        await clerk.Town.Database.AsAdministratorAsync($"""
            insert into snapshot (stream, version, form, key_id, body)
            values ('{stream}', 300, sha256('another build'), '{Guid.NewGuid()}', '')
            """);
        (await clerk.PatchAsync($"case-files/{stream}", "\"1\"", Subject("Anhörung"))).Expect(404);
        var series = PrometheusText.Parse((await clerk.GetAsync("/metrics")).Expect(200).Text);
        // As often as it was looked for.
        Assert.InRange(series["records_snapshots_ignored_total{reason=\"outdated\",tenant=\"musterstadt\"}"], 1, 9);
    }

    private static async Task NotForOthersAsync((string Name, string Value) header)
    {
        var house = await TestHouse.SharedAsync();
        var anybody = await house.SignInAsync("musterstadt", "clerk");
        (await anybody.GetAsync("/metrics")).Expect(200);
        (await anybody.GetAsync("/metrics", header)).Expect(404, "not-found");
    }

    private static async Task OwnAddressAsync()
    {
        await using var server = await WatchedServer.StartAsync(hasMetricsAddress: true);
        var (api, own) = (server.Addresses.First(), server.Addresses.Last());
        Assert.Equal(404, await StatusAsync(new(api, "/metrics")));
        Assert.Equal(200, await StatusAsync(new(own, "/metrics")));
        Assert.Equal(200, await StatusAsync(new(own, "/health/live")));
        Assert.Equal(401, await StatusAsync(new(api, "/t/musterstadt/v1/case-files")));
        Assert.Equal(404, await StatusAsync(new(own, "/t/musterstadt/v1/case-files")));

        async Task<int> StatusAsync(Uri address)
        {
            using var answer = await server.Http.GetAsync(address);
            return (int)answer.StatusCode;
        }
    }

    private static async Task CanariesAsync()
    {
        await using var server = await WatchedServer.StartAsync();
        var canary = $"kanarie{Guid.NewGuid():N}"[..20];
        var clerk = await server.SignInAsync("clerk", $"{canary}-app");
        var file = await OpenFileAsync(clerk, canary);
        var matter = await clerk.OpenMatterAsync(file, canary);
        var letter = Encoding.UTF8.GetBytes($"Sehr geehrte Frau {canary}");
        var document = await clerk.FileAsync(file, matter, letter, $"{canary}.txt", canary);
        var change =
            new JsonObject { ["fields"] = new JsonObject { ["subject"] = $"{canary} 2" }, ["legalBasis"] = canary };
        (await clerk.PatchAsync(document, "\"1\"", change)).Expect(200);
        (await clerk.PatchAsync(document, "\"1\"", Subject(canary))).Expect(412);
        (await clerk.SearchAsync(canary)).Expect(200);
        (await clerk.GetAsync(
            $"{file}?{canary}={canary}",
            ("User-Agent", canary), ("baggage", $"who={canary}"), ("Cookie", canary), ("Referer", $"http://{canary}/")))
            .Expect(200);
        await clerk.GetAsync(canary);
        await clerk.GetAsync($"/t/{canary}/v1/case-files");
        await clerk.SendAsync(HttpMethod.Parse(canary), file, null);
        await clerk.PostAsync($"{file}/matters", Subject(canary), ("Idempotency-Key", $"\"{canary}\""));
        await clerk.SendAsync(HttpMethod.Post, $"{file}/matters", HouseApp.Json($"{{\"{canary}\": \"{canary}"));
        (await clerk.GetAsync(file, ("Authorization", $"Bearer {canary}.{canary}.{canary}"))).Expect(401);
        var metrics = (await clerk.GetAsync("/metrics")).Expect(200).Text;
        await server.StopAsync();

        Assert.Contains(server.Log.Lines, line => line.Contains("refused", StringComparison.Ordinal));
        Assert.All(server.Log.Lines, line => JsonDocument.Parse(line).Dispose());
        Assert.True(server.Collector.Has("traces", "command OpenMatter"));
        foreach (var secret in new[]
        {
            canary, clerk.Token!, file["case-files/".Length..], document[^36..], "Sabine Berg"
        })
        {
            Assert.DoesNotContain(server.Log.Lines, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(secret, metrics, StringComparison.OrdinalIgnoreCase);
            Assert.False(server.Collector.Has("traces", secret), $"{secret} is in the traces");
            Assert.False(server.Collector.Has("metrics", secret), $"{secret} is in the metrics");
        }
    }

    private static (string, string?) Traceparent(ActivityTraceId trace) =>
        ("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");

    private static async Task<string> OpenFileAsync(HouseApp clerk, string subject = "Bauantrag") =>
        await clerk.OpenFileAsync(await clerk.Town.EntryAsync(await TestHouse.SharedAsync()), subject);
}
