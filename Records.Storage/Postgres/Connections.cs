using Npgsql;

namespace Records.Storage.Postgres;

/// <summary>How the serving program speaks to a tenant's database.</summary>
public static class Connections
{
    /// <summary>
    /// How many connections one pool opens. More of them would only wait for each other in the database.
    /// </summary>
    public const int MostOfAPool = 30;

    /// <summary>
    /// A pool for one database with the settings our code relies on. It keeps nothing open for an idle tenant. No
    /// session state survives a use: whoever sets some (listen, a temporary setting) undoes it.
    /// </summary>
    /// <remarks>At most <see cref="MostOfAPool"/> connections; who finds all of them busy waits for one.</remarks>
    public static NpgsqlDataSource Open(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "records",
            MinPoolSize = 0,
            MaxPoolSize = MostOfAPool,
            ConnectionIdleLifetime = 10,
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

    /// <summary>A connection for one short question, which leaves none behind in a pool.</summary>
    public static NpgsqlConnection Alone(string connectionString) => new(
        new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "records",
            Pooling = false,
            Timeout = 5,
            CommandTimeout = 5,
        }.ConnectionString);
}
