using System.Globalization;
using Records.Tests.Ops;
using Xunit;

namespace Records.Tests.Campaigns;

/// <summary>
/// The program, or its database, is killed again and again while apps write. What was acknowledged must stand, once;
/// what was not must stand wholly, once, after it was repeated. Afterwards the whole history is checked, and the query
/// tables are those that a rebuild makes.
/// </summary>
public sealed class KillTests : Suite<KillTests>, ISuite
{
    public static Test Tests => TestList("kill -9 while apps write",
        TestSlow("F1 the program, 10 times", () => RunAsync(10, ProgramAsync)),
        TestSlow("F2 its database, 5 times", () => RunAsync(5, DatabaseAsync)),
        Campaign(TestCase("F1 the program, 100 times", () => RunAsync(100, ProgramAsync))),
        Campaign(TestCase("F2 its database, 50 times", () => RunAsync(50, DatabaseAsync))));

    private static async Task RunAsync(int rounds, Func<Place, Task> killAsync)
    {
        await using var place = new Place();
        await place.StartAsync();

        await using var writers = await Writers.StartAsync(place);
        for (var round = 0; round < rounds; round++)
        {
            await writers.LetThemWriteAsync();
            await killAsync(place);
        }
        await writers.JudgeAsync($"killed {rounds} times");
    }

    private static async Task ProgramAsync(Place place)
    {
        await Shell.DemandAsync("kill", "-9", place.ProgramId.ToString(CultureInfo.InvariantCulture));
        await place.StartAsync();
    }

    // The program goes on; it notices that its database is gone and starts it again.
    private static async Task DatabaseAsync(Place place)
    {
        var postmaster = (await File.ReadAllLinesAsync(Path.Combine(place.Data, "main", "data", "postmaster.pid")))[0];
        await Shell.DemandAsync("kill", "-9", postmaster);
    }
}
