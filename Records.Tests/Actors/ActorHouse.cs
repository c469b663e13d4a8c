using Records.Actors;
using Records.Core.CaseFiles;
using Records.Core.FilePlan;
using Records.Core.People;
using Records.Core.Ports;
using Records.Storage.Json;
using Records.Storage.Memory;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.Actors;

using CaseFileActors = ActorHost<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent>;
using FilePlanActors = ActorHost<FilePlanDecider, FilePlanTree, FilePlanCommand, FilePlanEvent>;

/// <summary>Actors over the memory store: one tenant, as many processes as a test wants.</summary>
internal sealed class ActorHouse
{
    public static readonly Stamp Stamp = new(new(new(Guid.NewGuid()), null, Unit, Role.Clerk, "test", ActorKind.Person), Guid.NewGuid(), null, null, null);

    private readonly TenantId tenant = new(Guid.NewGuid());
    private readonly MemoryKeyRing keys = new();

    public ActorHouse()
    {
        Store = new(new MemoryEventStore(tenant, TimeProvider.System, TimeSpan.FromMinutes(1)));
        PlanStream = StreamId.Singleton(tenant, "file-plan");
    }

    public StumblingStore Store { get; }
    public StreamId PlanStream { get; }

    /// <summary>The actors of one process.</summary>
    public CaseFileActors Files(TimeProvider? clock = null, ActorLimits? limits = null) =>
        new(new(tenant, Store, keys, new CaseFileEventCodec(), new StampJson(), clock ?? TimeProvider.System), limits ?? ActorLimits.Default, clock ?? TimeProvider.System);

    public FilePlanActors Plans() =>
        new(new(tenant, Store, keys, new FilePlanEventCodec(), new StampJson(), TimeProvider.System), ActorLimits.Default, TimeProvider.System);

    /// <summary>A file with one open matter, as another process left it.</summary>
    public async Task<StreamId> OpenedFileAsync()
    {
        var stream = new StreamId(Guid.NewGuid());
        await using var files = Files();
        var key = await keys.CreateAsync(stream, CancellationToken.None);
        await Store.AppendAsync(new([files.Journal.Seal(stream, StreamVersion.None, [Opened, MatterBegun], Stamp, key)], [], null), CancellationToken.None);
        return stream;
    }

    public async Task<List<CaseFileEvent>> EventsOfAsync(StreamId stream)
    {
        await using var files = Files();
        return await files.Journal.ReadAsync(stream, StreamVersion.None, CancellationToken.None).Select(e => e.Event).ToListAsync();
    }
}
