using Records.Actors;
using Records.Core.CaseFiles;
using Records.Core.Documents;
using Records.Core.FilePlan;
using Records.Core.InTray;
using Records.Core.People;
using Records.Core.Ports;
using Records.Storage.Json;
using Records.Storage.Memory;
using Records.Storage.Objects;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.Actors;

using CaseFileActors = ActorHost<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent>;
using FilePlanActors = ActorHost<FilePlanDecider, FilePlanTree, FilePlanCommand, FilePlanEvent>;

/// <summary>Actors over the memory store: one tenant, as many processes as a test wants.</summary>
internal sealed class ActorHouse
{
    public static readonly Stamp Stamp = new(
        new(new(Guid.NewGuid()), null, Unit, Role.Clerk, "test", ActorKind.Person), Guid.NewGuid(), null, null, null);

    private readonly TenantId tenant = new(Guid.NewGuid());
    private readonly MemoryKeyRing keys = new();
    private readonly MemoryObjectStore objectStore = new();

    public ActorHouse()
    {
        var store = new MemoryEventStore(tenant, TimeProvider.System, TimeSpan.FromMinutes(1));
        (Store, Leases) = (new(store), store.Leases);
        PlanStream = StreamId.Singleton(tenant, "file-plan");
    }

    public StumblingStore Store { get; }
    public TenantId Tenant => tenant;
    public MemoryKeyRing Keys => keys;
    public ILeases Leases { get; }

    /// <summary>The tenant's sealed content, and the store in which it lies.</summary>
    public ISealedObjects Objects => new TenantObjects(objectStore, tenant);
    public IObjectStore ObjectStore => objectStore;

    public StreamId PlanStream { get; }

    /// <summary>The actors of one process.</summary>
    public CaseFileActors Files(TimeProvider? clock = null, ActorLimits? limits = null) =>
        new(Journal(clock), limits ?? ActorLimits.Default, clock ?? TimeProvider.System);

    /// <summary>Case files as one process reads and writes them.</summary>
    public Journal<CaseFileEvent> Journal(TimeProvider? clock = null) =>
        new(tenant, Store, keys, new CaseFileEventCodec(), new StampJson(), clock ?? TimeProvider.System);

    public FilePlanActors Plans() =>
        new(new(tenant, Store, keys, new FilePlanEventCodec(), new StampJson(), TimeProvider.System),
            ActorLimits.Default, TimeProvider.System);

    /// <summary>A file with one open matter, as another process left it.</summary>
    public async Task<StreamId> OpenedFileAsync()
    {
        var stream = new StreamId(Guid.NewGuid());
        await using var files = Files();
        var key = await keys.CreateAsync(stream, CancellationToken.None);
        await Store.AppendAsync(
            new([files.Journal.Seal(stream, StreamVersion.None, [Opened, MatterBegun], Stamp, key)], [], null),
            CancellationToken.None);
        return stream;
    }

    /// <summary>A file with one document whose bytes are really there.</summary>
    public async Task<(StreamId Stream, ObjectId Object)> FileWithLetterAsync()
    {
        var (stream, letter) = await OpenFileWithLetterAsync();
        await using var files = Files();
        await files.AskAsync(
            stream, new(new CaseFileCommand.CloseMatter(FirstMatter, new(1), March), new(Stamp)), CancellationToken.None);
        return (stream, letter);
    }

    /// <summary>The same while its matter is in work.</summary>
    public async Task<(StreamId Stream, ObjectId Object)> OpenFileWithLetterAsync()
    {
        var stream = await OpenedFileAsync();
        await using var files = Files();
        var seen = await files.LookAsync(stream, CancellationToken.None);
        var key = (await keys.FindAsync(seen.Key, CancellationToken.None))!;
        using var bytes = new MemoryStream([.. "Sehr geehrte Frau Berg"u8]);
        var receipt = await Objects.WriteAsync(key, new(Guid.NewGuid()), bytes, 1000, CancellationToken.None);
        var content = Scan with
        {
            Object = receipt.Id,
            SizeBytes = receipt.PlainBytes,
            Sha256 = receipt.PlainHash,
            SealedSha256 = receipt.SealedHash
        };
        await files.AskAsync(
            stream,
            new(new CaseFileCommand.FileDocument(FirstMatter, Letter, DocumentKind.Incoming, Subject("Brief"), content),
                new(Stamp)), CancellationToken.None);
        return (stream, receipt.Id);
    }

    public async Task<CheckReport> CheckAsync()
    {
        await using var files = Files();
        var tray = new Journal<InTrayEvent>(
            tenant, Store, keys, new InTrayEventCodec(), new StampJson(), TimeProvider.System);
        return await new HistoryCheck(files.Journal, tray, Objects)
            .RunAsync(new Progress<long>(), CancellationToken.None);
    }

    public async Task<List<CaseFileEvent>> EventsOfAsync(StreamId stream)
    {
        await using var files = Files();
        return await files.Journal.ReadAsync(stream, StreamVersion.None, CancellationToken.None).Select(e => e.Event)
            .ToListAsync();
    }
}
