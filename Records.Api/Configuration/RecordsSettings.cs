using Records.Core.Deciding;

namespace Records.Api.Configuration;

/// <summary>
/// Everything an administrator can set (docs/operations.md has the table). Read once, at start; what is wrong,
/// missing or unknown is refused then, all of it at once.
/// </summary>
public sealed record RecordsSettings(
    ListenSettings Listen, ValueList<TenantSettings> Tenants, TextSettings Text, LimitSettings Limits)
{
    /// <summary>
    /// The section that holds it all: <c>Records</c> in a file, <c>RECORDS__</c> before a name in the environment.
    /// </summary>
    public const string SectionName = "Records";

    public TelemetrySettings Telemetry { get; init; } = TelemetrySettings.None;

    /// <summary>Reads the settings. Throws <see cref="SettingsException"/> with a sentence for each problem.</summary>
    public static RecordsSettings From(IConfiguration configuration)
    {
        List<string> problems = [];
        var section = new SettingsSection(configuration.GetSection(SectionName), problems);
        var settings = new RecordsSettings(
            section.Part("Listen", ListenSettings.Read),
            section.Each("Tenants", TenantSettings.Read),
            section.Part("Text", TextSettings.Read),
            section.Part("Limits", LimitSettings.Read))
        {
            Telemetry = section.Part("Telemetry", TelemetrySettings.Read),
        };
        section.NothingElse();
        TenantSettings.CheckTogether(settings.Tenants, section);

        return problems.Count == 0 ? settings : throw new SettingsException([.. problems]);
    }
}
