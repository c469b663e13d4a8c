using System.Data.Common;
using Records.Core.Deciding;

namespace Records.Api.Configuration;

/// <summary>
/// The settings as they may be shown to a person, in a ticket or on a screen: every secret is masked.
/// </summary>
public static class ShownSettings
{
    private const string Mask = "***";

    private static readonly ValueList<string> ConnectionKeys = ["Database", "KeyDatabase"];

    // What is not on this list is masked: a misspelt Password must not be shown because nobody knows it.
    private static readonly ValueList<string> OpenKeys =
    [
        "Url", "Name", "Id", "KekFolder", "LogKeyFolder", "Log", "Objects", "Issuer", "Audience",
        "Sandbox", "Children", "WorkFolder", "Connections", "RequestBytes", "UploadBytes", "Requests",
        "LiveFiles", "MemoryBytes", "Endpoint", "MetricsUrl",
        "Url", "Name", "Id", "FileReferencePattern", "MaxFilesPerLeaf", "KekFolder", "Objects", "Issuer", "Audience",
        "Sandbox", "Children", "WorkFolder", "Copies", "Connections", "RequestBytes", "UploadBytes", "Requests",
        "LiveFiles", "MemoryBytes", "Endpoint", "MetricsUrl",
        "Bucket", "Prefix", "Region", "SecretKeyFile", "WriteOnce", "TimeoutSeconds",
        "CancelIncoming", "Deletion",
    ];

    private static readonly ValueList<string> SecretWords =
        ["password", "passwort", "passfile", "pwd", "secret", "token", "key"];

    /// <summary>Full name and value of each setting that is set somewhere, in the order of names.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(IConfiguration configuration) =>
        from setting in configuration.GetSection(RecordsSettings.SectionName).AsEnumerable()
        where setting.Value is not null
        orderby setting.Key
        let key = setting.Key[(setting.Key.LastIndexOf(':') + 1)..]
        select KeyValuePair.Create(setting.Key, Shown(key, setting.Value!));

    private static string Shown(string key, string value) =>
        ConnectionKeys.Contains(key, StringComparer.OrdinalIgnoreCase) ? Connection(value)
        : OpenKeys.Contains(key, StringComparer.OrdinalIgnoreCase) ? Address(value)
        : Mask;

    private static string Connection(string value)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = value };
            foreach (var name in parts.Keys.Cast<string>().Where(IsSecret).ToArray())
                parts[name] = Mask;
            return parts.ConnectionString;
        }
        catch (ArgumentException)
        {
            return Mask;
        }
    }

    private static bool IsSecret(string name) =>
        SecretWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static string Address(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var address) && address.UserInfo.Length > 0
            ? new UriBuilder(address) { UserName = Mask, Password = "" }.Uri.ToString()
            : value;
}
