using System.Text.Json.Nodes;
using Records.Tests.Campaigns;
using Xunit;

namespace Records.Tests.Ops;

/// <summary>
/// The same program on given servers: PostgreSQL and a token issuer that somebody else runs. Here an embedded
/// installation
/// is that somebody.
/// </summary>
public sealed class ServeTests : Suite<ServeTests>, ISuite
{
    public static Test Tests => Slow(TestList("records serve",
        TestCase("works on given databases and with a given issuer, beside another process", BesideAsync),
        TestCase("names every setting that is missing, and starts nothing", async () =>
        {
            await using var place = new Place();
            var file =
                place.Write(new JsonObject { ["Listen"] = new JsonObject { ["Url"] = "http://127.0.0.1:1" } });
            using var serve = await Shell.RunAsync("records", "serve", "--config", file);
            Assert.NotEqual(0, serve.ExitCode);
            Assert.Contains("Records:Tenants is empty", serve.Said, StringComparison.Ordinal);
            Assert.Contains("Records:Text:WorkFolder is missing", serve.Said, StringComparison.Ordinal);
        })));

    private static async Task BesideAsync()
    {
        await using var place = new Place();
        using (var up = await Shell.RunAsync("up", place.Up("--detach")))
            Assert.True(up.ExitCode == 0, up.Said);

        var (settings, port) = place.SettingsBeside();
        using var serve = Shell.Start("records", ["serve", "--config", settings]);
        await serve.HearAsync("Records answers on");

        // Written at the one, read at the other.
        using var registrar = new Caller(place.Port, "registrar");
        using var there = new Caller(port, "registrar", issuerPort: place.Port);
        await registrar.InsistAsync(HttpMethod.Post, "file-plan",
            new JsonObject { ["title"] = "Aktenplan", ["validFrom"] = "2020-01-01" }, Cancel);
        await registrar.InsistAsync(
            HttpMethod.Post, "file-plan/entries", new JsonObject { ["notation"] = "10", ["title"] = "Wahlen" }, Cancel);
        var entries = new JsonArray();
        await Patience.UntilAsync(async () =>
        {
            var plan = await there.InsistAsync(HttpMethod.Get, "file-plan/entries", null, Cancel);
            entries = plan["items"]!.AsArray();
            return entries.Count > 0;
        }, what: "the entry is in the plan");
        Assert.Equal("Wahlen", (string)entries[0]!["title"]!);

        await serve.SignalAsync("TERM");
        await serve.EndAsync();
        Assert.Equal(0, serve.ExitCode);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
