using System.Text.Json.Nodes;
using Records.Tests.Ops;
using Xunit;

namespace Records.Tests.Campaigns;

/// <summary>
/// Apps that open case files at a place, each with matters, and repeat every request until it is answered, while
/// something terrible happens to the program.
/// </summary>
internal sealed class Writers : IAsyncDisposable
{
    private const int Apps = 8;
    private const int MattersEach = 5;

    private readonly CancellationTokenSource stop = new(), giveUp = new();
    private readonly Place place;
    private readonly Caller registrar;
    private readonly IReadOnlyList<Caller> callers;
    private readonly IReadOnlyList<Task<Written>> apps;
    private bool wasJudged;

    private Writers(Place place, Caller registrar, string entry)
    {
        (this.place, this.registrar) = (place, registrar);
        callers = [.. Enumerable.Range(0, Apps).Select(_ => new Caller(place.Port, "clerk"))];
        apps = [.. callers.Select(app => WriteAsync(app, entry))];
    }

    /// <summary>What apps were told instead of an answer so far.</summary>
    public IReadOnlyList<string> Troubles =>
        [.. callers.SelectMany(app => app.Troubles.Keys).Distinct().Order(StringComparer.Ordinal)];

    public static async Task<Writers> StartAsync(Place place)
    {
        var registrar = new Caller(place.Port, "registrar");
        await registrar.InsistAsync(HttpMethod.Post, "file-plan",
            new JsonObject { ["title"] = "Aktenplan", ["validFrom"] = "2020-01-01" }, CancellationToken.None);
        var entry = await registrar.InsistAsync(
            HttpMethod.Post, "file-plan/entries", new JsonObject { ["notation"] = "10", ["title"] = "Kampagne" },
            CancellationToken.None);
        return new(place, registrar, (string)entry["id"]!);
    }

    /// <summary>
    /// Long enough for something to be written since the last disaster; no clock says when that is.
    /// </summary>
    public async Task LetThemWriteAsync()
    {
        var before = await NewestAsync();
        await Patience.UntilAsync(
            async () => await NewestAsync() != before, TimeSpan.FromMinutes(10), what: "something new is written");
    }

    /// <summary>
    /// Ends when all apps have their answers, and compares what they were told with the histories; then checks all
    /// that is written.
    /// </summary>
    /// <param name="troubles">What apps may have been told while it lasted; null for anything.</param>
    public async Task JudgeAsync(string campaign, IReadOnlyCollection<string>? troubles = null)
    {
        wasJudged = true;
        await stop.CancelAsync();
        var written = await Task.WhenAll(apps);
        var verdict = await CompareAsync(written);
        verdict.Print(campaign, $"repeated {callers.Sum(app => app.Repeats)} ({string.Join(", ", Troubles)})");
        Assert.Empty(troubles is null ? [] : Troubles.Except(troubles));
        Assert.Empty(written.SelectMany(app => app.Wrong));
        verdict.AssertNothingLostOrDouble();

        using var check = await Shell.RunAsync("records", "check", "--data", place.Data);
        Assert.True(check.ExitCode == 0, check.Said);
        Assert.Contains(" 0 not as written", check.Said, StringComparison.Ordinal);
        await TownTables.AssertSameAfterRebuildAsync(place);
    }

    /// <summary>
    /// The same where something planted is to be found out: how many that were acknowledged are gone, or were refused
    /// since because what they hang on is gone.
    /// </summary>
    public async Task<int> CountLostAsync()
    {
        wasJudged = true;
        await stop.CancelAsync();
        var written = await Task.WhenAll(apps);
        var verdict = await CompareAsync(written);
        verdict.Print("the control run", $"refused {written.Sum(app => app.Wrong.Count)}");
        return verdict.Lost + written.Sum(app => app.Wrong.Count);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await giveUp.CancelAsync();
        if (!wasJudged)
            await Task.WhenAll(apps).ContinueWith(_ => { }, TaskScheduler.Default);
        foreach (var caller in callers)
            caller.Dispose();
        registrar.Dispose();
        stop.Dispose();
        giveUp.Dispose();
    }

    private async Task<Written> WriteAsync(Caller app, string entry)
    {
        List<(string File, List<string> Matters)> acknowledged = [];
        List<string> wrong = [];
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var file = await app.InsistAsync(HttpMethod.Post, "case-files",
                    new JsonObject { ["entry"] = entry, ["fields"] = new JsonObject { ["subject"] = "Kampagne" } },
                    giveUp.Token);
                var matters = new List<string>();
                acknowledged.Add(((string)file["id"]!, matters));
                for (var i = 0; i < MattersEach; i++)
                    matters.Add((string)(await app.InsistAsync(HttpMethod.Post, $"case-files/{file["id"]}/matters",
                        new JsonObject { ["fields"] = new JsonObject { ["subject"] = $"{i}" } }, giveUp.Token))["id"]!);
            }
            catch (InvalidOperationException refused)
            {
                wrong.Add(refused.Message);
            }
        }
        return new(acknowledged, wrong);
    }

    private async Task<Verdict> CompareAsync(IEnumerable<Written> written)
    {
        List<string> acknowledged = [], standing = [];
        foreach (var (file, matters) in written.SelectMany(app => app.Files))
        {
            acknowledged.AddRange([file, .. matters]);
            try
            {
                standing.AddRange([file, .. Verdict.MattersIn(await registrar.InsistAsync(
                    HttpMethod.Get, $"case-files/{file}/history?limit=500", null, giveUp.Token))]);
            }
            catch (InvalidOperationException)
            {
                // Not there: lost, with all that was in it.
            }
        }
        return Verdict.Of(acknowledged, standing);
    }

    private async Task<string> NewestAsync() =>
        (await registrar.InsistAsync(HttpMethod.Get, "case-files?limit=1", null, giveUp.Token)).ToJsonString();

    private sealed record Written(
        IReadOnlyList<(string File, List<string> Matters)> Files, IReadOnlyList<string> Wrong);
}
