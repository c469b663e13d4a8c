using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Records.Storage.Views;

/// <summary>
/// Makes the query tables and sees to it that they fit this program: their definition is kept as a hash beside them,
/// and
/// when it differs they are dropped and made anew from the events.
/// </summary>
public sealed class ViewSchema(NpgsqlDataSource database)
{
    /// <summary>The schema that answers queries.</summary>
    public const string Live = "view";

    /// <summary>The schema in which a rebuild fills its tables before they take the place of the live ones.</summary>
    public const string Next = "view_next";

    private const long Turn = 0x7265_636f_7264_7301;

    private static readonly string Definition = ReadDefinition();
    private static readonly byte[] DefinitionHash = SHA256.HashData(Encoding.UTF8.GetBytes(Definition));

    /// <summary>
    /// Makes the live tables where there are none that fit. True when the follower starts from the first event.
    /// </summary>
    public async Task<bool> EnsureAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var work = await connection.BeginTransactionAsync(cancel);
        await TakeTurnAsync(connection, cancel);
        if (await FitsAsync(connection, cancel))
            return false;

        await ExecuteAsync(
            connection, "drop schema if exists view cascade; create schema view; set local search_path = view", cancel);
        await FillAsync(connection, cancel);
        await work.CommitAsync(cancel);
        return true;
    }

    /// <summary>Makes an empty second set of tables; what an earlier rebuild left behind is dropped.</summary>
    public async Task PrepareNextAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var work = await connection.BeginTransactionAsync(cancel);
        await TakeTurnAsync(connection, cancel);
        await ExecuteAsync(connection,
            "drop schema if exists view_next cascade; create schema view_next; set local search_path = view_next",
            cancel);
        await FillAsync(connection, cancel);
        await work.CommitAsync(cancel);
    }

    /// <summary>
    /// Puts the second set in the place of the live one, when it has come at least as far; false when it has not, and
    /// then nothing changed.
    /// </summary>
    public async Task<bool> SwapAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var work = await connection.BeginTransactionAsync(cancel);
        await TakeTurnAsync(connection, cancel);

        await using var compare = new NpgsqlCommand("""
            select next.position >= live.position
              from view_next.progress next, view.progress live
               for update
            """, connection);
        if (await compare.ExecuteScalarAsync(cancel) is not true)
            return false;

        await ExecuteAsync(connection, "drop schema view cascade; alter schema view_next rename to view", cancel);
        await work.CommitAsync(cancel);
        return true;
    }

    private static async Task<bool> FitsAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var exists = new NpgsqlCommand("select to_regclass('view.progress') is not null", connection);
        if (await exists.ExecuteScalarAsync(cancel) is not true)
            return false;
        await using var fits = new NpgsqlCommand("select definition = $1 from view.progress", connection)
        {
            Parameters = { new() { Value = DefinitionHash } },
        };
        return await fits.ExecuteScalarAsync(cancel) is true;
    }

    private static async Task FillAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await ExecuteAsync(connection, Definition, cancel);
        await using var start = new NpgsqlCommand(
            "insert into progress (position, definition) values (-1, $1)", connection)
        {
            Parameters = { new() { Value = DefinitionHash } },
        };
        await start.ExecuteNonQueryAsync(cancel);
    }

    private static async Task TakeTurnAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var turn = new NpgsqlCommand("select pg_advisory_xact_lock($1)", connection)
        {
            Parameters = { new() { Value = Turn } },
        };
        await turn.ExecuteNonQueryAsync(cancel);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static string ReadDefinition()
    {
        using var resource = typeof(ViewSchema).Assembly.GetManifestResourceStream("Views/views.sql")!;
        using var reader = new StreamReader(resource, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
