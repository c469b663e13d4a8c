using Records.Api.Access;
using Records.Api.Calls;
using Records.Api.Configuration;
using Records.Api.Health;
using Records.Api.Telemetry;
using Records.Api.Tenants;
using Records.Api.Tokens;
using Records.Core.Ports;
using Records.Storage.Renditions;
using Records.Storage.Text;

namespace Records.Api;

/// <summary>The web application over its settings: the one place where every part is known by name.</summary>
internal static class Server
{
    // What all tenants together keep of their answers.
    private const long AnswerBytes = 64 << 20;

    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(30);

    /// <summary>Puts the parts together. Nothing is started and no connection opened yet.</summary>
    /// <param name="issuer">The token issuer of the embedded mode; null where the town brings its own.</param>
    public static WebApplication Build(RecordsSettings settings, LocalIssuer? issuer)
    {
        // The content root is the program's own folder: where somebody stands when he starts it must not matter.
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls([
            .. from url in new[] { settings.Listen.Url, settings.Telemetry.MetricsUrl }
               where url is not null
               select url.GetLeftPart(UriPartial.Authority)]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = settings.Limits.Connections;
            kestrel.Limits.MaxRequestBodySize = settings.Limits.RequestBytes;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestGoodbye);
        builder.Services.ConfigureHttpJsonOptions(json => ContractJson.Configure(json.SerializerOptions));
        builder.Logging.ToStandardError();

        builder.Services.AddTelemetry(settings.Telemetry);
        builder.Services.AddProblems();
        builder.Services.AddAccess(new RateRules(), new(settings.Limits.Requests, settings.Tenants.Count));
        builder.Services.AddRecordsDescription();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(_ => new TesseractRecognition(RecognitionOf(settings.Text)));
        builder.Services.AddSingleton(_ => new RenditionMaker(RecognitionOf(settings.Text)));
        builder.Services.AddSingleton<ITextRecognition>(
            services => services.GetRequiredService<TesseractRecognition>());
        builder.Services.AddHostedService<TextNotice>();
        builder.Services.AddSingleton(services => new TenantOpening(
            new(settings.Limits.UploadBytes), AnswerBytes / Math.Max(1, settings.Tenants.Count),
            settings.Limits.Actors, settings.Text.Children, services.GetRequiredService<ITextRecognition>(),
            services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILoggerFactory>(),
            services.GetRequiredService<RecordsMeter>()));
        builder.Services.AddSingleton(
            services => new TenantsHouse(settings.Tenants, services.GetRequiredService<TenantOpening>()));
        builder.Services.AddSingleton<ITenantIdentities>(services => services.GetRequiredService<TenantsHouse>());
        builder.Services.AddHostedService(services => services.GetRequiredService<TenantsHouse>());
        builder.Services.AddHostedService<Rounds>();

        var app = builder.Build();
        app.UseProblems();
        app.UseMetricsAddress(settings.Telemetry);
        app.UseRouting();
        app.UseRequestSpans();
        app.UseAccess();
        app.MapHealth([
            .. DatabaseChecks.Of(settings.Tenants),
            .. settings.Tenants.Select(tenant => ObjectChecks.Of(
                tenant.Name, app.Services.GetRequiredService<TenantsHouse>())),
            TextNotice.CheckOf(app.Services.GetRequiredService<TesseractRecognition>())]);
        app.MapMetrics(settings.Telemetry);
        app.MapRecordsDescription();
        app.MapRecords();
        if (issuer is not null)
            app.MapLocalIssuer(issuer);
        app.RequireClearAccess();
        return app;
    }

    private static Storage.Text.TextSettings RecognitionOf(
        Configuration.TextSettings settings) => new(settings.WorkFolder)
        {
            Children = settings.Children,
            MakesCopies = settings.Copies is Configuration.SearchableCopies.Made,
            Sandbox = settings.Sandbox is Configuration.TextSandbox.Bubblewrap
                ? Storage.Text.TextSandbox.Required
                : Storage.Text.TextSandbox.None,
        };
}
