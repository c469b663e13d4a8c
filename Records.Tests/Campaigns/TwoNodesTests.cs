using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Records.Tests.Ops;
using Xunit;

namespace Records.Tests.Campaigns;

/// <summary>
/// Two programs write to the same case files of one database. The one that follows the log is stopped in the middle,
/// the other takes over, and the stopped one wakes as a zombie. Nothing is lost or done twice, and the query tables are
/// those that a rebuild makes.
/// </summary>
public sealed partial class TwoNodesTests : Suite<TwoNodesTests>, ISuite
{
    private const int WritersEach = 8;
    private const int Files = 4;

    /// <summary>What docs/operations.md promises, and a loaded machine's slowness on top.</summary>
    private static readonly TimeSpan LongestTakeover = TimeSpan.FromSeconds(22 + 20);

    public static Test Tests => TestList("two programs on one database, one of them a zombie",
        TestSlow("stopped twice", () => RunAsync(2)),
        Campaign(TestCase("stopped 50 times", () => RunAsync(50))));

    private static async Task RunAsync(int rounds)
    {
        await using var place = new Place();
        await place.StartAsync();
        await using var one = await Node.StartAsync(place);
        await using var other = await Node.StartAsync(place);
        Node[] nodes = [one, other, new(place.ProgramId, place.Port, () => File.ReadAllText(place.Log), null)];

        using var registrar = new Caller(one.Port, "registrar", place.Port);
        using var clerk = new Caller(other.Port, "clerk", place.Port);
        await registrar.InsistAsync(HttpMethod.Post, "file-plan",
            new JsonObject { ["title"] = "Aktenplan", ["validFrom"] = "2020-01-01" }, Cancel);
        var entry = await registrar.InsistAsync(
            HttpMethod.Post, "file-plan/entries", new JsonObject { ["notation"] = "10", ["title"] = "Kampagne" },
            Cancel);
        var files = new List<string>();
        for (var file = 0; file < Files; file++)
            files.Add((string)(await clerk.InsistAsync(HttpMethod.Post, "case-files",
                new JsonObject
                {
                    ["entry"] = (string)entry["id"]!,
                    ["fields"] = new JsonObject { ["subject"] = "Kampagne" },
                }, Cancel))["id"]!);

        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 2 * WritersEach).Select(i =>
            WriteAsync(i % 2 == 0 ? one.Port : other.Port, place.Port, files, i, stop.Token)).ToList();
        var longest = TimeSpan.Zero;
        for (var round = 0; round < rounds; round++)
        {
            var takeover = await StopOneAsync(place, nodes);
            longest = takeover > longest ? takeover : longest;
        }

        await stop.CancelAsync();
        var written = await Task.WhenAll(writers);
        var acknowledged = written.SelectMany(app => app.Matters).ToList();
        var standing = await StandingAsync(registrar, files);
        var verdict = Verdict.Of(acknowledged, standing);
        verdict.Print("two nodes and a zombie",
            $"stopped {rounds} times, repeated {written.Sum(app => app.Repeats)}, "
            + $"longest takeover {longest.TotalSeconds:0.0} s");
        verdict.AssertNothingLostOrDouble();
        Assert.Equal(standing.Count, standing.Distinct().Count());
        Assert.True(longest < LongestTakeover);
        await TownTables.AssertSameAfterRebuildAsync(place);
        // Two that were decided on the same state would have the same number.
        Assert.Equal(0L, await TownTables.AskAsync(
            place, "select count(*) - count(distinct (case_file, parent, number)) from view.matter"));
    }

    /// <summary>Stops the one that follows the log until another one does; says how long that took.</summary>
    private static async Task<TimeSpan> StopOneAsync(Place place, Node[] nodes)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var holder = nodes.MaxBy(node => node.Term)!;
        var term = holder.Term;
        Assert.True(term > 0, "Nobody follows the log.");
        var began = Stopwatch.GetTimestamp();
        await holder.SignalAsync("STOP");
        while (nodes.Max(node => node.Term) == term && Stopwatch.GetElapsedTime(began) < LongestTakeover)
            await timer.WaitForNextTickAsync(Cancel);
        var takeover = Stopwatch.GetElapsedTime(began);
        await holder.SignalAsync("CONT");
        await Patience.UntilAsync(
            () => holder.Said().Contains($"Term {term} is over", StringComparison.Ordinal),
            pause: TimeSpan.FromMilliseconds(50));
        Assert.Equal(0L, await TownTables.AskAsync(place, "select count(*) from view.parked"));
        return takeover;
    }

    private static async Task<(List<string> Matters, int Repeats)> WriteAsync(
        int port, int issuer, List<string> files, int number, CancellationToken stop)
    {
        using var app = new Caller(port, "clerk", issuer);
        List<string> acknowledged = [];
        for (var i = number; !stop.IsCancellationRequested; i++)
            acknowledged.Add((string)(await app.InsistAsync(
                HttpMethod.Post, $"case-files/{files[i % Files]}/matters",
                new JsonObject { ["fields"] = new JsonObject { ["subject"] = $"{number}-{i}" } }, Cancel))["id"]!);
        return (acknowledged, app.Repeats);
    }

    private static async Task<List<string>> StandingAsync(Caller reader, List<string> files)
    {
        var standing = new List<string>();
        foreach (var file in files)
        {
            string? cursor = "";
            await Patience.UntilAsync(async () =>
            {
                var page = await reader.InsistAsync(
                    HttpMethod.Get, $"case-files/{file}/history?limit=500{cursor}", null, Cancel);
                standing.AddRange(Verdict.MattersIn(page));
                cursor = (string?)page["next"] is { } next ? $"&cursor={next}" : null;
                return cursor is null;
            }, TimeSpan.FromMinutes(10), what: "the history ends");
        }
        return standing;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A program that serves on the databases of the place, in a process of its own.</summary>
    private sealed record Node(int Process, int Port, Func<string> Said, Shell? Shell) : IAsyncDisposable
    {
        /// <summary>The term in which it last began to follow the log of the town, or 0.</summary>
        public long Term => Taken().Matches(Said()).Select(match => long.Parse(match.Groups[1].Value, null))
            .DefaultIfEmpty(0).Max();

        public static async Task<Node> StartAsync(Place place)
        {
            var (settings, port) = place.SettingsBeside();
            var shell = Shell.Start("records", ["serve", "--config", settings]);
            await shell.HearAsync("Records answers on");
            return new(shell.Id, port, () => shell.Said, shell);
        }

        public Task SignalAsync(string name) => Shell.DemandAsync("kill", $"-{name}", $"{Process}");

        public async ValueTask DisposeAsync()
        {
            if (Shell is null)
                return;
            await SignalAsync("CONT");
            await SignalAsync("TERM");
            await Shell.EndAsync();
            Shell.Dispose();
        }
    }

    [GeneratedRegex("Tenant\\.musterstadt.*from now on, in term ([0-9]+)")]
    private static partial Regex Taken();
}
