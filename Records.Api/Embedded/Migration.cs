using Npgsql;
using Records.Api.Configuration;
using Records.Core.Deciding;
using Records.Storage.Postgres;

namespace Records.Api.Embedded;

/// <summary>Brings the databases of tenants to the form this program expects (<see cref="Migrator"/>).</summary>
internal static class Migration
{
    /// <summary>Both databases of each tenant. What is done already is left alone.</summary>
    /// <param name="administrator">The login that may make roles and tables; serving uses another one.</param>
    public static async Task RunAsync(ValueList<TenantSettings> tenants, string administrator, CancellationToken cancel)
    {
        foreach (var tenant in tenants)
            await RunAsync(tenant, administrator, cancel);
    }

    /// <summary>Both databases of one tenant.</summary>
    public static async Task RunAsync(TenantSettings tenant, string administrator, CancellationToken cancel)
    {
        await Migrator.MigrateTenantAsync(As(administrator, tenant.Database), tenant.Id, cancel);
        await Migrator.MigrateKeysAsync(As(administrator, tenant.KeyDatabase), cancel);
    }

    // The password is the server's and not the administrator's; his comes from .pgpass or PGPASSWORD.
    private static string As(string administrator, string connection) =>
        new NpgsqlConnectionStringBuilder(connection) { Username = administrator, Password = null }.ConnectionString;
}
