using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Records.Actors;
using Records.Actors.Followers;
using Records.Core.CaseFiles;
using Records.Core.FilePlan;
using Records.Core.InTray;
using Records.Core.Ports;
using Records.Storage.Json;
using Records.Storage.Memory;
using Records.Storage.Objects;
using Records.Storage.Postgres;
using Records.Storage.Views;
using Records.Tests.Actors;
using Xunit;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.Campaigns;

using CaseFileActors = ActorHost<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent>;

/// <summary>
/// The control runs of F11 and F12: two processes write to the same files of one database while a follower fills the
/// query tables. With a sound store every number is given once and everything is shown; with a planted fault the same
/// run finds it out.
/// </summary>
public sealed class PlantedFaultTests : Suite<PlantedFaultTests>, ISuite
{
    private const int WritersOfANode = 8;
    private const int MattersOfAWriter = 25;
    private const int Files = 3;

    public static Test Tests => TestList("two writing processes and a follower",
        TestSlow("lose nothing and give every number once", async () =>
        {
            var found = await RunAsync("no fault", Fault.None);
            found.Verdict.AssertNothingLostOrDouble();
            Assert.Equal((0, 0), (found.NumbersTwice, found.NotShown));
        }),
        TestSlow("give numbers twice where the store skips the version check, and are found out", async () =>
            Assert.True((await RunAsync("version check skipped", Fault.SkipsVersions)).NumbersTwice > 0)),
        TestSlow("leave matters out where the follower goes by a sequence, and are found out", async () =>
        {
            var found = await RunAsync("followed by sequence", Fault.FollowsSequence);
            Assert.True(found.NotShown > 0);
            // It is the follower alone that is wrong.
            found.Verdict.AssertNothingLostOrDouble();
            Assert.Equal(0, found.NumbersTwice);
        }));

    private enum Fault { None, SkipsVersions, FollowsSequence }

    /// <param name="NumbersTwice">Matters that have the number of another one of their file.</param>
    /// <param name="NotShown">Matters of the histories that the query tables do not have.</param>
    private sealed record Found(Verdict Verdict, int NumbersTwice, int NotShown);

    private static async Task<Found> RunAsync(string name, Fault fault)
    {
        await using var town = await Town.NewAsync();
        using var end = new CancellationTokenSource();
        var following = town.FollowAsync(fault is Fault.FollowsSequence, end.Token);
        var acknowledged = await town.WriteAsync(fault is Fault.SkipsVersions);
        await town.UntilShownAsync(acknowledged[^1]);
        await end.CancelAsync();
        await following;

        var standing = await town.StandingAsync();
        var shown = await town.ShownAsync();
        var verdict = Verdict.Of(acknowledged, [.. standing.Select(matter => matter.Id)]);
        var found = new Found(
            verdict, standing.Count - standing.DistinctBy(matter => (matter.File, matter.Number)).Count(),
            standing.Count(matter => !shown.Contains(matter.Id)));
        verdict.Print(name, $"numbers given twice {found.NumbersTwice}, not shown {found.NotShown}");
        return found;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A tenant whose files two processes write to.</summary>
    private sealed class Town : IAsyncDisposable
    {
        private readonly TestDatabase database;
        private readonly NpgsqlDataSource pool;
        private readonly NpgsqlDataSource views;
        private readonly PostgresEventStore[] nodes;
        private readonly MemoryKeyRing keys = new();
        private readonly List<StreamId> files = [];

        private Town(TestDatabase database)
        {
            (this.database, pool) = (database, database.Open());
            views = Connections.Open(database.Server + ";Search Path=view");
            nodes = [Node(), Node()];

            PostgresEventStore Node() => new(pool, database.Tenant, TimeProvider.System, new());
        }

        public static async Task<Town> NewAsync()
        {
            var town = new Town(await TestDatabase.NewAsync());
            await new ViewSchema(town.pool).EnsureAsync(Cancel);
            for (var i = 0; i < Files; i++)
            {
                var stream = new StreamId(Guid.NewGuid());
                var key = await town.keys.CreateAsync(stream, Cancel);
                var opened = ((CaseFileEvent.CaseFileOpened)Opened) with { Reference = new($"63.2-2026/{i}") };
                await town.nodes[0].AppendAsync(
                    new([town.Journal(town.nodes[0]).Seal(stream, StreamVersion.None, [opened], ActorHouse.Stamp, key)],
                        [], null), Cancel);
                town.files.Add(stream);
            }
            return town;
        }

        /// <summary>The matters that the writers of both nodes were told of; the last one after all others.</summary>
        public async Task<List<string>> WriteAsync(bool skipsVersions)
        {
            await using var one = Actors(nodes[0], skipsVersions);
            await using var other = Actors(nodes[1], skipsVersions);
            var told = await Task.WhenAll(Enumerable.Range(0, 2 * WritersOfANode).Select(async writer =>
            {
                var matters = new List<string>();
                for (var i = 0; i < MattersOfAWriter; i++)
                    matters.Add(await OpenAsync(writer % 2 == 0 ? one : other, files[(writer + i) % Files]));
                return matters;
            }));
            return [.. told.SelectMany(matters => matters), await OpenAsync(one, files[0])];
        }

        public async Task FollowAsync(bool bySequence, CancellationToken end)
        {
            var lease = (await new PostgresLeases(pool).TakeAsync("followers", TimeSpan.FromHours(1), Cancel))!;
            var store = new FaultyStore(nodes[1]) { FollowIds = bySequence };
            var clock = TimeProvider.System;
            var reader = new EventReader(
                Journal(store),
                new Journal<FilePlanEvent>(
                    database.Tenant, store, keys, new FilePlanEventCodec(), new StampJson(), clock),
                new Journal<InTrayEvent>(database.Tenant, store, keys, new InTrayEventCodec(), new StampJson(), clock),
                new TenantObjects(new MemoryObjectStore(), database.Tenant));
            var follower = new ViewFollower(
                store, new PostgresViewStore(views), reader, new(TimeSpan.FromMinutes(1), clock), clock,
                NullLogger.Instance);
            try
            {
                await follower.WorkAsync(lease, end);
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                // That is how its work ends.
            }
        }

        /// <summary>Made last and written last, so it is read last in whatever order.</summary>
        public Task UntilShownAsync(string matter) =>
            Patience.UntilAsync(async () => (await ShownAsync()).Contains(matter), what: "the follower has seen all");

        public async Task<List<(Guid File, int Number, string Id)>> StandingAsync()
        {
            var standing = new List<(Guid File, int Number, string Id)>();
            foreach (var file in files)
                await foreach (var (happened, _) in Journal(nodes[0]).ReplayAsync(file, StreamVersion.None, Cancel))
                    if (happened is CaseFileEvent.MatterOpened opened)
                        standing.Add((file.Value, opened.Number, opened.Matter.Value.ToString()));
            return standing;
        }

        public async Task<HashSet<string>> ShownAsync() =>
            [.. (string[])(await database.AsServerAsync(
                "select coalesce(array_agg(id::text), '{}') from view.matter"))!];

        public async ValueTask DisposeAsync()
        {
            foreach (var node in nodes)
                await node.DisposeAsync();
            await views.DisposeAsync();
            await pool.DisposeAsync();
        }

        // Whoever is overtaken too often is told that nothing was written, and asks again.
        private static async Task<string> OpenAsync(CaseFileActors actors, StreamId file)
        {
            var matter = new MatterId(Guid.NewGuid());
            await Patience.UntilAsync(async () =>
            {
                try
                {
                    return await actors.AskAsync(
                        file, new(new CaseFileCommand.OpenMatter(matter, Subject("m")), new(ActorHouse.Stamp)), Cancel)
                        is Outcome<CaseFile>.Done;
                }
                catch (StreamContendedException)
                {
                    return false;
                }
            }, what: "the matter is open");
            return matter.Value.ToString();
        }

        private CaseFileActors Actors(PostgresEventStore node, bool skipsVersions) => new(
            Journal(new FaultyStore(node)
            {
                SkipVersions = !skipsVersions ? null : async (made, place, nth, version) => FaultyStore.Resealed(
                    database.Tenant, (await keys.FindAsync(made.Key, Cancel))!, made, place, nth, version),
            }), ActorLimits.Default, TimeProvider.System);

        private Journal<CaseFileEvent> Journal(IEventStore store) => new(
            database.Tenant, store, keys, new CaseFileEventCodec(), new StampJson(), TimeProvider.System);
    }
}
