using Npgsql;

namespace Records.Storage.Postgres;

/// <summary>How the serving program speaks to a tenant's database.</summary>
public static class Connections
{
    /// <summary>
    /// A pool for one database with the settings our code relies on. It keeps nothing open for an idle tenant. No
    /// session state survives a use: whoever sets some (listen, a temporary setting) undoes it.
    /// </summary>
    public static NpgsqlDataSource Open(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "records",
            MinPoolSize = 0,
            ConnectionIdleLifetime = 30,
            ConnectionPruningInterval = 5,
            KeepAlive = 15,
            CommandTimeout = 20,
            MaxAutoPrepare = 64,
            AutoPrepareMinUsages = 3,
            NoResetOnClose = true,
            // A stopped process must not hold the head of the log; a weaker setting of the server must not weaken ours.
            Options = "-c idle_in_transaction_session_timeout=10s -c synchronous_commit=on",
        };
        // The name stands in metrics and traces, where a user's does not belong.
        return new NpgsqlDataSourceBuilder(settings.ConnectionString)
        {
            Name = $"{settings.Database}@{settings.Host}",
        }.Build();
    }
}
