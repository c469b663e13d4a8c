using System.Data.Common;
using Records.Actors;
using Records.Core.CaseFiles;
using Records.Core.History;
using Records.Core.Ports;
using Records.Core.Sealing;
using Records.Storage.Memory;
using Records.Storage.Snapshots;
using Records.Tests.Actors;
using Xunit;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.Snapshots;

/// <summary>Snapshots save reading and never change what is read, whatever becomes of them (F13).</summary>
public sealed class SnapshotTests : Suite<SnapshotTests>, ISuite
{
    private const int Enough = 10;

    public static Test Tests => TestList("snapshots",
        TestCase("save the reading of what is in them", async () =>
        {
            var (house, stream) = await WrittenAsync(2 * Enough);
            var last = (await house.Kept.FindAsync(stream, Cancel))!.Version;
            await using var files = house.Files();
            var seen = await files.LookAsync(stream, Cancel);

            Assert.True(last.Value >= Enough);
            Assert.Equal(last, house.Store.ReadAfter);
            Assert.Equal(await house.ReplayedAsync(stream), (StateDigest.Of(seen.State), seen.Version, seen.Key));
            Assert.Empty(house.Log.Lines);
            Assert.Empty(house.Ignored);
        }),

        TestCase("are what the next wish is decided on", async () =>
        {
            var (house, stream) = await WrittenAsync(2 * Enough);
            await using var files = house.Files();
            Assert.IsType<Outcome<CaseFile>.Done>(await files.AskAsync(stream, NewMatter(), Cancel));
            Assert.Equal(
                2 * Enough + 2,
                (await files.LookAsync(stream, Cancel)).State.Contents.Matters.Values.Max(matter => matter.Number));
        }),

        TestCase("are not taken of a few events", async () =>
        {
            var (house, stream) = await WrittenAsync(Enough - 4);
            Assert.Null(await house.Kept.FindAsync(stream, Cancel));
        }),

        TestCase("are taken of what others wrote, once it was read", async () =>
        {
            var (house, stream) = await WrittenAsync(0);
            await using (var others = new ActorHost<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent>(
                house.Actors.Journal(), ActorLimits.Default, TimeProvider.System))
                await WriteAsync(others, stream, 3 * Enough);
            await using (var files = house.Files())
                await files.LookAsync(stream, Cancel);
            Assert.Equal(new(3 * Enough + 1), (await house.Kept.FindAsync(stream, Cancel))?.Version);
        }),

        TestCase("wait longer where the file is long", async () =>
        {
            await using var snapshots = new SnapshotHouse(new()).Snapshots();
            Assert.True(snapshots.IsDue(StreamVersion.None, new(Enough - 1)));
            Assert.False(snapshots.IsDue(new(10_000), new(10_499)));
            Assert.True(snapshots.IsDue(new(10_000), new(10_600)));
        }),

        TestEach("are ignored, counted and with a line in the log, when", Damages, async damage =>
        {
            var (house, stream) = await WrittenAsync(2 * Enough);
            var (other, _) = await house.WriteFileAsync(2 * Enough);
            house.Damage(stream, (await house.Kept.FindAsync(stream, Cancel))!, damage.Of, other);
            await using var files = house.Files();
            var seen = await files.LookAsync(stream, Cancel);

            Assert.Equal(await house.ReplayedAsync(stream), (StateDigest.Of(seen.State), seen.Version, seen.Key));
            Assert.Contains($"The snapshot of stream {stream.Value} is ignored", Assert.Single(house.Log.Lines),
                StringComparison.Ordinal);
            Assert.Equal([damage.Counted], house.Ignored);
        }),

        TestCase("bring nothing back that was erased", async () =>
        {
            var (house, stream) = await WrittenAsync(2 * Enough);
            house.Actors.Keys.Destroy((await house.Kept.FindAsync(stream, Cancel))!.Key);
            await using var files = house.Files();
            await Assert.ThrowsAsync<ContentErasedException>(() => files.LookAsync(stream, Cancel));
            Assert.Contains("its key is gone", Assert.Single(house.Log.Lines), StringComparison.Ordinal);
            Assert.Equal(["key-gone"], house.Ignored);
        }),

        TestCase("that cannot be read cost a replay", async () =>
        {
            var (house, stream) = await WrittenAsync(2 * Enough);
            house.Broken.Find = () => throw new AwayException();
            await using var files = house.Files();
            Assert.Equal((await house.ReplayedAsync(stream)).Version, (await files.LookAsync(stream, Cancel)).Version);
            Assert.Equal(["failed"], house.Ignored);
        }),

        TestCase("that cannot be kept, or not yet, keep nobody waiting", async () =>
        {
            var never = new TaskCompletionSource();
            var house = new SnapshotHouse(new());
            house.Broken.Keep = () => never.Task;
            var stream = await house.Actors.OpenedFileAsync();
            await using (var files = house.Files())
            {
                await WriteAsync(files, stream, 30 * Enough);
                never.SetException(new AwayException());
            }
            Assert.Equal(new(30 * Enough + 1), (await house.ReplayedAsync(stream)).Version);
            Assert.Contains("No snapshot", house.Log.Lines.First(), StringComparison.Ordinal);
        }));

    private static readonly Damaged[] Damages =
    [
        new("its first bit is flipped", (kept, _) => Flipped(kept, 0)),
        new("a bit in the middle is flipped", (kept, _) => Flipped(kept, kept.Body.Length / 2)),
        new("its last bit is flipped", (kept, _) => Flipped(kept, kept.Body.Length - 1)),
        new("its end is missing", (kept, _) => kept with { Body = kept.Body[..^1] }),
        new("nothing of it is left", (kept, _) => kept with { Body = default }),
        new("it is of a later version than the stream", (kept, _) => kept with { Version = kept.Version.Plus(50) }),
        new("it is said to be older than it is", (kept, _) => kept with { Version = kept.Version.Plus(-1) }),
        new("its version is none", (kept, _) => kept with { Version = new(-7) }),
        new("its form is another", (kept, _) => kept with { Form = Digest.Of("an older program"u8) }, "outdated"),
        new("its key is unknown", (kept, _) => kept with { Key = new(Guid.NewGuid()) }, "failed"),
        new("its key is another file's", (kept, other) => kept with { Key = other.Key }),
        new("it is of another stream", (_, other) => other),
    ];

    private static Snapshot Flipped(Snapshot kept, int at)
    {
        var body = kept.Body.ToArray();
        body[at] ^= 1;
        return kept with { Body = body };
    }

    /// <summary>A house with one file of so many matters, written by actors that keep snapshots.</summary>
    private static async Task<(SnapshotHouse House, StreamId Stream)> WrittenAsync(int matters)
    {
        var house = new SnapshotHouse(new());
        var (_, stream) = await house.WriteFileAsync(matters);
        return (house, stream);
    }

    private static async Task WriteAsync(
        ActorHost<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent> files, StreamId stream, int matters)
    {
        for (var i = 0; i < matters; i++)
            Assert.IsType<Outcome<CaseFile>.Done>(await files.AskAsync(stream, NewMatter(), Cancel));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Wish<CaseFile, CaseFileCommand> NewMatter() =>
        new(new OpenMatter(new(Guid.NewGuid()), Subject("m")), new(ActorHouse.Stamp));

    private sealed record Damaged(
        string Name, Func<Snapshot, Snapshot, Snapshot> Of, string Counted = "not-opening")
    {
        public override string ToString() => Name;
    }

    private sealed class AwayException : DbException;

    /// <summary>Snapshots that can be made to fail or to wait.</summary>
    private sealed class BrokenSnapshots(ISnapshots kept) : ISnapshots
    {
        public Func<Task> Find { get; set; } = () => Task.CompletedTask;
        public Func<Task> Keep { get; set; } = () => Task.CompletedTask;

        public async Task<Snapshot?> FindAsync(StreamId stream, CancellationToken cancel)
        {
            await Find();
            return await kept.FindAsync(stream, cancel);
        }

        public async Task KeepAsync(StreamId stream, Snapshot snapshot, CancellationToken cancel)
        {
            await Keep();
            await kept.KeepAsync(stream, snapshot, cancel);
        }
    }

    /// <summary>Actors that keep snapshots after every few events.</summary>
    private sealed class SnapshotHouse
    {
        public SnapshotHouse(ActorHouse actors)
        {
            Actors = actors;
            Kept = new(actors.Store);
            Broken = new(Kept);
        }

        public ActorHouse Actors { get; }
        public StumblingStore Store => Actors.Store;
        public MemorySnapshots Kept { get; }
        public BrokenSnapshots Broken { get; }
        public LogLines Log { get; } = new();
        public List<string> Ignored { get; } = [];

        public Snapshots<CaseFile> Snapshots() =>
            new(Actors.Tenant, Broken, Actors.Store, Actors.Keys, new StateCodec<CaseFile>(), Log)
            {
                LeastEvents = Enough,
                Ignored = Ignored.Add,
            };

        public ActorHost<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent> Files() =>
            new(Actors.Journal(), ActorLimits.Default, TimeProvider.System) { Snapshots = Snapshots() };

        /// <summary>A file of so many matters more, and its snapshot.</summary>
        public async Task<(Snapshot? Kept, StreamId Stream)> WriteFileAsync(int matters)
        {
            var stream = await Actors.OpenedFileAsync();
            await using (var files = Files())
                await WriteAsync(files, stream, matters);
            return (await Kept.FindAsync(stream, Cancel), stream);
        }

        public void Damage(StreamId stream, Snapshot kept, Func<Snapshot, Snapshot, Snapshot> damage, Snapshot? other) =>
            Kept.KeepAsync(stream, damage(kept, other!), Cancel);

        /// <summary>What all the events say.</summary>
        public async Task<(Digest State, StreamVersion Version, KeyId Key)> ReplayedAsync(StreamId stream)
        {
            await using var files = new ActorHost<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent>(
                Actors.Journal(), ActorLimits.Default, TimeProvider.System);
            var seen = await files.LookAsync(stream, Cancel);
            return (StateDigest.Of(seen.State), seen.Version, seen.Key);
        }
    }
}
