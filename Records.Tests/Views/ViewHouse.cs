using Npgsql;
using Records.Core.CaseFiles;
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
    private long next;

    private ViewHouse(TestDatabase database, NpgsqlDataSource schema)
    {
        Database = database;
        Schema = new(schema);
        views = Connections.Open(database.Server + ";Search Path=view");
        Store = new(views);
        Reader = new(views);
        Queue = new(views);
    }

    public TestDatabase Database { get; }
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
        var house = new ViewHouse(database, database.Open());
        await house.Schema.EnsureAsync(CancellationToken.None);
        return house;
    }

    /// <summary>The events of a stream as the follower would hand them over, at the next positions.</summary>
    public List<ViewedEvent> See(StreamId stream, IEnumerable<object> events, ValueList<PageText> pages = default) =>
        [
            .. events.Select((e, version) =>
                new ViewedEvent(
                    StoredAt(stream, version), new(Clerk, Guid.NewGuid(), null, null, null), e,
                    e is CaseFileEvent.TextNoted ? pages : [], null))
        ];

    public async Task ApplyAsync(IReadOnlyList<ViewedEvent> events) =>
        Xunit.Assert.True(
            await Store.ApplyAsync(new(events[0].Stored.Position.Value - 1), events, CancellationToken.None));

    public async ValueTask DisposeAsync() => await views.DisposeAsync();

    public StoredEvent StoredAt(StreamId stream, long version)
    {
        var position = next++;
        return new(
            new(position), stream, new(version), new(Guid.NewGuid()), new(1_793_523_600_000_000 + position),
            new("any", 1),
            new(Guid.NewGuid()), default, default, default, null, default, Digest.Zero);
    }
}
