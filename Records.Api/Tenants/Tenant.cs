using Records.Actors;
using Records.Actors.Followers;
using Records.Actors.Sweeping;
using Records.Api.Access;
using Records.Api.CaseFiles;
using Records.Api.FilePlan;
using Records.Api.Telemetry;
using Records.Api.Tokens;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Numbering;
using Records.Core.FilePlan;
using Records.Core.InTray;
using Records.Core.People;
using Records.Core.Ports;
using Records.Storage.Views;

namespace Records.Api.Tenants;

using CaseFileActors = ActorHost<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent>;
using FilePlanActors = ActorHost<FilePlanDecider, FilePlanTree, FilePlanCommand, FilePlanEvent>;
using InTrayActors = ActorHost<InTrayDecider, InTrayEntry, InTrayCommand, InTrayEvent>;

/// <summary>
/// One tenant (Mandant) with everything that is its own: database, keys, objects, actors, followers. A request holds
/// exactly one, and no part of it knows another.
/// </summary>
internal sealed class Tenant(TenantParts parts) : ITenantIdentity, IAsyncDisposable
{
    private Backlog? backlog;

    public TenantId Id => parts.Id;
    public string Name => parts.Name;
    public TokenValidator Validator => parts.Validator;
    public IPersonDirectory People => parts.People;
    public TimeProvider Clock => parts.Clock;
    public DocumentLimits Limits => parts.Limits;
    public MatterNumbering MatterNumbering => parts.MatterNumbering;

    /// <summary>What it has decided where the rules leave it the choice.</summary>
    public Policy Policy => parts.Policy;

    public IEventStore Store => parts.Store;
    public IKeyRing Keys => parts.Keys;
    public IObjectStore ObjectStore => parts.ObjectStore;
    public ISealedObjects Objects => parts.Objects;
    public IUploads Uploads => parts.Uploads;

    public CaseFileActors Files => parts.Files;
    public FilePlanActors Plans => parts.Plans;
    public CaseFileOpening Opening => parts.Opening;
    public CaseFileRefiling Refiling { get; } = new(parts.Files, parts.Opening);
    public JointAct Joint => parts.Joint;
    public Resealing Resealing => parts.Resealing;
    public Relocation Relocation { get; } = new(parts.Files, parts.Resealing);
    public InTrayActors InTray => parts.InTray;
    public InTrayRegistration InTrayRegistration => parts.InTrayRegistration;

    /// <summary>Its history as a log that anybody can check.</summary>
    public TenantLog Log => parts.Log;

    public bool PublishesLog => parts.PublishesLog;

    public ViewReader Views => parts.Views;
    public ViewFollower ViewFollower => parts.ViewFollower;

    /// <summary>What tells whether something that is kept in memory still holds.</summary>
    public ChangeWatch Changes => parts.Changes;

    /// <summary>Case files and matters as they were answered lately.</summary>
    public KeptAnswers Answers => parts.Answers;

    /// <summary>The file plan as it stands now.</summary>
    public KeptPlan Plan { get; } = new(StreamId.Singleton(parts.Id, "file-plan"), parts.Plans, parts.Changes);

    /// <summary>The unit's name as the settings say it, or null when they do not know it.</summary>
    public string? UnitName(UnitId unit) => parts.Units.GetValueOrDefault(unit);

    /// <summary>Somebody works with it: its followers are awake from now on, and for a while.</summary>
    public void Call() => parts.Attention.Call();

    /// <summary>Where nobody works with it: whether something was left undone; wakes it then.</summary>
    public async Task LookAsync(CancellationToken cancel)
    {
        if (parts.Attention.IsAwake)
            return;
        backlog = await parts.Backlog.ReadAsync(cancel);
        if (backlog.IsDue)
            Call();
    }

    /// <summary>
    /// How it stands now; of a resting tenant, how the last round found it: being looked at must not wake it. Throws
    /// where its database does not answer.
    /// </summary>
    public async Task<TenantSample> SampleAsync(CancellationToken cancel)
    {
        if (!parts.Attention.IsAwake && Volatile.Read(ref backlog) is { } found)
        {
            var since = found.Oldest is { } oldest ? Clock.GetUtcNow() - oldest.ToTime() : TimeSpan.Zero;
            return new(
                Name, found.Events, Math.Max(0, since.TotalSeconds), found.Texts, Files.Live + Plans.Live, found.Parked,
                LogAlarms);
        }

        var (shown, waiting, parked) = await Views.ProgressAsync(cancel);
        // The head last: read before the position it could lie behind it.
        var head = await Store.HeadAsync(cancel);
        var age = await Store.ReadAllAsync(shown, 1, cancel) is [{ } next]
            ? Clock.GetUtcNow() - next.RecordedAt.ToTime()
            : TimeSpan.Zero;
        return new(
            Name, head.Value - shown.Value, Math.Max(0, age.TotalSeconds), waiting,
            Files.Live + Plans.Live + InTray.Live, parked, LogAlarms);
    }

    private int LogAlarms => Log.Follower.Alarm is null ? 0 : 1;

    /// <summary>Takes nothing new, finishes what was taken, then lets go: readers first, the store last.</summary>
    public async ValueTask DisposeAsync()
    {
        await parts.Duty.DisposeAsync();
        await parts.Files.DisposeAsync();
        await parts.Plans.DisposeAsync();
        await parts.InTray.DisposeAsync();
        foreach (var part in parts.Last)
            await part.DisposeAsync();
    }
}

/// <summary>How large a document may be, in bytes.</summary>
internal sealed record DocumentLimits(long MaxDocumentBytes);

/// <summary>What a tenant is put together from.</summary>
/// <param name="Last">What is let go last, in this order: the store, the key ring, the pools.</param>
internal sealed record TenantParts(
    TenantId Id,
    string Name,
    IReadOnlyDictionary<UnitId, string> Units,
    DocumentLimits Limits,
    Policy Policy,
    MatterNumbering MatterNumbering,
    TokenValidator Validator,
    IPersonDirectory People,
    TimeProvider Clock,
    IEventStore Store,
    IKeyRing Keys,
    IObjectStore ObjectStore,
    ISealedObjects Objects,
    IUploads Uploads,
    Resealing Resealing,
    CaseFileActors Files,
    FilePlanActors Plans,
    CaseFileOpening Opening,
    JointAct Joint,
    InTrayActors InTray,
    InTrayRegistration InTrayRegistration,
    TenantLog Log,
    bool PublishesLog,
    ViewReader Views,
    ViewFollower ViewFollower,
    ChangeWatch Changes,
    KeptAnswers Answers,
    Attention Attention,
    BacklogReader Backlog,
    Duty Duty,
    IReadOnlyList<IAsyncDisposable> Last);
