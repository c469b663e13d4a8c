using System.Security.Cryptography;
using Npgsql;
using Records.Storage.Embedded;
using Records.Storage.Postgres;
using Xunit;

namespace Records.Tests.Testing;

/// <summary>
/// A PostgreSQL cluster for this test run: a private one, started when the first test asks for it, or the one that an
/// environment variable names (the name of its database must end in <c>_test</c>).
/// </summary>
internal sealed class TestCluster(string name, string variable)
{
    private readonly Lock gate = new();
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"records-test-{Environment.ProcessId}-{name}");
    private Task<(string Administrator, string Server)>? started;
    private EmbeddedPostgres? own;

    /// <summary>Makes an empty database and says how its administrator and how the serving program reach it.</summary>
    public async Task<(string Administrator, string Server)> NewDatabaseAsync()
    {
        Task<(string Administrator, string Server)> starting;
        lock (gate)
            starting = started ??= Task.Run(StartAsync);
        var (administrator, server) = await starting;

        var database = $"records_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}_test";
        await ExecuteAsync(administrator, $"create database {database}");
        return (In(administrator, database), In(server, database));
    }

    /// <summary>Stops and deletes the private cluster, if there is one.</summary>
    public async Task StopAsync()
    {
        if (own is null)
            return;
        await own.AbandonAsync(CancellationToken.None);
        Directory.Delete(folder, recursive: true);
    }

    private async Task<(string Administrator, string Server)> StartAsync()
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given)
            return (given, await MakeLoginAsync(given));

        try
        {
            await SweepAsync();
            own = await EmbeddedPostgres.StartAsync(Options(folder), CancellationToken.None);
            return (own.ConnectionString("postgres"), own.ConnectionString("postgres", Roles.Server));
        }
        catch (PostgresMissingException)
        {
            throw new InvalidOperationException(
                "This test needs PostgreSQL 15 or newer: ops/test says how to install it; "
                + $"or set {variable} to a database named *_test.");
        }
    }

    private EmbeddedPostgresOptions Options(string place) => new()
    {
        DataFolder = place,
        Name = $"test {name}",
        ServiceUsers = ["records", "postgres"],
        CacheMegabytes = 64,
    };

    // A test run that was killed leaves its cluster behind; the next one clears it away, unless it belongs to another
    // user, or another run is doing just that.
    private async Task SweepAsync()
    {
        foreach (var old in Directory.GetDirectories(Path.GetTempPath(), $"records-test-*-{name}"))
        {
            if (Directory.Exists($"/proc/{Path.GetFileName(old).Split('-')[2]}"))
                continue;

            try
            {
                var left = await EmbeddedPostgres.StartAsync(Options(old), CancellationToken.None);
                await left.AbandonAsync(CancellationToken.None);
                Directory.Delete(old, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or EmbeddedPostgresException)
            {
                TestContext.Current.SendDiagnosticMessage($"{old} is left as it is: {e.Message}");
            }
        }
    }

    // On a server of somebody else's the login of the program has a password, for this run only.
    private static async Task<string> MakeLoginAsync(string administrator)
    {
        var settings = new NpgsqlConnectionStringBuilder(administrator);
        if (settings.Database?.EndsWith("_test", StringComparison.Ordinal) != true)
            throw new InvalidOperationException(
                $"Refusing database '{settings.Database}': its name does not end in _test.");

        var login = $"records_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}_test";
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        await using (var connection = new NpgsqlConnection(administrator))
        {
            await connection.OpenAsync();
            await Roles.PrepareAsync(connection, CancellationToken.None);
        }

        await ExecuteAsync(
            administrator, $"create role {login} login password '{password}' in role {Roles.Application}");
        (settings.Username, settings.Password) = (login, password);
        return settings.ConnectionString;
    }

    private static string In(string connectionString, string database) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Database = database }.ConnectionString;

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
