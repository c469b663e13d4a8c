using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Records.Api.Configuration;
using Records.Api.Tokens;
using Records.Storage.Posix;
using Records.Storage.Postgres;

namespace Records.Api.Embedded;

/// <summary>
/// The settings file of an embedded installation. Embedded mode is the ordinary program with settings that it
/// writes itself: tenants, limits and whatever else an administrator adds stay; addresses and paths, which follow
/// from the folder and the port, are written anew at every start.
/// </summary>
internal static class EmbeddedSettings
{
    private static readonly JsonSerializerOptions Readable =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Brings the file up to date and reads it. Throws <see cref="SettingsException"/> when it was edited into
    /// something unusable.
    /// </summary>
    /// <param name="url">Where to listen; null leaves what the file says.</param>
    public static JsonObject Update(DataFolder folder, EmbeddedClusters clusters, Uri? url)
    {
        var root = Read(folder);
        var records = Section(root, RecordsSettings.SectionName);
        var listen = Section(records, "Listen");
        if (url is not null)
            listen["Url"] = url.GetLeftPart(UriPartial.Authority);
        listen["Url"] ??= "http://127.0.0.1:8080";
        Section(records, "Text")["WorkFolder"] = folder.Work;

        if (records["Tenants"] is null)
            records["Tenants"] = DemoTenants();
        if (records["Tenants"] is not JsonArray tenants)
            throw new SettingsException([$"Records:Tenants in {folder.Settings} must be a list."]);
        foreach (var tenant in tenants)
            Complete(tenant as JsonObject
                ?? throw new SettingsException([$"Each of Records:Tenants in {folder.Settings} must be an object."]));

        return root;

        void Complete(JsonObject tenant)
        {
            var name = TenantName(tenant, folder);
            tenant["Database"] = clusters.Main.ConnectionString(DatabaseOf(name), Roles.Server);
            tenant["KeyDatabase"] = clusters.Keys.ConnectionString(DatabaseOf(name), Roles.Server);
            tenant["KekFolder"] = folder.Kek(name);
            tenant["LogKeyFolder"] = folder.LogKey(name);
            // An S3 store is the administrator's own choice and stays; only a folder follows from ours.
            if (tenant["Objects"] is not JsonObject)
                tenant["Objects"] = folder.Objects(name);

            // The local issuer knows the demo towns and nobody else; other tenants bring their own.
            if (!DemoPeople.Towns.ContainsKey(name))
                return;
            tenant["Issuer"] = $"{listen["Url"]}/issuer/{name}";
            tenant["Audience"] = LocalIssuer.Audience;
        }
    }

    /// <summary>The names of the tenants in the settings, in order.</summary>
    public static IEnumerable<string> TenantNames(JsonObject root, DataFolder folder) =>
        from tenant in root[RecordsSettings.SectionName]!["Tenants"]!.AsArray()
        select TenantName(tenant.AsObject(), folder);

    /// <summary>The tenant's database in either cluster. PostgreSQL's plain names know no hyphen.</summary>
    public static string DatabaseOf(string tenant) => $"records_{tenant.Replace('-', '_')}";

    /// <summary>Writes the file unless it says the same already.</summary>
    public static void Write(DataFolder folder, JsonObject root)
    {
        var text = root.ToJsonString(Readable) + "\n";
        if (!File.Exists(folder.Settings) || File.ReadAllText(folder.Settings) != text)
            Durable.Replace(folder.Settings, System.Text.Encoding.UTF8.GetBytes(text));
    }

    // What the configuration reader accepts, this one accepts.
    private static JsonDocumentOptions Lenient { get; } =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private static JsonObject Read(DataFolder folder)
    {
        if (!File.Exists(folder.Settings))
            return [];

        // Says what is wrong with the file in the same words as for every other settings file.
        SettingsFile.LoadOnly(folder.Settings);
        return JsonNode.Parse(File.ReadAllText(folder.Settings), documentOptions: Lenient)!.AsObject();
    }

    private static JsonObject Section(JsonObject parent, string name)
    {
        if (parent[name] is JsonObject section)
            return section;

        JsonObject made = [];
        parent[name] = made;
        return made;
    }

    private static string TenantName(JsonObject tenant, DataFolder folder) =>
        tenant["Name"] is JsonValue value && value.TryGetValue<string>(out var name) && TenantSettings.IsShortName(name)
            ? name
            : throw new SettingsException(
            [
                $"Each of Records:Tenants in {folder.Settings} needs a Name of lower-case letters, digits and hyphens.",
            ]);

    private static JsonArray DemoTenants() =>
        [.. DemoPeople.Towns.Values.OrderBy(town => town.Tenant, StringComparer.Ordinal).Select(Tenant)];

    private static JsonObject Tenant(DemoTown town) => new()
    {
        ["Name"] = town.Tenant,
        ["Id"] = Guid.NewGuid().ToString(),
        ["Units"] = new JsonArray([.. UnitsOf(town).Select(Unit)]),
    };

    private static IEnumerable<DemoUnit> UnitsOf(DemoTown town) =>
        town.People.Select(person => person.Unit).Distinct().OrderBy(unit => unit.Number, StringComparer.Ordinal);

    private static JsonObject Unit(DemoUnit unit) => new() { ["Id"] = unit.Id.Value.ToString(), ["Name"] = unit.Name };
}
