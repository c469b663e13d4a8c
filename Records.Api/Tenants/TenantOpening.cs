using Npgsql;
using Records.Actors;
using Records.Actors.Followers;
using Records.Api.Configuration;
using Records.Api.Tokens;
using Records.Core.CaseFiles;
using Records.Core.FilePlan;
using Records.Core.People;
using Records.Core.Ports;
using Records.Storage.Json;
using Records.Storage.Keys;
using Records.Storage.Memory;
using Records.Storage.Objects;
using Records.Storage.Postgres;
using Records.Storage.Uploads;
using Records.Storage.Views;

namespace Records.Api.Tenants;

/// <summary>Puts a tenant together from its settings: from the pools up to the followers.</summary>
internal sealed class TenantOpening(DocumentLimits limits, int textReaders, ITextRecognition recognition, TimeProvider clock, ILoggerFactory logs)
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromHours(1);

    /// <summary>The client id under which this program itself acts.</summary>
    public const string OwnApplication = "records";

    /// <summary>Starts the tenant's followers; on failure nothing stays open.</summary>
    public async Task<Tenant> OpenAsync(TenantSettings settings, CancellationToken cancel)
    {
        var log = logs.CreateLogger($"Records.Tenant.{settings.Name}");
        var database = Connections.Open(settings.Database);
        var keyDatabase = Connections.Open(settings.KeyDatabase);
        var viewDatabase = Connections.Open(InSchema(settings.Database, ViewSchema.Live));
        await DatabaseDemands.DemandAsync(settings, database, keyDatabase, cancel);
        await new ViewSchema(database).EnsureAsync(cancel);

        var store = new PostgresEventStore(database, settings.Id, clock, new());
        var keys = new PostgresKeyRing(keyDatabase, new FileKeks(settings.KekFolder), clock, new());
        var objectStore = new FileObjectStore(settings.Objects);
        var objects = new TenantObjects(objectStore, settings.Id);
        var uploads = new PostgresUploads(database, clock);
        var people = new PostgresPersonDirectory(database, clock);

        var stamps = new StampJson();
        var fileJournal = new Journal<CaseFileEvent>(settings.Id, store, keys, new CaseFileEventCodec(), stamps, clock);
        var planJournal = new Journal<FilePlanEvent>(settings.Id, store, keys, new FilePlanEventCodec(), stamps, clock);
        var files = new ActorHost<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent>(fileJournal, ActorLimits.Default, clock);
        var plans = new ActorHost<FilePlanDecider, FilePlanTree, FilePlanCommand, FilePlanEvent>(planJournal, ActorLimits.Default, clock);

        var robot = await RobotAsync(people, settings, cancel);
        var issuerKeys = new IssuerKeys(new(settings.Issuer), clock, logs.CreateLogger<IssuerKeys>());
        return new(new(
            settings.Id, settings.Name, settings.Units.ToDictionary(unit => unit.Id, unit => unit.Name), limits,
            new TokenValidator(new TokenRules(settings.Issuer, settings.Audience, TokenAlgorithm.RS256, TokenAlgorithm.PS256, TokenAlgorithm.ES256), issuerKeys, clock),
            people, clock, store, keys, objectStore, objects, uploads, files, plans, new CaseFileOpening(files, plans),
            new ViewReader(viewDatabase),
            new ViewFollower(store, new PostgresViewStore(viewDatabase), new EventReader(fileJournal, planJournal, objects), clock, log),
            new TextFollower(new PostgresTextQueue(viewDatabase), recognition, objects, files, robot, textReaders, clock, log),
            new UploadSweeper(uploads, store, objectStore, SweepEvery, clock, log),
            [store, keys, issuerKeys, viewDatabase, keyDatabase, database]));
    }

    // What this program does by itself is done by a robot of its own, so that nobody takes it for a person's act.
    private static async Task<Actor> RobotAsync(IPersonDirectory people, TenantSettings settings, CancellationToken cancel) => new(
        await people.ResolveAsync("urn:records:program", "text", "Texterkennung (Records)", cancel),
        null, settings.Units[0].Id, Role.Clerk, OwnApplication, ActorKind.Robot);

    private static string InSchema(string connection, string schema) =>
        new NpgsqlConnectionStringBuilder(connection) { SearchPath = schema }.ConnectionString;
}
