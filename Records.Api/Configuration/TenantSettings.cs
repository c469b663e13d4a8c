using System.Text.RegularExpressions;
using Npgsql;
using Records.Actors;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Numbering;
using Records.Core.Deciding;
using Records.Core.People;
using Records.Core.Ports;
using Records.Storage.Keys;
using Records.Storage.Log;

namespace Records.Api.Configuration;

/// <summary>One tenant (Mandant): where its records lie, what opens them, and whose tokens it trusts.</summary>
/// <param name="Name">Short name for addresses and logs: lower-case letters, digits, hyphens.</param>
/// <param name="Id">Part of every hash of its history; never changed.</param>
/// <param name="Database">Connection string of the database with the events.</param>
/// <param name="KeyDatabase">Connection string of the database with the wrapped keys, in another cluster.</param>
/// <param name="KekFolder">The folder with the keys that wrap all others, one file an epoch; readable by this program
/// alone.</param>
/// <param name="Objects">Where the sealed documents lie.</param>
/// <param name="Issuer">Who signs the tokens of its users (OpenID Connect); an exact string, as tokens carry
/// it.</param>
/// <param name="Audience">What a token must be made out to.</param>
/// <param name="Units">Its organisational units (Organisationseinheiten), at least one.</param>
public sealed partial record TenantSettings(
    string Name,
    TenantId Id,
    string Database,
    string KeyDatabase,
    string KekFolder,
    ObjectSettings Objects,
    string Issuer,
    string Audience,
    ValueList<UnitSettings> Units)
{
    /// <summary>How file references are written, and how many files lie under a leaf of the file plan.</summary>
    public OpeningRules Opening { get; init; } = OpeningRules.Default;

    /// <summary>
    /// The folder with the key that signs its log, and with what was signed last; readable by this program alone.
    /// </summary>
    public required string LogKeyFolder { get; init; }

    /// <summary>Whether its log is read without a token: hashes and times, and nothing of what happened.</summary>
    public bool PublishesLog { get; init; }

    /// <summary>What it has decided where the rules leave it the choice.</summary>
    public RuleSettings Rules { get; init; } = new(Choice.Forbidden, Choice.Forbidden);

    /// <summary>How matters are numbered from now on.</summary>
    public MatterNumbering MatterNumbering { get; init; } = MatterNumbering.Default;

    /// <summary>Whether the text can name a tenant in addresses, logs and files.</summary>
    internal static bool IsShortName(string name) => ShortName().IsMatch(name);

    internal static TenantSettings Read(SettingsSection section)
    {
        var tenant = new TenantSettings(
            section.Text("Name", "the tenant's short name"),
            new(section.Id("Id", "the tenant's UUID")),
            Connection(section, "Database", "the connection string of the tenant's database"),
            Connection(section, "KeyDatabase", "the connection string of the tenant's key database"),
            ReadKeyFolder(
                section, "KekFolder", "the folder with the tenant's key-encryption keys", path => new FileKeks(path)),
            section.TextOrPart("Objects", "the folder for the tenant's sealed documents, or a section for an S3 store",
                ObjectSettings.ReadFolder, ObjectSettings.ReadS3),
            section.Address("Issuer", "the address of the OpenID Connect issuer", null, "https", "http").OriginalString,
            section.Text("Audience", "what the tokens must be made out to"),
            section.Each("Units", UnitSettings.Read))
        {
            LogKeyFolder = ReadKeyFolder(
                section, "LogKeyFolder", "the folder with the key that signs the tenant's log",
                path => new FileLogSigner(path)),
            PublishesLog = section.Choice("Log", LogReaders.Auditors) == LogReaders.Everybody,
            Rules = section.Part("Rules", RuleSettings.Read),
            MatterNumbering = section.Part("Numbering", ReadNumbering),
            Opening = new(
                ReadPattern(section),
                (int)section.Number("MaxFilesPerLeaf", OpeningRules.Default.MaxFilesPerLeaf, 1, 1_000_000)),
        };

        if (tenant.Name.Length > 0 && !IsShortName(tenant.Name))
            section.Object("Name", $"is '{tenant.Name}'; it must begin with a letter and have 2 to 40 lower-case "
                + "letters, digits or hyphens.");
        if (tenant.Units.Count == 0)
            section.Object("Units", "is empty; a tenant has at least one organisational unit.");
        if (Server(tenant.Database) is { } server && server == Server(tenant.KeyDatabase))
            section.Object("KeyDatabase", "lies in the same PostgreSQL cluster as Database; the backups of one cluster "
                + "share all its databases, so an erased key would live on.");
        return tenant;
    }

    /// <summary>What no tenant can know alone: names, ids and databases are given once.</summary>
    internal static void CheckTogether(ValueList<TenantSettings> tenants, SettingsSection section)
    {
        if (tenants.Count == 0)
            section.Object("Tenants", "is empty; there must be at least one tenant.");
        Once("Name", tenant => tenant.Name);
        Once("Id", tenant => tenant.Id.Value == Guid.Empty ? "" : tenant.Id.Value.ToString());
        Once("Database", tenant => tenant.Database, secret: true);
        Once("KeyDatabase", tenant => tenant.KeyDatabase, secret: true);
        Once("KekFolder", tenant => tenant.KekFolder);
        Once("LogKeyFolder", tenant => tenant.LogKeyFolder);
        Once("Objects", tenant => tenant.Objects.Location);
        Apart();

        void Once(string key, Func<TenantSettings, string> value, bool secret = false)
        {
            for (var later = 1; later < tenants.Count; later++)
            {
                var mine = value(tenants[later]);
                var earlier = Enumerable.Range(0, later).FirstOrDefault(i => value(tenants[i]) == mine, later);
                if (mine.Length > 0 && earlier < later)
                    section.Object($"Tenants:{later}:{key}",
                        $"is {(secret ? "" : $"'{mine}', ")}the same as that of tenant {earlier}; "
                        + "each tenant has its own.");
            }
        }

        // One tenant's objects below another's would be strangers there, and swept.
        void Apart()
        {
            for (var later = 1; later < tenants.Count; later++)
                for (var earlier = 0; earlier < later; earlier++)
                {
                    var (mine, other) = (tenants[later].Objects, tenants[earlier].Objects);
                    if (mine.IsWithin(other) || other.IsWithin(mine))
                        section.Object($"Tenants:{later}:Objects",
                            $"is '{mine.Location}', and that of tenant {earlier} is '{other.Location}'; "
                            + "neither may lie within the other.");
                }
        }
    }

    private static MatterNumbering ReadNumbering(SettingsSection section) => new(
        section.Formed("Matters", MatterNumbering.Default.Matters, text => NumberPattern.Parse(text, "file"),
            "{file}-{number:00}, with what parts the two free of digits, spaces and braces"),
        section.Formed("SubMatters", MatterNumbering.Default.SubMatters, text => NumberPattern.Parse(text, "matter"),
            "{matter}.{number:00}, with what parts the two free of digits, spaces and braces"));

    private static string Connection(SettingsSection section, string key, string meaning)
    {
        var value = section.Text(key, meaning);
        if (value.Length == 0)
            return value;

        try
        {
            var parts = new NpgsqlConnectionStringBuilder(value);
            if (string.IsNullOrEmpty(parts.Host) || string.IsNullOrEmpty(parts.Database))
                section.Object(key, "must name Host and Database.");
        }
        catch (ArgumentException)
        {
            // The message of the library repeats the value, and the value may hold a password.
            section.Object(key, "is no connection string; it looks like "
                + "Host=db.example;Database=records_town;Username=records_server;Password=...");
        }

        return value;
    }

    private static string ReadKeyFolder(SettingsSection section, string key, string meaning, Func<string, object> open)
    {
        var path = section.Text(key, meaning);
        if (path.Length == 0)
            return path;

        try
        {
            open(path);
        }
        catch (Exception e) when (e is KekException or LogKeyException)
        {
            section.Object(key, $"is '{path}'. {e.Message}");
        }
        catch (UnauthorizedAccessException)
        {
            section.Object(key, $"is '{path}'; it cannot be read by the user {Environment.UserName}.");
        }
        return path;
    }

    private static FileReferencePattern ReadPattern(SettingsSection section)
    {
        var text = section.OptionalText("FileReferencePattern") ?? FileReferencePattern.Default.Text;
        if (FileReferencePattern.TryRead(text) is { } pattern)
            return pattern;
        section.Object("FileReferencePattern", $"is '{text}'; it must have at most 60 characters, {{number}} or "
            + "{number:0000}, perhaps {plan} and {year}, each once, and between two of them a character that is "
            + $"neither letter nor digit, as in {FileReferencePattern.Default.Text}.");
        return FileReferencePattern.Default;
    }

    private static (string?, int)? Server(string connection)
    {
        try
        {
            var parts = new NpgsqlConnectionStringBuilder(connection);
            return string.IsNullOrEmpty(parts.Host) ? null : (parts.Host.ToUpperInvariant(), parts.Port);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{1,39}$")]
    private static partial Regex ShortName();
}

/// <summary>Who may read a tenant's published log.</summary>
public enum LogReaders
{
    /// <summary>Who may read histories.</summary>
    Auditors,

    /// <summary>Everybody, without a token.</summary>
    Everybody,
}

/// <summary>An organisational unit (Organisationseinheit) of a tenant.</summary>
public sealed record UnitSettings(UnitId Id, string Name)
{
    internal static UnitSettings Read(SettingsSection section) =>
        new(new(section.Id("Id", "the unit's UUID")), section.Text("Name", "the unit's name"));
}
