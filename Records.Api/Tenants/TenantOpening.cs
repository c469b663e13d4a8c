using Records.Actors;
using Records.Actors.Followers;
using Records.Actors.Sweeping;
using Records.Api.CaseFiles;
using Records.Api.Configuration;
using Records.Api.Telemetry;
using Records.Api.Tokens;
using Records.Core.CaseFiles;
using Records.Core.FilePlan;
using Records.Core.InTray;
using Records.Core.People;
using Records.Core.Ports;
using Records.Storage.Postgres;
using Records.Storage.Snapshots;
using Records.Storage.Uploads;
using Records.Storage.Views;

namespace Records.Api.Tenants;

/// <summary>Puts a tenant together from its settings: from the storage up to the followers.</summary>
internal sealed class TenantOpening(
    DocumentLimits limits, long answerBytes, ActorLimits actors, int textReaders, ITextRecognition recognition,
    TimeProvider clock, ILoggerFactory logs, RecordsMeter meter)
{
    /// <summary>The client id under which this program itself acts.</summary>
    private const string OwnApplication = "records";

    private static readonly TimeSpan SweepEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan RestAfter = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Opens the tenant and starts its followers. Throws <see cref="Commands.OperatorException"/> where its storage is
    /// not what it must be.
    /// </summary>
    public async Task<Tenant> OpenAsync(TenantSettings settings, CancellationToken cancel)
    {
        var log = logs.CreateLogger($"Records.Tenant.{settings.Name}");
        var storage = await TenantStorage.OpenAsync(
            settings, clock, store => new MeasuredEventStore(store, meter, settings.Name), cancel);
        await new ViewSchema(storage.Database).EnsureAsync(cancel);

        var objects = new MeasuredObjects(storage.Objects, meter, settings.Name);
        var views = storage.OpenViews(ViewSchema.Live);
        var uploads = new PostgresUploads(storage.Database, clock);
        var people = new PostgresPersonDirectory(storage.Database, clock);
        var files = new ActorHost<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent>(
            storage.Files, actors, clock)
        {
            Telemetry = Commands("case-file"),
            Snapshots = new(
                settings.Id, new PostgresSnapshots(storage.Database), storage.Store, storage.Keys,
                new StateCodec<CaseFile>(), log)
            {
                Ignored = why => meter.SnapshotsIgnored.Add(1, new("tenant", settings.Name), new("reason", why)),
            },
        };
        var plans = new ActorHost<FilePlanDecider, FilePlanTree, FilePlanCommand, FilePlanEvent>(
            storage.Plans, actors, clock)
        { Telemetry = Commands("file-plan") };
        var tray = new ActorHost<InTrayDecider, InTrayEntry, InTrayCommand, InTrayEvent>(
            storage.Tray, actors, clock)
        { Telemetry = Commands("in-tray") };

        var attention = new Attention(RestAfter, clock);
        var viewFollower = new ViewFollower(
            storage.Store, new MeasuredViewStore(new PostgresViewStore(views), settings.Name),
            storage.Reader, attention, clock, log);

        var changes = new ChangeWatch(storage.Database);
        var answers = new KeptAnswers(changes, answerBytes);

        var checkpoints = new CheckpointFollower(
            storage.LogBuilder(), storage.Stop, storage.Store, attention, clock, log);
        await checkpoints.CheckAsync(cancel);
        var resealing = new Resealing(objects, uploads, clock);
        var texts = new MeasuredRecognition(recognition, meter, settings.Name);
        var robot = await RobotAsync(people, settings, cancel);
        Rest();
        var issuerKeys = new IssuerKeys(new(settings.Issuer), clock, logs.CreateLogger<IssuerKeys>());
        var rules = new TokenRules(
            settings.Issuer, settings.Audience, TokenAlgorithm.RS256, TokenAlgorithm.PS256, TokenAlgorithm.ES256);
        return new(new(
            settings.Id, settings.Name, settings.Units.ToDictionary(unit => unit.Id, unit => unit.Name), limits,
            settings.Rules.Policy, settings.MatterNumbering,
            new TokenValidator(rules, issuerKeys, clock), people, clock,
            storage.Store, storage.Keys, storage.ObjectStore, objects, uploads, resealing,
            files, plans, new CaseFileOpening(files, plans, settings.Opening), new JointAct(files), tray,
            new InTrayRegistration(tray, files, resealing),
            new(storage.LogKey, storage.Tiles, new(storage.Tiles), checkpoints), settings.PublishesLog,
            new ViewReader(views), viewFollower, changes, answers,
            attention, new BacklogReader(settings.Database, clock),
            new Duty(
                storage.Leases, attention,
                [
                    viewFollower,
                    new TextFollower(
                        new PostgresTextQueue(views), viewFollower, texts, objects, files, robot, textReaders,
                        attention, clock, log),
                    new UploadSweeper(
                        uploads, new ObjectClaims(storage.Store, settings.Id), storage.ObjectStore, SweepEvery, clock,
                        log),
                    new ObjectSweeper(storage.Sweep(clock), storage.Sweeps(clock), attention, clock, log),
                    new AnswerKeeper(storage.Answers, clock),
                    checkpoints,
                ],
                Rest, clock, log),
            [issuerKeys, views, storage]));

        void Rest()
        {
            storage.Rest();
            views.Clear();
            answers.Clear();
        }

        CommandTelemetry Commands(string kind) => new(RecordsMeter.Spans, meter.Commands, settings.Name, kind);
    }

    // What this program does by itself is done by a robot of its own, so that nobody takes it for a person's act.
    private static async Task<Actor> RobotAsync(
        IPersonDirectory people, TenantSettings settings, CancellationToken cancel) => new(
        await people.ResolveAsync("urn:records:program", "text", "Texterkennung (Records)", cancel),
        null, settings.Units[0].Id, Role.Clerk, OwnApplication, ActorKind.Robot);
}
