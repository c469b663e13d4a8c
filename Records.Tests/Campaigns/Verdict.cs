using System.Text.Json.Nodes;
using Records.Tests.Api.House;
using Xunit;

namespace Records.Tests.Campaigns;

/// <summary>What became of the changes that clients were told of.</summary>
/// <param name="Acknowledged">Changes a client was told to stand.</param>
/// <param name="Lost">Those of them that do not stand.</param>
/// <param name="Duplicate">Changes that stand and nobody was told of: done twice, or done and refused.</param>
internal sealed record Verdict(int Acknowledged, int Lost, int Duplicate)
{
    /// <summary>Compares what clients were told with what the case files say happened.</summary>
    public static Verdict Of(ICollection<string> acknowledged, ICollection<string> standing) => new(
        acknowledged.Count, acknowledged.Except(standing).Count(), standing.Except(acknowledged).Count());

    /// <summary>The matters that stand in the case files, as their histories say it.</summary>
    public static async Task<List<string>> MattersOfAsync(HouseApp reader, IEnumerable<string> files)
    {
        var standing = new List<string>();
        foreach (var file in files)
        {
            string? cursor = "";
            await Patience.UntilAsync(async () =>
            {
                var page = (await reader.GetAsync(
                    $"{file}/history?limit=500{cursor}", HouseApp.Without("Minimum-Position"))).Expect(200).Body;
                standing.AddRange(MattersIn(page));
                cursor = (string?)page["next"] is { } next ? $"&cursor={next}" : null;
                return cursor is null;
            }, TimeSpan.FromMinutes(10), what: "the history ends");
        }
        return standing;
    }

    /// <summary>The matters that were opened, as a page of a history says it; in whatever form that was stored.</summary>
    public static IEnumerable<string> MattersIn(JsonNode history) =>
        from item in history["items"]!.AsArray()
        where ((string)item!["type"]!).StartsWith("matter-opened/", StringComparison.Ordinal)
        select (string)item["object"]!;

    public void Print(string campaign, string more) => TestContext.Current.SendDiagnosticMessage(
        $"{campaign}: acknowledged {Acknowledged}, lost {Lost}, duplicate {Duplicate}; {more}");

    public void AssertNothingLostOrDouble()
    {
        Assert.True(Acknowledged > 0);
        Assert.Equal((0, 0), (Lost, Duplicate));
    }
}
