using System.Diagnostics.CodeAnalysis;
using FsCheck.Fluent;
using Npgsql;
using Records.Actors;
using Records.Core.CaseFiles;
using Records.Core.History;
using Records.Core.Ports;
using Records.Core.Sealing;
using Records.Storage.Json;
using Records.Storage.Memory;
using Records.Storage.Postgres;
using Records.Storage.Snapshots;
using Records.Tests.Actors;
using Records.Tests.CaseFiles;
using Xunit;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.Campaigns;

using CaseFileActors = ActorHost<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent>;

/// <summary>
/// Snapshots are damaged at random between one start and the next, while files are written to (F13). Every file is
/// recovered as if no snapshot had ever been.
/// </summary>
[SuppressMessage("Security", "CA5394", Justification = "Chance chooses what is damaged and guards nothing.")]
public sealed class SnapshotDamageTests : Suite<SnapshotDamageTests>, ISuite
{
    private const int FileCount = 6;
    private const int WishesOfARound = 60;

    public static Test Tests => TestList("damaged snapshots",
        TestSlow("between 8 starts", () => RunAsync(8)),
        Campaign(TestCase("between 500 starts", () => RunAsync(500))),
        TestSlow("that would be believed are noticed by this test", BelievedAsync));

    private static async Task RunAsync(int rounds)
    {
        await using var house = await House.NewAsync();
        var (chance, acknowledged, damaged) = (new Random(13), new List<string>(), 0);
        for (var round = 0; round < rounds; round++)
        {
            await using (var files = house.Files())
                await Task.WhenAll(house.Streams.Select(stream => WriteAsync(files, stream, acknowledged)));
            foreach (var stream in house.Streams)
                damaged += await house.DamageAsync(stream, chance) ? 1 : 0;
            Assert.Empty(await house.OthersThanReplayedAsync());
        }

        var verdict = Verdict.Of(acknowledged, await house.StandingAsync());
        var ignored = house.Log.Lines.Count(line => line.Contains("is ignored", StringComparison.Ordinal));
        verdict.Print("damaged snapshots", $"{rounds} starts, {damaged} damaged, {ignored} ignored, "
            + $"{house.Log.Lines.Count - ignored} other lines");
        verdict.AssertNothingLostOrDouble();
        Assert.True(damaged > 0 && ignored >= damaged, $"{damaged} damaged, {ignored} ignored");
        Assert.Equal(ignored, house.Log.Lines.Count);
    }

    // The control: a state of another file, sealed as this one's. Nothing but the right key can make it.
    private static async Task BelievedAsync()
    {
        await using var house = await House.NewAsync();
        await using (var files = house.Files())
            await Task.WhenAll(house.Streams.Select(stream => WriteAsync(files, stream, [])));
        await house.ForgeAsync(house.Streams[0]);
        Assert.Equal([house.Streams[0]], await house.OthersThanReplayedAsync());
    }

    // Matters that are counted, and wishes of every family that may be refused, so that the states are rich.
    private static async Task WriteAsync(CaseFileActors files, StreamId stream, List<string> acknowledged)
    {
        foreach (var wish in CaseFileProperties.Wish.Sample(WishesOfARound))
        {
            await files.AskAsync(stream, new(wish, new(ActorHouse.Stamp)), Cancel);
            var matter = new MatterId(Guid.NewGuid());
            if (await files.AskAsync(
                stream, new(new CaseFileCommand.OpenMatter(matter, Subject("m")), new(ActorHouse.Stamp)), Cancel)
                is Outcome<CaseFile>.Done)
                lock (acknowledged)
                    acknowledged.Add(matter.Value.ToString());
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A few case files in PostgreSQL, with snapshots after every few events.</summary>
    private sealed class House : IAsyncDisposable
    {
        private readonly TestDatabase database;
        private readonly NpgsqlDataSource pool;
        private readonly PostgresEventStore store;
        private readonly MemoryKeyRing keys = new();
        private readonly StateCodec<CaseFile> codec = new();

        private House(TestDatabase database)
        {
            (this.database, pool) = (database, database.Open());
            store = new(pool, database.Tenant, TimeProvider.System, new());
        }

        public LogLines Log { get; } = new();
        public List<StreamId> Streams { get; } = [];

        private Journal<CaseFileEvent> Journal =>
            new(database.Tenant, store, keys, new CaseFileEventCodec(), new StampJson(), TimeProvider.System);

        public static async Task<House> NewAsync()
        {
            var house = new House(await TestDatabase.NewAsync());
            for (var i = 0; i < FileCount; i++)
            {
                var stream = new StreamId(Guid.NewGuid());
                var key = await house.keys.CreateAsync(stream, Cancel);
                await house.store.AppendAsync(
                    new([house.Journal.Seal(stream, StreamVersion.None, [Opened], ActorHouse.Stamp, key)], [], null),
                    Cancel);
                house.Streams.Add(stream);
            }
            return house;
        }

        public CaseFileActors Files() => new(Journal, ActorLimits.Default, TimeProvider.System)
        {
            Snapshots = new(database.Tenant, new PostgresSnapshots(pool), store, keys, codec, Log) { LeastEvents = 15 },
        };

        /// <summary>Damages the stream's snapshot, or not; says whether it did.</summary>
        public async Task<bool> DamageAsync(StreamId stream, Random chance)
        {
            var any = chance.Next(1 << 20);
            var (mine, other) = ($"stream = '{stream.Value}'", Streams.First(one => one != stream).Value);
            var change = chance.Next(10) switch
            {
                0 or 1 => $"body = set_bit(body, {any} % (8 * octet_length(body)), "
                    + $"1 - get_bit(body, {any} % (8 * octet_length(body))))",
                2 => $"body = substring(body from 1 for {any} % octet_length(body))",
                3 => $"version = version + {chance.Next(1, 1000)}",
                4 => $"version = version - {chance.Next(1, 10)}",
                5 => "form = sha256(form)",
                6 => $"key_id = '{Guid.NewGuid()}'",
                7 => $"(version, key_id, body) = (select version, key_id, body from snapshot where stream = '{other}')",
                _ => null,
            };
            if (change is null)
                return false;
            return (long)(await database.AsAdministratorAsync(
                $"with changed as (update snapshot set {change} where {mine} returning 1) select count(*) from changed"))!
                == 1;
        }

        /// <summary>The files that are not what all their events say.</summary>
        public async Task<List<StreamId>> OthersThanReplayedAsync()
        {
            await using var files = Files();
            await using var replayed = new CaseFileActors(Journal, ActorLimits.Default, TimeProvider.System);
            var others = new List<StreamId>();
            foreach (var stream in Streams)
            {
                var (found, right) = (await files.LookAsync(stream, Cancel), await replayed.LookAsync(stream, Cancel));
                if ((StateDigest.Of(found.State), found.Version) != (StateDigest.Of(right.State), right.Version))
                    others.Add(stream);
            }
            return others;
        }

        /// <summary>Keeps a wrong state of the stream that opens.</summary>
        public async Task ForgeAsync(StreamId stream)
        {
            var kept = new PostgresSnapshots(pool);
            var place = (await kept.FindAsync(stream, Cancel))!;
            var wrong = CaseFileDecider.Evolve(CaseFileDecider.Initial, Opened);
            var key = (await keys.FindAsync(place.Key, Cancel))!;
            await kept.KeepAsync(
                stream,
                SnapshotSealing.Seal(key, database.Tenant, stream, place, codec.Encode(wrong).Span, new byte[12]), Cancel);
        }

        /// <summary>The matters that the events say were opened, but those of the wishes, which have fixed ids.</summary>
        public async Task<List<string>> StandingAsync()
        {
            var standing = new List<string>();
            foreach (var stream in Streams)
                await foreach (var (happened, _) in Journal.ReplayAsync(stream, StreamVersion.None, Cancel))
                    if (happened is CaseFileEvent.MatterOpened { Matter.Value: { Version: 4 } matter })
                        standing.Add(matter.ToString());
            return standing;
        }

        public async ValueTask DisposeAsync()
        {
            await store.DisposeAsync();
            await pool.DisposeAsync();
        }
    }
}
