using Records.Api.Configuration;
using Records.Storage.Embedded;

namespace Records.Api.Embedded;

/// <summary>
/// A whole installation in one folder: two private clusters, keys, documents, settings. Opening it starts what does not
/// run; closing it stops the clusters, unless another program is at work on the same folder.
/// </summary>
internal sealed class EmbeddedInstallation : IAsyncDisposable
{
    private readonly EmbeddedClusters clusters;
    private readonly RunLock? right;

    private EmbeddedInstallation(RecordsSettings settings, EmbeddedClusters clusters, RunLock? right)
    {
        Settings = settings;
        this.clusters = clusters;
        this.right = right;
    }

    public RecordsSettings Settings { get; }

    /// <summary>True when a cluster ran already, left over from a program that could not stop it.</summary>
    public bool Adopted => clusters.Main.Adopted || clusters.Keys.Adopted;

    /// <summary>Opens the installation for the one program that serves it.</summary>
    public static Task<EmbeddedInstallation> OpenToServeAsync(DataFolder folder, Uri url, CancellationToken cancel)
    {
        folder.Prepare();
        return OpenAsync(folder, url, RunLock.Take(folder), cancel);
    }

    /// <summary>Opens the installation for a piece of work, beside the program that serves it or without one.</summary>
    public static Task<EmbeddedInstallation> OpenToWorkAsync(DataFolder folder, CancellationToken cancel)
    {
        folder.Prepare();
        return OpenAsync(folder, url: null, RunLock.TryTake(folder), cancel);
    }

    /// <summary>Brings back a database that ended by itself, as long as the program serves.</summary>
    public Task WatchAsync(DataFolder folder, Action<string, bool> tell, CancellationToken cancel) =>
        clusters.WatchAsync(folder, tell, cancel);

    public async ValueTask DisposeAsync()
    {
        if (right is null)
            return;

        await clusters.StopAsync();
        right.Dispose();
    }

    private static async Task<EmbeddedInstallation> OpenAsync(
        DataFolder folder, Uri? url, RunLock? right, CancellationToken cancel)
    {
        EmbeddedClusters? clusters = null;
        try
        {
            clusters = await EmbeddedClusters.StartAsync(folder);
            cancel.ThrowIfCancellationRequested();

            var file = EmbeddedSettings.Update(folder, clusters, url);
            foreach (var tenant in EmbeddedSettings.TenantNames(file, folder))
                await PrepareTenantAsync(folder, clusters, tenant, cancel);
            EmbeddedSettings.Write(folder, file);

            var settings = RecordsSettings.From(SettingsFile.LoadOnly(folder.Settings));
            // Never under a program that is serving: it may be an older one.
            if (right is not null)
                await Migration.RunAsync(settings.Tenants, EmbeddedPostgres.Administrator, cancel);
            return new(settings, clusters, right);
        }
        catch
        {
            if (right is not null && clusters is not null)
                await clusters.StopAsync();
            right?.Dispose();
            throw;
        }
    }

    private static async Task PrepareTenantAsync(
        DataFolder folder, EmbeddedClusters clusters, string tenant, CancellationToken cancel)
    {
        var database = EmbeddedSettings.DatabaseOf(tenant);
        KekFiles.Prepare(folder, tenant, await clusters.HasKeysOfAsync(database, cancel));
        DataFolder.MakePrivate(folder.Objects(tenant));
        LogKeys.Prepare(folder, tenant);
        await clusters.Main.CreateDatabaseAsync(database, cancel);
        await clusters.Keys.CreateDatabaseAsync(database, cancel);
    }
}
