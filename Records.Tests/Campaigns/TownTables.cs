using Npgsql;
using Records.Tests.Ops;
using Xunit;

namespace Records.Tests.Campaigns;

/// <summary>The database of the town at a place, asked beside the program.</summary>
internal static class TownTables
{
    /// <summary>One value, asked as the program would, or as the user that is given.</summary>
    public static async Task<object?> AskAsync(Place place, string sql, string? user = null)
    {
        var tenant = place.Settings["Tenants"]!.AsArray().Single(t => (string)t!["Name"]! == "musterstadt")!;
        var settings = new NpgsqlConnectionStringBuilder((string)tenant["Database"]!) { Pooling = false };
        settings.Username = user ?? settings.Username;
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancel);
    }

    /// <summary>Once all that was written is followed, the query tables are those that a rebuild makes.</summary>
    public static async Task AssertSameAfterRebuildAsync(Place place)
    {
        await Patience.UntilAsync(
            async () => await AskAsync(place, "select size - 1 - position from log_head, view.progress") is 0L,
            TimeSpan.FromMinutes(10), TimeSpan.FromMilliseconds(50), "the tables show all of the log");
        var live = await RowsAsync(place);
        using var rebuild = await Shell.RunAsync("records", "rebuild", "--data", place.Data);
        Assert.True(rebuild.ExitCode == 0, rebuild.Said);
        Assert.Equal(live, await RowsAsync(place));
    }

    // All query tables but the two that say how far the work has come.
    private static async Task<List<string>> RowsAsync(Place place)
    {
        var tables = (string[])(await AskAsync(place, """
            select array_agg(tablename::text order by tablename)
              from pg_tables
             where schemaname = 'view' and tablename not in ('progress', 'text_waiting')
            """))!;
        var rows = new List<string>();
        foreach (var table in tables)
            rows.Add($"{table}: {await AskAsync(place, $"select md5(string_agg(t::text, E'\\n' order by t::text)) || count(*) from view.{table} t")}");
        return rows;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
