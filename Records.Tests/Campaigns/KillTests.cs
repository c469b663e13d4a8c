using System.Globalization;
using System.Text.Json.Nodes;
using Records.Tests.Ops;
using Xunit;

namespace Records.Tests.Campaigns;

/// <summary>
/// The program, or its database, is killed again and again while apps write. What was acknowledged must stand, once;
/// what
/// was not must stand wholly, once, after it was repeated. Afterwards the whole history is checked.
/// </summary>
public sealed class KillTests : Suite<KillTests>, ISuite
{
    private const int Writers = 8;

    public static Test Tests => TestList("kill -9 while apps write",
        TestSlow("the program, 3 times", () => RunAsync(3, ProgramAsync)),
        TestSlow("its database, 3 times", () => RunAsync(3, DatabaseAsync)),
        Campaign(TestCase("the program, 100 times", () => RunAsync(100, ProgramAsync))),
        Campaign(TestCase("its database, 50 times", () => RunAsync(50, DatabaseAsync))));

    private static async Task RunAsync(int rounds, Func<Place, Task> killAsync)
    {
        await using var place = new Place();
        using (var up = await Shell.RunAsync("up", [.. place.Up(), "--detach"]))
            Assert.True(up.ExitCode == 0, up.Said);

        using var registrar = new Caller(place.Port, "registrar");
        using var stop = new CancellationTokenSource();
        await registrar.InsistAsync(HttpMethod.Post, "file-plan",
            new JsonObject { ["title"] = "Aktenplan", ["validFrom"] = "2020-01-01" }, CancellationToken.None);
        var entry = await registrar.InsistAsync(
            HttpMethod.Post, "file-plan/entries", new JsonObject { ["notation"] = "10", ["title"] = "Kampagne" },
            CancellationToken.None);
        var writers = Enumerable.Range(0, Writers).Select(_ => WriteAsync(place.Port, (string)entry["id"]!, stop.Token))
            .ToList();

        for (var round = 0; round < rounds; round++)
        {
            await LetThemWriteAsync(registrar);
            await killAsync(place);
        }

        await stop.CancelAsync();
        var written = await Task.WhenAll(writers);
        await ReportAsync(place, registrar, written);
    }

    /// <summary>Opens files, each with matters, until told to stop; tells what was acknowledged.</summary>
    private static async Task<Written> WriteAsync(int port, string entry, CancellationToken stop)
    {
        using var app = new Caller(port, "clerk");
        List<(string File, List<string> Matters)> acknowledged = [];
        while (!stop.IsCancellationRequested)
        {
            var file = await app.InsistAsync(HttpMethod.Post, "case-files",
                new JsonObject { ["entry"] = entry, ["fields"] = new JsonObject { ["subject"] = "Kampagne" } },
                CancellationToken.None);
            var matters = new List<string>();
            acknowledged.Add(((string)file["id"]!, matters));
            for (var i = 0; i < 5; i++)
                matters.Add((string)(await app.InsistAsync(HttpMethod.Post, $"case-files/{file["id"]}/matters",
                    new JsonObject { ["fields"] = new JsonObject { ["subject"] = $"{i}" } },
                    CancellationToken.None))["id"]!);
        }
        return new(acknowledged, app.Repeats);
    }

    // A round is long enough when something was written since the last kill; no clock says when that is.
    private static async Task LetThemWriteAsync(Caller reader)
    {
        var before = await NewestAsync(reader);
        while (await NewestAsync(reader) is var newest && newest == before)
        {
        }
    }

    private static async Task<string> NewestAsync(Caller reader) =>
        (await reader.InsistAsync(HttpMethod.Get, "case-files?limit=1", null, CancellationToken.None)).ToJsonString();

    private static async Task ProgramAsync(Place place)
    {
        await Shell.DemandAsync("kill", "-9", place.ProgramId.ToString(CultureInfo.InvariantCulture));
        using var up = await Shell.RunAsync("up", [.. place.Up(), "--detach"]);
        Assert.True(up.ExitCode == 0, up.Said);
    }

    // The program goes on; it notices that its database is gone and starts it again.
    private static async Task DatabaseAsync(Place place)
    {
        var postmaster = (await File.ReadAllLinesAsync(Path.Combine(place.Data, "main", "data", "postmaster.pid")))[0];
        await Shell.DemandAsync("kill", "-9", postmaster);
    }

    private static async Task ReportAsync(Place place, Caller reader, IReadOnlyList<Written> written)
    {
        var (acknowledged, lost, duplicate) = (0, 0, 0);
        foreach (var (file, matters) in written.SelectMany(app => app.Files))
        {
            var found = await reader.InsistAsync(
                HttpMethod.Get, $"case-files/{file}/history?limit=500", null, CancellationToken.None);
            var opened = Verdict.MattersIn(found).ToList();
            acknowledged += 1 + matters.Count;
            lost += matters.Except(opened).Count();
            duplicate += opened.Count - opened.Intersect(matters).Count();
        }

        TestContext.Current.SendDiagnosticMessage(
            $"acknowledged {acknowledged}, lost {lost}, duplicate {duplicate}, "
            + $"repeated {written.Sum(app => app.Repeats)}");
        Assert.Equal((0, 0), (lost, duplicate));
        Assert.True(acknowledged > 0);

        using var check = await Shell.RunAsync("records", "check", "--data", place.Data);
        Assert.True(check.ExitCode == 0, check.Said);
        Assert.Contains(" 0 not as written", check.Said, StringComparison.Ordinal);
    }

    private sealed record Written(IReadOnlyList<(string File, List<string> Matters)> Files, int Repeats);
}
