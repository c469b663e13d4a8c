using Records.Storage.Embedded;
using Records.Tests.Ops;
using Xunit;

namespace Records.Tests.Campaigns;

/// <summary>
/// The power fails while apps write: the disk takes nothing any more, everything that ran is gone, and what was never
/// synced is gone too. What was acknowledged must stand. A control run on a database that does not sync loses, for a
/// campaign that cannot fail proves nothing; <c>kill -9</c> would lose nothing there either.
/// </summary>
public sealed class PowerCutTests : Suite<PowerCutTests>, ISuite
{
    private const int DiskMegabytes = 4_096;

    public static Test Tests => TestList("F3 the power fails while apps write",
        TestSlow("3 times", () => RunAsync(3)),
        TestSlow("is found out where the database does not sync", ControlAsync),
        Campaign(TestCase("100 times", () => RunAsync(100))));

    private static async Task RunAsync(int rounds)
    {
        await using var disk = await LoopDisk.MountAsync(DiskMegabytes);
        await using var place = new Place(disk.Folder);
        await place.StartAsync();
        await using var writers = await Writers.StartAsync(place);
        for (var round = 0; round < rounds; round++)
        {
            await writers.LetThemWriteAsync();
            await FailAsync(disk, place);
            await place.StartAsync();
        }
        await writers.JudgeAsync($"power cut {rounds} times");
    }

    private static async Task ControlAsync()
    {
        await using var disk = await LoopDisk.MountAsync(DiskMegabytes);
        await using var place = new Place(disk.Folder);
        await place.StartAsync();
        await using var writers = await Writers.StartAsync(place);
        await writers.LetThemWriteAsync();
        // The program refuses to start on such a database, so it learns of it only now.
        await TownTables.AskAsync(place, "alter system set fsync = off", EmbeddedPostgres.Administrator);
        await TownTables.AskAsync(place, "select pg_reload_conf()", EmbeddedPostgres.Administrator);
        for (var i = 0; i < 10; i++)
            await writers.LetThemWriteAsync();
        await FailAsync(disk, place);

        var own = Path.Combine(place.Data, "main", "data", "postgresql.auto.conf");
        await File.WriteAllLinesAsync(
            own, (await File.ReadAllLinesAsync(own)).Where(line => !line.StartsWith("fsync", StringComparison.Ordinal)));
        using var up = await Shell.RunAsync("up", [.. place.Up(), "--detach"]);
        Assert.True(up.ExitCode != 0 || await writers.CountLostAsync() > 0);
    }

    // First the disk, then everybody who might still write: the other way round nothing would be lost.
    private static async Task FailAsync(LoopDisk disk, Place place)
    {
        await disk.CutPowerAsync();
        await Patience.UntilAsync(async () =>
        {
            var alive = place.Processes();
            foreach (var (folder, _) in alive)
                using (await Shell.ProgramAsync("kill", "-9", Path.GetFileName(folder)))
                {
                }
            return alive.Count == 0;
        }, what: "everybody who used the disk is gone");
        await disk.PowerUpAsync();
    }
}
