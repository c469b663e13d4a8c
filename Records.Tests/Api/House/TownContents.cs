namespace Records.Tests.Api.House;

/// <summary>All that is stored of a town, to be compared: every row of both databases, and every object.</summary>
internal static class TownContents
{
    // Leases are renewed by whoever holds them, whatever is asked.
    private const string Tables = """
        select string_agg(
            format(
                'select %L as name, count(*), md5(string_agg(t::text, chr(10) order by t::text)) as rows '
                    || 'from %I.%I as t', schemaname || '.' || tablename, schemaname, tablename), ' union all ')
        from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema') and tablename <> 'lease'
        """;

    extension(HouseTown town)
    {
        /// <summary>A line for each table and object; to be asked where nothing is read in the background.</summary>
        public async Task<string> ContentsAsync() => string.Join(
            '\n', await RowsAsync(town.Database), await RowsAsync(town.Keys), string.Join('\n', town.Objects));
    }

    private static async Task<string> RowsAsync(TestDatabase database)
    {
        var tables = await database.AsAdministratorAsync(Tables);
        return (string)(await database.AsAdministratorAsync(
            $"select string_agg(concat_ws(' ', name, count, rows), chr(10) order by name) from ({tables}) as every"))!;
    }
}
