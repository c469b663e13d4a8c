using Records.Core.Deciding;
using Records.Core.Ports;
using Records.Core.Proofs;
using Records.Tests.History;
using Xunit;
using static Records.Tests.Storage.Appends;

namespace Records.Tests.Proofs;

public sealed class LogBuilderTests : Suite<LogBuilderTests>, ISuite
{
    private static int Kills => LevelOfThisRun.Value switch
    {
        Level.Quick => 40,
        Level.Full => 200,
        _ => 1_000,
    };

    public static Test Tests => TestList("the published log",
        TestCase("begins with nothing, signed", async () =>
        {
            await using var house = await LogHouse.NewAsync();
            Assert.True(await house.Builder().GrowAsync(Cancel));
            Assert.Equal(new(LogHouse.Origin, 0, MerkleTree.EmptyRoot), await house.NewestAsync());
        }),
        TestCase("has every event, each with its proof", async () =>
        {
            await using var house = await LogHouse.NewAsync();
            var builder = house.Builder();
            foreach (var events in (int[])[1, 2, 253, 1, 300])
            {
                await house.HappenAsync(events);
                Assert.True(await builder.GrowAsync(Cancel));
                Assert.False(await builder.GrowAsync(Cancel));
            }

            await house.AssertWholeAsync();
            Assert.Equal(557, builder.Size);
        }),
        TestCase("goes on in another process, and in two that take turns", async () =>
        {
            await using var house = await LogHouse.NewAsync();
            var builders = new[] { house.Builder(), house.Builder() };
            for (var i = 0; i < 12; i++)
            {
                await house.HappenAsync(30);
                Assert.True(await builders[i % 2].GrowAsync(Cancel));
            }

            Assert.True(await house.Builder().GrowAsync(Cancel) is false);
            await house.AssertWholeAsync();
        }),
        TestCase("keeps no narrow form of a full tile, and old proofs are read from the full one", async () =>
        {
            await using var house = await LogHouse.NewAsync();
            await house.HappenAsync(100);
            await house.Builder().GrowAsync(Cancel);
            Assert.True(File.Exists(Path.Combine(house.TileFolder, "tile/0/000.p/100")));
            await house.HappenAsync(200);
            await house.Builder().GrowAsync(Cancel);
            Assert.False(Directory.Exists(Path.Combine(house.TileFolder, "tile/0/000.p")));
            Assert.False(Directory.Exists(Path.Combine(house.TileFolder, "tile/entries/000.p")));

            // What somebody would ask who still has the checkpoint of 100.
            var old = await house.Published.ReadAsync(TileWriter.EdgeOf(100), Cancel);
            Assert.NotNull(TileWriter.Resume(100, tile => old[tile]));
        }),
        TestCase("two processes at once sign one history", async () =>
        {
            await using var house = await LogHouse.NewAsync();
            for (var round = 0; round < 10; round++)
            {
                await house.HappenAsync(25);
                await Task.WhenAll(Enumerable.Range(0, 3)
                    .Select(_ => Task.Run(() => house.Builder().GrowAsync(Cancel))));
            }

            await house.Builder().GrowAsync(Cancel);
            await house.AssertWholeAsync();
        }),
        TestCase("no index is used twice, left out or signed twice, wherever the process is killed", KilledAsync),

        TestList("goes no further",
            TestStopped("where the history is behind what was signed", 300, async house =>
            {
                await CutAsync(house, 299);
                return "older state";
            }),
            TestStopped("where another event stands in the last signed place", 300, async house =>
            {
                await CutAsync(house, 299);
                await house.HappenAsync(1);
                return "is not the one that was signed";
            }),
            TestStopped("where the history parted from the signed one long before", 300, async house =>
            {
                await CutAsync(house, 200);
                await house.HappenAsync(150);
                return "is not the one that was signed";
            }),
            TestStopped("where a tile at the edge was changed", 300, async house =>
            {
                await FlipAsync(Path.Combine(house.TileFolder, "tile/0/001.p/44"), 40);
                return "do not make the root";
            }),
            TestStopped("where an entry was changed", 300, async house =>
            {
                await FlipAsync(Path.Combine(house.TileFolder, "tile/entries/001.p/44"), 40);
                return "do not make the root";
            }),
            TestStopped("where a tile is gone", 300, house =>
            {
                File.Delete(Path.Combine(house.TileFolder, "tile/1/000.p/1"));
                return Task.FromResult("is gone");
            }),
            TestStopped("where the signer forgot what it signed", 300, house =>
            {
                File.Delete(Path.Combine(house.KeyFolder, "log-head"));
                return Task.FromResult("does not know");
            }),
            TestStopped("where the signer was taken back to an older state", 300, async house =>
            {
                var older = await File.ReadAllBytesAsync(Path.Combine(house.KeyFolder, "log-head"), Cancel);
                await house.HappenAsync(10);
                await house.Builder().GrowAsync(Cancel);
                await File.WriteAllBytesAsync(Path.Combine(house.KeyFolder, "log-head"), older, Cancel);
                await CutAsync(house, 305);
                await house.HappenAsync(5);
                return "was published with other bytes";
            })),

        TestList("does not sign a row that", [.. Damages.Select(damage => TestCase(damage.Name, async () =>
        {
            await using var house = await LogHouse.NewAsync();
            await house.HappenAsync(10);
            await house.Builder().GrowAsync(Cancel);
            await house.HappenAsync(10);
            await AttackAsync(house, damage.Sql);
            var broken = await Assert.ThrowsAsync<HistoryBrokenException>(() => house.Builder().GrowAsync(Cancel));
            Assert.Equal((damage.Position, damage.Fault), (broken.Position.Value, broken.Fault));
            Assert.Equal(10, (await house.NewestAsync()).Size);
        }))]),

        TestCase("the signer signs nothing that does not continue what it signed", async () =>
        {
            await using var house = await LogHouse.NewAsync();
            await house.HappenAsync(7);
            await house.Builder().GrowAsync(Cancel);
            var newest = await house.NewestAsync();
            Assert.Equal(house.Signer.Last!.ToString(), (await house.Signer.SignAsync(newest, [], Cancel))!.ToString());
            Assert.Null(await house.Signer.SignAsync(newest with { Size = 6 }, [], Cancel));
            foreach (var other in new[]
            {
                newest with { Root = MerkleTree.EmptyRoot }, newest with { Size = 8 },
                newest with { Origin = "other.example/log1" },
            })
                await Assert.ThrowsAsync<LogForkedException>(() => house.Signer.SignAsync(other, [], Cancel));
            Assert.Equal(newest, Checkpoint.Read(house.Signer.Last!.Text));
        }));

    private static readonly (string Name, string Sql, long Position, string Fault)[] Damages =
    [
        ("has another body", "update event set body = body || '\\x00' where position = 12", 12, "body hash"),
        ("has another body and its hash",
            "update event set body = body || '\\x00', body_hash = sha256(body || '\\x00') where position = 12", 12,
            "linked"),
        ("has another time", "update event set recorded_at = recorded_at + 1 where position = 13", 13, "linked"),
        ("has another type", "update event set type = 'x' where position = 13", 13, "linked"),
        ("has other metadata", "update event set metadata = '{}' where position = 19", 19, "linked"),
        ("has another leaf hash", "update event set leaf = sha256('x') where position = 14", 14, "leaf hash"),
        ("has another chain hash", "update event set chain = sha256('x') where position = 14", 14, "linked"),
        ("is missing", "delete from event where position = 15", 15, "it is missing"),
    ];

    private static Test TestStopped(string name, int events, Func<LogHouse, Task<string>> harm) =>
        TestCase(name, async () =>
        {
            await using var house = await LogHouse.NewAsync();
            await house.HappenAsync(events);
            await house.Builder().GrowAsync(Cancel);
            var signed = house.Signer.Last!.ToString();
            var words = await harm(house);
            if (File.Exists(Path.Combine(house.KeyFolder, "log-head")))
                signed = house.Signer.Last!.ToString();

            var stopped = await Assert.ThrowsAnyAsync<Exception>(() => house.Builder().GrowAsync(Cancel));
            Assert.True(stopped is LogForkedException or TileConflictException, stopped.ToString());
            Assert.Contains(words, stopped.Message, StringComparison.Ordinal);
            Assert.Equal(
                File.Exists(Path.Combine(house.KeyFolder, "log-head")) ? signed : null, house.Signer.Last?.ToString());
        });

    private static async Task KilledAsync()
    {
        await using var house = await LogHouse.NewAsync();
        var signed = new List<SignedNote>();
        var (chance, killed) = (new Random(20261120), 0);
        while (killed < Kills)
        {
            await house.HappenAsync(chance.Next(1, 40));
            var stumbling = new Stumbling(house.Tiles, house.Signer, chance.Next(0, 14));
            try
            {
                await house.Builder(stumbling, stumbling).GrowAsync(Cancel);
            }
            catch (KilledException)
            {
                killed++;
            }

            signed.AddRange(stumbling.Signed);
        }

        await house.Builder().GrowAsync(Cancel);
        await house.AssertWholeAsync(proveAll: false);
        await AssertOneHistoryAsync(house, signed);
    }

    // Nothing was ever signed but beginnings of the one history, each size once.
    private static async Task AssertOneHistoryAsync(LogHouse house, List<SignedNote> signed)
    {
        var checkpoints = signed.Select(note => Checkpoint.Read(note.Text)!).ToList();
        Assert.Equal(checkpoints.Count, checkpoints.DistinctBy(checkpoint => checkpoint.Size).Count());
        var newest = await house.NewestAsync();
        foreach (var checkpoint in checkpoints)
        {
            var proof = await house.Published.RootsOfAsync(
                LeafSpan.OfConsistency(checkpoint.Size, newest.Size), newest.Size, Cancel);
            Assert.True(MerkleProofs.ShowsConsistency(
                checkpoint.Size, newest.Size, checkpoint.Root, newest.Root, proof));
        }
    }

    private static Task CutAsync(LogHouse house, long size) => AttackAsync(
        house, $"delete from event where position >= {size}; update log_head set size = {size}");

    private static async Task AttackAsync(LogHouse house, string sql) => await house.Database.AsAdministratorAsync(
        $"set session_replication_role = replica; {sql}");

    private static async Task FlipAsync(string path, int at)
    {
        var bytes = await File.ReadAllBytesAsync(path, Cancel);
        bytes[at] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, Cancel);
    }
}
