using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Records.Api.Configuration;

namespace Records.Api.Telemetry;

/// <summary>
/// Sends traces and metrics to an OpenTelemetry collector, when one is named: in the settings, or in the environment as
/// OpenTelemetry itself has it. Where none is named nothing is made and nothing is sent.
/// </summary>
internal sealed class TelemetryExport(TelemetrySettings settings, TenantGauges gauges, TimeProvider clock)
    : BackgroundService
{
    /// <summary>Read by OpenTelemetry together with its other variables.</summary>
    public const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(30);

    private TracerProvider? traces;
    private MeterProvider? metrics;

    private bool IsWanted =>
        settings.Endpoint is not null || Environment.GetEnvironmentVariable(EndpointVariable) is { Length: > 0 };

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (!IsWanted)
            return Task.CompletedTask;

        var version = typeof(TelemetryExport).Assembly.GetName().Version?.ToString();
        var who = ResourceBuilder.CreateDefault().AddService("records", serviceVersion: version);
        traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(who)
            .SetSampler(new ParentBasedSampler(new OwnWork()))
            .AddSource(RecordsMeter.Name, "Microsoft.AspNetCore", "Npgsql")
            .AddOtlpExporter(otlp => Point(otlp, "v1/traces"))
            .Build();
        metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(who)
            .AddMeter(RecordsMeter.Name, "System.Runtime", "Npgsql")
            .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
            .AddOtlpExporter(otlp => Point(otlp, "v1/metrics"))
            .Build();
        return base.StartAsync(cancellationToken);
    }

    /// <summary>Sends what is left; waits a few seconds for it at most.</summary>
    public override void Dispose()
    {
        traces?.Dispose();
        metrics?.Dispose();
        base.Dispose();
    }

    // Gauges are shown when the exporter asks, and it cannot wait for a database; so they are kept fresh for it.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenLooks, clock);
        do
            await gauges.RefreshAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Point(OtlpExporterOptions otlp, string path)
    {
        if (settings.Endpoint is not { } endpoint)
            return;
        otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
        otlp.Endpoint = new($"{endpoint.AbsoluteUri.TrimEnd('/')}/{path}");
    }

    /// <summary>
    /// Begins a trace with a request or a piece of our own work, never with a query: followers look for news all day,
    /// and a trace of each look would bury the rest.
    /// </summary>
    private sealed class OwnWork : Sampler
    {
        public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
            new(samplingParameters.Kind is ActivityKind.Client
                ? SamplingDecision.Drop
                : SamplingDecision.RecordAndSample);
    }
}
