using Records.Api.Commands;
using Records.Api.Configuration;
using Records.Api.Narration;

namespace Records.Api.Embedded;

/// <summary>What a verb works on: given servers where settings name tenants, else the embedded installation.</summary>
internal sealed class Installation : IAsyncDisposable
{
    private readonly EmbeddedInstallation? embedded;

    private Installation(RecordsSettings settings, EmbeddedInstallation? embedded)
    {
        Settings = settings;
        this.embedded = embedded;
    }

    public RecordsSettings Settings { get; }

    /// <summary>True when its databases are private clusters and not somebody's servers.</summary>
    public bool IsEmbedded => embedded is not null;

    /// <summary>
    /// Opens it and says which of the two it is, because a mistake here would be about the wrong records.
    /// </summary>
    public static async Task<Installation> OpenAsync(
        string? settingsFile, string dataFolder, INarrator narrator, CancellationToken cancel)
    {
        var source = SettingsSource.Find(settingsFile, dataFolder);
        if (source.Embedded is not { } folder)
        {
            var settings = RecordsSettings.From(source.Configuration);
            narrator.Tell("installation", $"Working on the given servers of {settings.Tenants.Count} tenant(s).");
            return new(settings, embedded: null);
        }

        if (!File.Exists(folder.Settings))
        {
            throw new OperatorException(
                $"There is nothing to work on: no settings name a tenant, and {folder.Root} holds no embedded "
                + "installation.");
        }

        narrator.Tell("installation", $"Working on the embedded installation in {folder.Root}.",
            new Figure("folder", folder.Root));
        var embedded = await EmbeddedInstallation.OpenToWorkAsync(folder, cancel);
        return new(embedded.Settings, embedded);
    }

    public ValueTask DisposeAsync() => embedded?.DisposeAsync() ?? ValueTask.CompletedTask;
}
