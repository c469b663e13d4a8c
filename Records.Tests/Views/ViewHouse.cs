using Npgsql;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Moving;
using Records.Core.Deciding;
using Records.Core.History;
using Records.Core.People;
using Records.Core.Ports;
using Records.Storage.Postgres;
using Records.Storage.Views;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.Views;

/// <summary>Query tables in a database of their own, fed with events directly: no store, no keys.</summary>
internal sealed class ViewHouse : IAsyncDisposable
{
    private readonly NpgsqlDataSource views;
    private readonly ILeases leases;
    private long next;

    private ViewHouse(TestDatabase database, NpgsqlDataSource schema, ILeases leases, Lease lease)
    {
        (Database, this.leases, Lease) = (database, leases, lease);
        Schema = new(schema);
        views = Connections.Open(database.Server + ";Search Path=view");
        Store = new(views);
        Reader = new(views);
        Queue = new(views);
    }

    public TestDatabase Database { get; }

    /// <summary>The lease under which a test writes, unless it says otherwise.</summary>
    public Lease Lease { get; }

    public ViewSchema Schema { get; }
    public PostgresViewStore Store { get; }
    public ViewReader Reader { get; }
    public PostgresTextQueue Queue { get; }

    public static readonly Actor Clerk = new(new(Guid.NewGuid()), null, Unit, Role.Clerk, "test", ActorKind.Person);
    public static readonly Actor Foreigner = Clerk with { Unit = new(Guid.NewGuid()) };
    public static readonly Actor Registrar = Foreigner with { Role = Role.Registrar };

    public static async Task<ViewHouse> NewAsync()
    {
        var database = await TestDatabase.NewAsync();
        var connections = database.Open();
        var leases = new PostgresLeases(connections);
        var house = new ViewHouse(database, connections, leases, await TakenAsync(leases));
        await house.Schema.EnsureAsync(CancellationToken.None);
        return house;
    }

    /// <summary>The lease of the next term, as another process takes it over; that of the house is over then.</summary>
    public Task<Lease> TakeOverAsync() => TakenAsync(leases);

    /// <summary>The events of a stream as the follower would hand them over, at the next positions.</summary>
    public List<ViewedEvent> See(StreamId stream, IEnumerable<object> events, ValueList<PageText> pages = default) =>
        [
            .. events.Select((e, version) => SeeOne(stream, version, e, pages)),
        ];

    /// <summary>An event of a stream as the follower would hand it over, at the next position.</summary>
    public ViewedEvent SeeOne(StreamId stream, long version, object happened, ValueList<PageText> pages) => new(
        StoredAt(stream, version), new(Clerk, Guid.NewGuid(), null, null, null), happened,
        happened is CaseFileEvent.TextNoted ? pages : [], null);

    public async Task ApplyAsync(IReadOnlyList<ViewedEvent> events) =>
        Xunit.Assert.True(
            await Store.ApplyAsync(
                Lease, new(events[0].Stored.Position.Value - 1), events, CancellationToken.None));

    /// <summary>All that the tables say of the streams, and the access classes with their numbers.</summary>
    public async Task<string> RowsAsync(Guid[] streams)
    {
        // When a text is due is said by the clock.
        await using var list = views.CreateCommand("""
            select string_agg(
                       format('select %1$L || '': '' || (to_jsonb(t) - ''due'')::text said from %1$I t', tablename),
                       ' union all ')
              from pg_tables
             where schemaname = 'view' and tablename <> 'progress'
            """);
        await using var rows = views.CreateCommand($"""
            select coalesce(string_agg(said, E'\n' order by said), '')
              from ({await list.ExecuteScalarAsync()}) tables
             where said like 'access_class: %' or said like any($1)
            """);
        rows.Parameters.Add(new() { Value = streams.Select(stream => $"%{stream}%").ToArray() });
        return (string)(await rows.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync() => await views.DisposeAsync();

    // Its length is over at once: so the next one can be taken without waiting for it.
    private static async Task<Lease> TakenAsync(ILeases leases) =>
        (await leases.TakeAsync("followers", TimeSpan.Zero, CancellationToken.None))!;

    /// <summary>
    /// With a reference of its own: they are unique among all files of the tenant, and generated wishes all open and
    /// re-file the same one.
    /// </summary>
    public static CaseFileEvent Rereferenced(CaseFileEvent happened) => happened switch
    {
        CaseFileEvent.CaseFileOpened e => e with { Reference = new($"{Guid.NewGuid()}") },
        MovingEvent.CaseFileRefiled e => e with { NewReference = new($"{Guid.NewGuid()}") },
        _ => happened,
    };

    public StoredEvent StoredAt(StreamId stream, long version)
    {
        var position = next++;
        return new(
            new(position), stream, new(version), new(Guid.NewGuid()), new(1_793_523_600_000_000 + position),
            new("any", 1),
            new(Guid.NewGuid()), default, default, default, null, default, Digest.Zero);
    }
}
