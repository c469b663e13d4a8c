using Npgsql;
using Records.Actors;
using Records.Actors.Followers;
using Records.Actors.Sweeping;
using Records.Api.Configuration;
using Records.Core.CaseFiles;
using Records.Core.FilePlan;
using Records.Core.InTray;
using Records.Core.Ports;
using Records.Core.Proofs;
using Records.Storage.Json;
using Records.Storage.Keys;
using Records.Storage.Log;
using Records.Storage.Objects;
using Records.Storage.Postgres;
using Records.Storage.Uploads;

namespace Records.Api.Tenants;

/// <summary>
/// Where a tenant's records lie: pools, history, keys, objects. Serving stands on it, and so does every verb that
/// reads.
/// </summary>
internal sealed class TenantStorage : IAsyncDisposable
{
    private readonly TenantSettings settings;
    private readonly NpgsqlDataSource keyDatabase;
    private readonly PostgresEventStore store;
    private readonly PostgresKeyRing keys;
    private readonly FileLogSigner signer;

    private TenantStorage(
        TenantSettings settings, NpgsqlDataSource database, NpgsqlDataSource keyDatabase, IObjectStore objectStore,
        ITiles tiles, TimeProvider clock, Func<IEventStore, IEventStore> around)
    {
        Tiles = tiles;
        signer = new(settings.LogKeyFolder);
        (this.settings, Database, this.keyDatabase) = (settings, database, keyDatabase);
        store = new(database, settings.Id, clock, new());
        Store = around(store);
        keys = new(keyDatabase, new FileKeks(settings.KekFolder), clock, new());
        ObjectStore = objectStore;
        Objects = new TenantObjects(objectStore, settings.Id);
        Files = new(settings.Id, Store, keys, new CaseFileEventCodec(), new StampJson(), clock);
        Plans = new(settings.Id, Store, keys, new FilePlanEventCodec(), new StampJson(), clock);
        Tray = new(settings.Id, Store, keys, new InTrayEventCodec(), new StampJson(), clock);
        Reader = new(Files, Plans, Tray, Objects);
        Leases = new PostgresLeases(database);
    }

    public NpgsqlDataSource Database { get; }
    public IEventStore Store { get; }
    public IKeyRing Keys => keys;
    public IObjectStore ObjectStore { get; }
    public ISealedObjects Objects { get; }
    public Journal<CaseFileEvent> Files { get; }
    public Journal<FilePlanEvent> Plans { get; }
    public Journal<InTrayEvent> Tray { get; }

    /// <summary>What becomes of the history when it is not the one that was signed.</summary>
    public WriteStop Stop => store.Stop;

    /// <summary>The published log.</summary>
    public ITiles Tiles { get; }

    /// <summary>What its checkpoints are checked with.</summary>
    public NoteKey LogKey => signer.Key;

    /// <summary>What builds the published log.</summary>
    public LogBuilder LogBuilder() => new(new PostgresLogEntries(Database, settings.Id), Tiles, signer);

    /// <summary>Who does which background work of the tenant.</summary>
    public ILeases Leases { get; }

    /// <summary>What repeated requests are answered.</summary>
    public IRememberedAnswers Answers => new PostgresRememberedAnswers(Database);

    /// <summary>Opens events of every kind.</summary>
    public EventReader Reader { get; }

    /// <summary>
    /// Opens it, when its databases and objects are what they must be; throws
    /// <see cref="Commands.OperatorException"/> otherwise.
    /// </summary>
    public static Task<TenantStorage> OpenAsync(
        TenantSettings settings, TimeProvider clock, CancellationToken cancel) =>
        OpenAsync(settings, clock, store => store, cancel);

    /// <summary>The same, with something between the event store and everybody who uses it.</summary>
    public static async Task<TenantStorage> OpenAsync(
        TenantSettings settings, TimeProvider clock, Func<IEventStore, IEventStore> around, CancellationToken cancel)
    {
        var (database, keyDatabase) = (Connections.Open(settings.Database), Connections.Open(settings.KeyDatabase));
        try
        {
            await DatabaseDemands.DemandAsync(settings, database, keyDatabase, cancel);
            return new(
                settings, database, keyDatabase, await ObjectDemands.OpenAsync(settings, clock, cancel),
                ObjectDemands.OpenTiles(settings, clock), clock, around);
        }
        catch
        {
            await database.DisposeAsync();
            await keyDatabase.DisposeAsync();
            throw;
        }
    }

    /// <summary>How far the sweeps of its object store have come.</summary>
    public IObjectSweeps Sweeps(TimeProvider clock) => new PostgresObjectSweeps(Database, clock);

    /// <summary>The search for objects that nobody names.</summary>
    public ObjectSweep Sweep(TimeProvider clock) => new(
        Reader, Store, keys, ObjectStore, new PostgresUploads(Database, clock), Sweeps(clock), settings.Id, clock);

    /// <summary>A pool that sees the query tables of one schema; the caller's to dispose.</summary>
    public NpgsqlDataSource OpenViews(string schema) =>
        Connections.Open(new NpgsqlConnectionStringBuilder(settings.Database) { SearchPath = schema }.ConnectionString);

    /// <summary>Closes the connections nobody uses, and those in use once they are given back.</summary>
    public void Rest()
    {
        Database.Clear();
        keyDatabase.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        await keys.DisposeAsync();
        (ObjectStore as IDisposable)?.Dispose();
        (Tiles as IDisposable)?.Dispose();
        await keyDatabase.DisposeAsync();
        await Database.DisposeAsync();
    }
}
