using Records.Api.Commands;
using Records.Api.Configuration;
using Records.Core.Ports;
using Records.Storage.Log;
using Records.Storage.Objects;

namespace Records.Api.Tenants;

/// <summary>What a tenant's object store must be before anything is written to it.</summary>
internal static class ObjectDemands
{
    /// <summary>Where the tenant's log is published: beside its objects.</summary>
    public static ITiles OpenTiles(TenantSettings tenant, TimeProvider clock) => tenant.Objects switch
    {
        ObjectSettings.S3 s3 => new S3Tiles(s3.Place, clock),
        ObjectSettings.Folder folder => new FileTiles(Path.Combine(folder.Path, S3Tiles.Folder)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>
    /// Opens it. Throws <see cref="OperatorException"/> with a sentence for each thing that is missing or unsafe, and
    /// where it belongs to another tenant.
    /// </summary>
    public static async Task<IObjectStore> OpenAsync(
        TenantSettings tenant, TimeProvider clock, CancellationToken cancel)
    {
        IObjectStore store = tenant.Objects switch
        {
            ObjectSettings.S3 s3 => new S3ObjectStore(s3.Place, clock),
            ObjectSettings.Folder folder => new FileObjectStore(folder.Path),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        try
        {
            var problems = store is S3ObjectStore remote ? await remote.FindUnsafeAsync(cancel) : [];
            if (problems.Count == 0 && !await StoreOwner.TakeAsync(store, tenant.Id, cancel))
                problems = ["Dort liegen Objekte eines anderen Mandanten."];
            return problems.Count == 0 ? store : throw new OperatorException(
                string.Join('\n', problems.Select(problem => $"Objects of tenant {tenant.Name}: {problem}")));
        }
        catch (ObjectStoreException e)
        {
            (store as IDisposable)?.Dispose();
            throw new OperatorException($"Objects of tenant {tenant.Name}: {e.Message}");
        }
        catch
        {
            (store as IDisposable)?.Dispose();
            throw;
        }
    }
}
