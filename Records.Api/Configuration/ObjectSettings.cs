using System.Text.RegularExpressions;
using Records.Storage.Objects;

namespace Records.Api.Configuration;

/// <summary>Where a tenant's sealed documents lie.</summary>
public abstract partial record ObjectSettings
{
    private const UnixFileMode Others = (UnixFileMode)0b000_111_111;

    private ObjectSettings() { }

    /// <summary>In a folder of this machine, or one that looks like it.</summary>
    public sealed record Folder(string Path) : ObjectSettings
    {
        internal override string Location =>
            Path.Length == 0 ? "" : System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(Path));
    }

    /// <summary>In an S3 store.</summary>
    public sealed record S3(S3Place Place) : ObjectSettings
    {
        internal override string Location =>
            Place.Bucket.Length == 0 ? "" : $"{Place.Endpoint}{Place.Bucket}/{Place.Prefix}";
    }

    /// <summary>The place as one text: what lies in the same place, or within it, says so. Empty when unknown.</summary>
    internal abstract string Location { get; }

    /// <summary>Whether it lies somewhere below the other, and is not the same.</summary>
    internal bool IsWithin(ObjectSettings other) => GetType() == other.GetType() && other.Location.Length > 0
        && Location.Length > other.Location.Length
        && Location.StartsWith(other.Location.TrimEnd('/') + "/", StringComparison.Ordinal);

    internal static ObjectSettings ReadFolder(string path) => new Folder(path);

    internal static ObjectSettings ReadS3(SettingsSection section)
    {
        var endpoint = section.Address("Endpoint", "the address of the S3 store", null, "https", "http");
        if (endpoint.PathAndQuery != "/")
            section.Object("Endpoint", $"is '{endpoint}'; it must end after the port, without a path.");
        return new S3(new(
            endpoint,
            section.Text("Bucket", "the bucket with the tenant's sealed documents", BucketName(),
                "must have 3 to 63 lower-case letters, digits, dots or hyphens."),
            section.OptionalText("Prefix", "", PrefixName(), "must consist of letters, digits, dots, hyphens and "
                + "underscores between slashes, and end in a slash, such as 'stadt/'."),
            section.OptionalText("Region", "us-east-1", RegionName(), "must consist of letters, digits and hyphens."),
            section.Text("AccessKey", "the access key of the S3 store"),
            ReadSecret(section))
        {
            WriteOnce = section.Choice("WriteOnce", S3WriteOnce.Conditional),
            Timeout = TimeSpan.FromSeconds(section.Number("TimeoutSeconds", 30, 1, 600)),
        });
    }

    // In the environment, or in a file that somebody else keeps; never in both, because nobody would know which holds.
    private static string ReadSecret(SettingsSection section)
    {
        var (given, file) = (section.OptionalText("SecretKey"), section.OptionalText("SecretKeyFile"));
        if (given is not null && file is not null)
            section.Object("SecretKeyFile", "is given beside SecretKey; only one of the two can hold.");
        if (given is not null || file is null)
            return given ?? section.Text("SecretKey", "the secret key of the S3 store, or SecretKeyFile names a file "
                + "that holds it");

        try
        {
            if ((File.GetUnixFileMode(file) & Others) != 0)
                section.Object("SecretKeyFile", $"is '{file}', which others can read; chmod 600 {file}");
            if (File.ReadAllText(file).Trim() is { Length: > 0 } secret)
                return secret;
            section.Object("SecretKeyFile", $"is '{file}', which is empty.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            section.Object("SecretKeyFile", $"is '{file}'; it cannot be read by the user {Environment.UserName}.");
        }
        return "";
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$")]
    private static partial Regex BucketName();

    [GeneratedRegex("^([A-Za-z0-9_-][A-Za-z0-9._-]*/)+$")]
    private static partial Regex PrefixName();

    [GeneratedRegex("^[A-Za-z0-9-]{1,64}$")]
    private static partial Regex RegionName();
}
