using Records.Core.Deciding;

namespace Records.Storage.Embedded;

/// <summary>Where a private cluster lies and how large it may grow.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>
    /// The cluster's own folder: data, log and socket. Made when it does not exist, with access for one user.
    /// </summary>
    public required string DataFolder { get; init; }

    /// <summary>Shown in the process list: <c>main</c>, <c>keys</c>.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The folder with <c>initdb</c> and <c>pg_ctl</c>; null: the newest that the distribution installed.
    /// </summary>
    public string? Binaries { get; init; }

    /// <summary>Who runs PostgreSQL when this program runs as root: the first of these users that exists.</summary>
    public ValueList<string> ServiceUsers { get; init; } = ["records"];

    /// <summary>How many connections the cluster takes on, those of the administrator included.</summary>
    public int MaxConnections { get; init; } = 500;

    /// <summary>PostgreSQL's own cache in MiB; the file cache of the system comes on top.</summary>
    public int CacheMegabytes { get; init; } = 128;
}

/// <summary>The private cluster cannot be made, started or stopped. The message is for the administrator.</summary>
public sealed class EmbeddedPostgresException(string message) : Exception(message);
