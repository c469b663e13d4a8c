using System.Collections;
using Microsoft.Extensions.Logging;
using Records.Actors.Followers;
using Records.Actors.Sweeping;
using Records.Api.Commands;
using Records.Api.Configuration;
using Records.Api.Narration;
using Records.Core.CaseFiles;
using Records.Core.Ports;
using Records.Storage.Objects;
using Records.Storage.Postgres;
using Records.Storage.Uploads;
using Records.Tests.Api.House;
using Records.Tests.CaseFiles;
using Records.Tests.Storage;
using Xunit;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Actors;

/// <summary>What nobody names goes, what anybody names stays, and what is missing is told.</summary>
public sealed class ObjectSweepTests : Suite<ObjectSweepTests>, ISuite
{
    private static readonly SweepOrder Ordinary = new(DryRun: false, Force: false);
    private static readonly TimeSpan Young = TimeSpan.Zero, Old = TimeSpan.FromHours(25);
    private static readonly byte[] Bytes = [.. "Sehr geehrte Frau Berg"u8];

    public static Test Tests => Slow(TestList("sweeping objects",
        For("on a disk", _ => Task.FromResult<ObjectSettings?>(null)),
        For("in S3", async _ => new ObjectSettings.S3((await S3Server.SharedAsync()).NewPlace())),
        TestCase("in S3 ends uploads that nobody ends, and nothing of today", UnfinishedAsync),
        TestCase("is done once a day by one of many processes, and again when it failed", TurnsAsync),
        TestCase("knows every object any event can name", () => Assert.All(CaseFileSamples.WholeLife, happened =>
            Assert.Equal(IdsIn(happened), NamedContents.Of(happened).Select(named => named.Object)))),
        TestCase("has samples of every kind of event that names one", () => Assert.Equal(
            ["DocumentFiled", "DraftSaved", "InspectionGiven", "ObjectMovedIn", "RedactedFiled", "RenditionAdded",
                "TextNoted", "VersionAdded", "VersionCheckedIn"],
            CaseFileSamples.WholeLife.Where(happened => IdsIn(happened).Any())
                .Select(happened => happened.GetType().Name).Distinct().Order(StringComparer.Ordinal)))));

    private static Test For(string name, Func<string, Task<ObjectSettings?>> objects) => TestList(name,
        TestCase("takes what nobody names after a day, and never what is filed, read or uploaded", () =>
            InHouseAsync(objects, async open =>
            {
                var upload = await open.File.Clerk.UploadAsync(open.File.Path, Bytes);
                var stray = await open.StrayAsync();

                Assert.Equal((0, 2L, 0), Figures(await open.SweepAsync(Young)));
                Assert.Equal((1, 1L, 0), Figures(await open.SweepAsync(Old, Ordinary with { DryRun = true })));
                Assert.NotNull(await open.Store.OpenAsync(stray, 0, Cancel));
                Assert.Equal((1, 1L, 1), Figures(await open.SweepAsync(Old)));
                Assert.Null(await open.Store.OpenAsync(stray, 0, Cancel));
                Assert.Equal((0, 1L, 0), Figures(await open.SweepAsync(Old)));

                await open.AllIsThereAsync();
                (await open.File.Clerk.PostAsync($"{open.File.Matter}/documents", Filing(upload))).Expect(201);
            })),

        TestCase("takes nothing that older events named without claiming it", () => InHouseAsync(objects, async open =>
        {
            await open.File.Clerk.Town.Database.AsAdministratorAsync(
                "alter table claim disable trigger claim_is_history; delete from claim where kind = 'object'; "
                + "alter table claim enable trigger claim_is_history; update object_sweep set position = -1");
            Assert.Equal((0, 0L, 0), Figures(await open.SweepAsync(Old)));
            await open.AllIsThereAsync();
        })),

        TestCase("leaves what is filed at the very moment of sweeping", () => InHouseAsync(objects, async open =>
        {
            var upload = await open.File.Clerk.UploadAsync(open.File.Path, Bytes);
            HouseAnswer? filed = null;
            // The sweep has made up its mind about the object when the filing comes through.
            open.Uploads.Between = async () =>
                filed ??= await open.File.Clerk.PostAsync($"{open.File.Matter}/documents", Filing(upload));
            Assert.Equal((1, 0L, 0), Figures(await open.SweepAsync(Old)));
            var document = $"{open.File.Path}/documents/{filed!.Expect(201).Id}";
            Assert.Equal(
                Bytes, (await open.File.Clerk.GetAsync($"{document}/versions/1/content")).Expect(200).Bytes);
        })),

        TestCase("keeps from being filed what is being taken", () => InHouseAsync(objects, async open =>
        {
            var upload = await open.File.Clerk.UploadAsync(open.File.Path, Bytes);
            open.Uploads.Between = () => Task.CompletedTask;
            Assert.Equal((1, 0L, 1), Figures(await open.SweepAsync(Old)));
            (await open.File.Clerk.PostAsync($"{open.File.Matter}/documents", Filing(upload)))
                .Expect(409, "upload-already-filed");
            Assert.Single((await open.File.Clerk.GetAsync(open.File.Matter)).Body["documents"]!.AsArray());
        })),

        TestCase("goes on with what a crash left between taking and removing", () => InHouseAsync(objects, async open =>
        {
            var stray = await open.StrayAsync();
            Assert.Equal([stray], await open.Claims.WithdrawAsync([stray], Cancel));
            Assert.Equal((1, 0L, 1), Figures(await open.SweepAsync(Young)));
        })),

        TestCase("names what is missing, each time", () => InHouseAsync(objects, async open =>
        {
            var lost = (await open.NamedAsync())[0];
            Assert.True(await open.Store.DeleteAsync(lost, Cancel));
            await open.StrayAsync();
            var report = await open.SweepAsync(Old);
            Assert.Equal((1, 0L, 1), Figures(report));
            Assert.Equal(ObjectClaims.NameOf(lost), Assert.Single(report.Missing).Value);

            var log = new LogLines();
            await open.Sweeper(log).TurnAsync(Cancel);
            Assert.Contains(log.Lines, line => line.StartsWith("Critical", StringComparison.Ordinal)
                && line.Contains(ObjectClaims.NameOf(lost), StringComparison.Ordinal));
        })),

        TestCase("is reported by the command line", () => InHouseAsync(objects, async open =>
        {
            await open.StrayAsync();
            var (good, said) = await open.SweepByCommandAsync(Ordinary with { DryRun = true });
            Assert.True(good, said);
            Assert.Contains("\"young\":1", said, StringComparison.Ordinal);
            var lost = (await open.NamedAsync())[0];
            await open.Store.DeleteAsync(lost, Cancel);
            (good, said) = await open.SweepByCommandAsync(Ordinary);
            Assert.False(good, said);
            Assert.Contains($"\"object\":\"{ObjectClaims.NameOf(lost)}\"", said, StringComparison.Ordinal);
        })),

        TestCase("takes many only when told to", () => InHouseAsync(objects, async open =>
        {
            for (var i = 0; i <= ObjectSweep.MostByItself; i++)
                await open.StrayAsync();
            var held = await open.SweepAsync(Old);
            Assert.Equal((SweepHold.TooMany, ObjectSweep.MostByItself + 1, 0), (held.Hold, held.Orphans, held.Removed));
            var forced = await open.SweepAsync(Old, Ordinary with { Force = true });
            Assert.Equal((SweepHold.None, held.Orphans), (forced.Hold, forced.Removed));
            await open.AllIsThereAsync();
        })),

        TestCase("takes nothing when the store knows a history that the database does not", () =>
            InHouseAsync(objects, async open =>
            {
                await open.Sweep(Old).MarkAsync(Cancel);
                await open.File.Clerk.OpenFileAsync(open.File.Leaf);
                await open.StrayAsync();
                Assert.Equal(SweepHold.None, (await open.SweepAsync(Young)).Hold);

                // As after a restore to an earlier day: the store was told of an event that is not here.
                await open.Store.PutAsync(MarkAt(1_000_000), new MemoryStream(Bytes), Cancel);
                await open.Sweep(Old).MarkAsync(Cancel);
                Assert.Equal((SweepHold.OtherHistory, 0), Held(await open.SweepAsync(Old)));
                await open.Store.DeleteAsync(MarkAt(1_000_000), Cancel);

                // As on a copy that went its own way: the event is another.
                await open.Store.PutAsync(MarkAt(0), new MemoryStream(Bytes), Cancel);
                Assert.Equal((SweepHold.OtherHistory, 0), Held(await open.SweepAsync(Old)));
                Assert.Equal((SweepHold.None, 1), Held(await open.SweepAsync(Old, Ordinary with { Force = true })));
                Assert.Equal((SweepHold.None, 0), Held(await open.SweepAsync(Old)));
            })));

    private static async Task UnfinishedAsync()
    {
        var server = await S3Server.SharedAsync();
        var place = server.NewPlace();
        using var store = new S3ObjectStore(place, TimeProvider.System);
        await server.Client.InitiateMultipartUploadAsync(place.Bucket, $"{place.Prefix}01/23/x", Cancel);
        await server.Client.PutObjectAsync(
            new() { BucketName = place.Bucket, Key = $"{place.Prefix}writing/x", ContentBody = "" }, Cancel);
        var kept = ObjectStoreContract.NewId();
        await store.PutAsync(kept, ObjectStoreContract.Bytes([1]), Cancel);

        Assert.Equal(0, await store.RemoveUnfinishedAsync(DateTimeOffset.UtcNow - TimeSpan.FromHours(1), Cancel));
        Assert.Equal(2, await store.RemoveUnfinishedAsync(DateTimeOffset.UtcNow + TimeSpan.FromHours(1), Cancel));
        Assert.Equal(0, await store.RemoveUnfinishedAsync(DateTimeOffset.UtcNow + TimeSpan.FromHours(1), Cancel));
        Assert.Equal([1], await ObjectStoreContract.Read(store, kept, 0));
    }

    private static async Task TurnsAsync()
    {
        var (database, clock) = (await TestDatabase.NewAsync(), new SetClock());
        await using var pool = database.Open();
        var sweeps = new PostgresObjectSweeps(pool, clock);
        async Task<int> TakenAsync() => (await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(_ => sweeps.TakeTurnAsync(TimeSpan.FromHours(24), Cancel)))).Count(taken => taken);

        Assert.Equal(1, await TakenAsync());
        clock.Offset = TimeSpan.FromHours(23);
        Assert.Equal(0, await TakenAsync());
        clock.Offset = TimeSpan.FromHours(24.1);
        Assert.Equal(1, await TakenAsync());
        await sweeps.GiveBackTurnAsync(TimeSpan.FromHours(1), Cancel);
        Assert.Equal(0, await TakenAsync());
        clock.Offset = TimeSpan.FromHours(25.2);
        Assert.Equal(1, await TakenAsync());
        await sweeps.GiveBackTurnAsync(TimeSpan.Zero, Cancel);
        Assert.Equal(1, await TakenAsync());

        await sweeps.RememberAsync(new(7), Cancel);
        await sweeps.RememberAsync(new(3), Cancel);
        Assert.Equal(new Position(7), await sweeps.ClaimedUpToAsync(Cancel));
    }

    private static async Task InHouseAsync(Func<string, Task<ObjectSettings?>> objects, Func<OpenHouse, Task> body)
    {
        var where = await objects("musterstadt");
        await using var house = await TestHouse.StartAsync(
            town => town == "musterstadt" ? where : null, plans: false);
        // The house sweeps by itself as it wakes; here it has done so for today, for only the test is to sweep.
        await house.Towns["musterstadt"].Database.AsAdministratorAsync("update object_sweep set swept_at = now()");
        (await (await house.SignInAsync("musterstadt", "registrar")).PostAsync("file-plan", Plan)).Expect(201);
        var file = await HouseFile.NewAsync(house);
        await file.Clerk.WhenAllIsReadAsync();
        await using var database = file.Clerk.Town.Database.Open();
        await body(new(house, file, database));
    }

    private static (int Orphans, long Young, int Removed) Figures(SweepReport report)
    {
        Assert.Equal(SweepHold.None, report.Hold);
        return (report.Orphans, report.Young, report.Removed);
    }

    private static (SweepHold, int) Held(SweepReport report) => (report.Hold, report.Removed);

    private static ObjectId MarkAt(long position) => new(Guid.ParseExact($"00000000000080008001{position:x12}", "N"));

    // Wherever an id of an object may stand in an event, by the shape of the event and not by its names.
    private static IEnumerable<ObjectId> IdsIn(object? value) => value switch
    {
        null or string => [],
        ObjectId id => [id],
        IEnumerable many => many.Cast<object?>().SelectMany(IdsIn),
        _ when value.GetType().Namespace?.StartsWith("Records.", StringComparison.Ordinal) is true =>
            value.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0
                && !property.GetMethod!.IsStatic)
                .SelectMany(property => IdsIn(property.GetValue(value))),
        _ => [],
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A house with a filed letter, and everything a sweep needs, by a clock that can be set.</summary>
    private sealed class OpenHouse(TestHouse house, HouseFile file, Npgsql.NpgsqlDataSource database)
    {
        public HouseFile File => file;
        public IObjectStore Store => Tenant.ObjectStore;
        public ObjectClaims Claims => new(Tenant.Store, Tenant.Id);
        public Interrupted Uploads { get; } = new(new PostgresUploads(database, TimeProvider.System));

        private Records.Api.Tenants.Tenant Tenant => house.Tenant("musterstadt");

        public ObjectSweep Sweep(TimeSpan later) => new(
            new EventReader(Tenant.Files.Journal, Tenant.Plans.Journal, Tenant.InTray.Journal, Tenant.Objects), Tenant.Store, Tenant.Keys,
            Store, Uploads, new PostgresObjectSweeps(database, TimeProvider.System), Tenant.Id,
            new SetClock { Offset = later });

        public Task<SweepReport> SweepAsync(TimeSpan later, SweepOrder? order = null) =>
            Sweep(later).RunAsync(order ?? Ordinary, Cancel);

        public async Task<(bool Good, string Said)> SweepByCommandAsync(SweepOrder order)
        {
            using var said = new StringWriter();
            var settings = house.Settings.Tenants.Single(tenant => tenant.Name == "musterstadt");
            var good = await SweepObjectsVerb.SweepAsync(
                settings, order, new JsonNarrator(said, TimeProvider.System), Cancel);
            return (good, said.ToString());
        }

        public ObjectSweeper Sweeper(ILogger log) => new(
            Sweep(Old), new PostgresObjectSweeps(database, new SetClock { Offset = TimeSpan.FromDays(2) }),
            new Attention(TimeSpan.Zero, TimeProvider.System), TimeProvider.System, log);

        /// <summary>An object as a crash leaves it between storing and saying so.</summary>
        public async Task<ObjectId> StrayAsync()
        {
            var id = ObjectStoreContract.NewId();
            await Store.PutAsync(id, ObjectStoreContract.Bytes(Bytes), Cancel);
            return id;
        }

        public async Task<List<ObjectId>> NamedAsync() =>
            await Claims.AllAsync(Cancel).Where(claim => !Claims.IsWithdrawn(claim.Stream))
                .Select(claim => new ObjectId(Guid.ParseExact(claim.Value, "N"))).ToListAsync(Cancel);

        /// <summary>Every object an event names is there: the letter and the text read from it.</summary>
        public async Task AllIsThereAsync()
        {
            (await file.Clerk.GetAsync($"{file.Document}/versions/1/content")).Expect(200);
            (await file.Clerk.GetAsync($"{file.Document}/versions/1/text")).Expect(200);
        }
    }

    /// <summary>Uploads that are forgotten just when the sweep asks, while something else happens.</summary>
    private sealed class Interrupted(IUploads uploads) : IUploads
    {
        public Func<Task>? Between { get; set; }

        public async Task<IReadOnlySet<ObjectId>> AmongAsync(IReadOnlyList<ObjectId> ids, CancellationToken cancel)
        {
            if (Between is null)
                return await uploads.AmongAsync(ids, cancel);
            await Between();
            return new HashSet<ObjectId>();
        }

        public Task AddAsync(Upload upload, CancellationToken cancel) => uploads.AddAsync(upload, cancel);
        public Task<Upload?> FindAsync(
            Records.Core.CaseFiles.CaseFileId file, ObjectId id, CancellationToken cancel) =>
            uploads.FindAsync(file, id, cancel);
        public Task<Upload?> FindForInTrayAsync(ObjectId id, CancellationToken cancel) =>
            uploads.FindForInTrayAsync(id, cancel);
        public Task RemoveAsync(ObjectId id, CancellationToken cancel) => uploads.RemoveAsync(id, cancel);
        public Task<bool> RemoveAsync(Lease lease, ObjectId id, CancellationToken cancel) =>
            uploads.RemoveAsync(lease, id, cancel);
        public Task<IReadOnlyList<ObjectId>> OverdueAsync(int limit, CancellationToken cancel) =>
            uploads.OverdueAsync(limit, cancel);
    }
}
