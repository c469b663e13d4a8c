namespace Records.Storage.Embedded;

/// <summary>
/// The two files that make a cluster private and safe; written at every start, so that an update reaches them.
/// </summary>
internal static class ClusterSettings
{
    public const string FileName = "records.conf";

    /// <summary>
    /// No network at all. Whoever can open the socket is trusted, and only the owner of its folder can
    /// (mode 0700): he could read the data files just as well.
    /// </summary>
    public const string Access = "local all all trust\n";

    public static string Of(EmbeddedPostgresOptions options, string sockets) => $"""
        cluster_name = 'records {options.Name}'
        listen_addresses = ''
        unix_socket_directories = '{sockets}'
        unix_socket_permissions = 0700
        max_connections = {options.MaxConnections}
        shared_buffers = {options.CacheMegabytes}MB
        jit = off

        # What makes an acknowledged event durable. StartupChecks refuses a cluster without it.
        fsync = on
        full_page_writes = on
        synchronous_commit = on
        wal_level = replica

        idle_in_transaction_session_timeout = 30s

        # One file for each day of the week. Statements carry no values: values are content.
        logging_collector = on
        log_directory = log
        log_filename = 'postgres-%a.log'
        log_truncate_on_rotation = on
        log_rotation_size = 0
        log_parameter_max_length = 0
        log_parameter_max_length_on_error = 0

        """;
}
