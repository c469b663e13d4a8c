using System.Globalization;
using Npgsql;
using Records.Core.Deciding;

namespace Records.Storage.Postgres;

/// <summary>
/// Whether a database may hold records at all. What it promises rests on these settings: without them an acknowledged
/// event can be lost in a power cut, or a flipped bit be read as truth.
/// </summary>
public static class StartupChecks
{
    /// <summary>The oldest version the program is tested with, as PostgreSQL counts them.</summary>
    public const int OldestVersion = 150_000;

    /// <summary>
    /// A German sentence for every unsafe setting, as the serving program's own login sees them; none: it may serve.
    /// </summary>
    public static async Task<ValueList<string>> FindUnsafeAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        const string sql = """
            select name, setting
              from pg_settings
             where name in ('server_version_num', 'data_checksums', 'fsync', 'full_page_writes', 'synchronous_commit',
                            'wal_level')
            """;

        var settings = new Dictionary<string, string>();
        await using var command = database.CreateCommand(sql);
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
            settings.Add(row.GetString(0), row.GetString(1));

        return [.. Judge(settings)];
    }

    /// <summary>
    /// Judges the settings by name and value. One that is missing is unsafe: nobody knows what it would say.
    /// </summary>
    internal static IEnumerable<string> Judge(IReadOnlyDictionary<string, string> settings)
    {
        var version = settings.GetValueOrDefault("server_version_num", "0");
        if (int.Parse(version, CultureInfo.InvariantCulture) < OldestVersion)
            yield return $"PostgreSQL ist zu alt (server_version_num = {version}). Nötig ist Version 15 oder neuer.";

        foreach (var (name, safe, danger) in Rules)
        {
            var found = settings.GetValueOrDefault(name, "unbekannt");
            if (!safe.Contains(found))
                yield return $"Die Einstellung {name} steht auf „{found}“, nötig ist „{safe[0]}“: {danger}";
        }
    }

    private static readonly (string Name, ValueList<string> Safe, string Danger)[] Rules =
    [
        ("data_checksums", ["on"],
            "Ein gekipptes Bit auf der Platte würde unbemerkt gelesen. "
            + "Abhilfe bei gestopptem Server: pg_checksums --enable."),
        ("fsync", ["on"], "Ein Stromausfall könnte bestätigte Ereignisse löschen oder die Datenbank zerstören."),
        ("full_page_writes", ["on"], "Ein Stromausfall könnte halb geschriebene Seiten hinterlassen."),
        ("synchronous_commit", ["on", "remote_apply"], "Bestätigte Ereignisse könnten nach einem Absturz fehlen."),
        ("wal_level", ["replica", "logical"],
            "Eine laufende Sicherung und eine Wiederherstellung auf einen Zeitpunkt wären nicht möglich."),
    ];
}
