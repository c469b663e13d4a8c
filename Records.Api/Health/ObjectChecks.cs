using Records.Api.Tenants;
using Records.Storage.Objects;

namespace Records.Api.Health;

/// <summary>
/// Whether a tenant's documents can be reached. Without them lists, search and history still work, so it is no reason
/// to send requests elsewhere.
/// </summary>
internal static class ObjectChecks
{
    public static HealthCheck Of(string tenant, TenantsHouse house) => new($"objects {tenant}", cancel =>
        house.Find(tenant) is Tenant open ? StoreOwner.DemandAsync(open.ObjectStore, cancel) : Task.CompletedTask,
        IsVital: false);
}
