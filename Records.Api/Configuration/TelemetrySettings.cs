namespace Records.Api.Configuration;

/// <summary>Who is told how the program is doing. Without any of it nothing leaves the machine.</summary>
/// <param name="Endpoint">An OpenTelemetry collector that takes OTLP over HTTP, or null.</param>
/// <param name="MetricsUrl">An address of its own for <c>/metrics</c>; null answers it to this machine alone.</param>
public sealed record TelemetrySettings(Uri? Endpoint, Uri? MetricsUrl)
{
    /// <summary>Tells nobody.</summary>
    public static TelemetrySettings None { get; } = new(null, null);

    internal static TelemetrySettings Read(SettingsSection section)
    {
        var metrics = section.OptionalAddress("MetricsUrl", "http");
        if (metrics is not null && metrics.PathAndQuery != "/")
            section.Object("MetricsUrl", $"is '{metrics}'; it must end after the port, without a path.");
        return new(section.OptionalAddress("Endpoint", "http", "https"), metrics);
    }
}
