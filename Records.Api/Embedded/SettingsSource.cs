using Records.Api.Configuration;

namespace Records.Api.Embedded;

/// <summary>
/// Whose settings are in force: those of given servers as soon as a file or the environment names a tenant, else
/// those of the embedded installation in the data folder.
/// </summary>
/// <param name="Embedded">The folder of the embedded installation, or null on given servers.</param>
internal sealed record SettingsSource(IConfiguration Configuration, DataFolder? Embedded)
{
    /// <summary>Finds them. A data folder that holds no installation gives empty settings.</summary>
    public static SettingsSource Find(string? settingsFile, string dataFolder)
    {
        var given = SettingsFile.Load(settingsFile);
        if (settingsFile is not null || given.GetSection($"{RecordsSettings.SectionName}:Tenants").GetChildren().Any())
            return new(given, Embedded: null);

        var folder = DataFolder.At(dataFolder);
        return new(File.Exists(folder.Settings) ? SettingsFile.LoadOnly(folder.Settings) : given, folder);
    }
}
