using Records.Api.Configuration;
using Records.Storage.Objects;
using Xunit;
using static Records.Tests.Configuration.SettingsTests;

namespace Records.Tests.Configuration;

/// <summary>Where a tenant's documents lie, as an administrator may write it.</summary>
internal static class S3SettingsTests
{
    private const string Secret = "geheimgeheimgeheim";

    private static readonly (string Key, string? Value)[] InS3 =
    [
        ("Tenants:0:Objects", null),
        ("Tenants:0:Objects:Endpoint", "https://s3.example:9000"),
        ("Tenants:0:Objects:Bucket", "records"),
        ("Tenants:0:Objects:AccessKey", "AKIAX"),
        ("Tenants:0:Objects:SecretKey", Secret),
    ];

    private static readonly (string Name, string Key, string Value, string Sentence)[] Wrong =
    [
        ("an endpoint with a path", "Endpoint", "https://s3.example/x",
            "is 'https://s3.example/x'; it must end after the port, without a path."),
        ("an endpoint that is no address", "Endpoint", "s3.example",
            "is 's3.example'; it must be an address that begins with https or http://."),
        ("a bucket no store can have", "Bucket", "Akten_2026",
            "is 'Akten_2026'; it must have 3 to 63 lower-case letters, digits, dots or hyphens."),
        ("a prefix that runs into its neighbours", "Prefix", "stadt",
            "is 'stadt'; it must consist of letters, digits, dots, hyphens and underscores between slashes, "
            + "and end in a slash, such as 'stadt/'."),
        ("a prefix that climbs", "Prefix", "../", "is '../'; it must consist of"),
        ("a region of several words", "Region", "hier und da", "is 'hier und da'; it must consist of"),
        ("no patience", "TimeoutSeconds", "0", "is '0'; it must be a whole number from 1 to 600."),
        ("another way to write once", "WriteOnce", "Maybe", "is 'Maybe'; it can be Conditional or LookFirst."),
        ("what nobody knows", "Buckett", "x", "is not known; did you mean Records:Tenants:0:Objects:Bucket?"),
    ];

    public static Test Objects => TestList("of objects",
        TestCase("a single value is a folder", () => Assert.Equal(
            new ObjectSettings.Folder("/srv/musterstadt"), Assert.Single(Read([]).Tenants).Objects)),
        TestCase("a section is a place in an S3 store, with sensible fallbacks", () => Assert.Equal(
            new S3Place(new("https://s3.example:9000"), "records", "", "us-east-1", "AKIAX", Secret),
            PlaceOf(Read(InS3)))),
        TestCase("everything that can be said is read", () => Assert.Equal(
            new S3Place(new("https://s3.example:9000"), "records", "akten/stadt/", "de-1", "AKIAX", Secret)
            {
                WriteOnce = S3WriteOnce.LookFirst,
                Timeout = TimeSpan.FromSeconds(7),
            },
            PlaceOf(Read([
                .. InS3, In("Prefix", "akten/stadt/"), In("Region", "de-1"), In("WriteOnce", "LookFirst"),
                In("TimeoutSeconds", "7")])))),
        TestEach("refuse", Wrong.Select(wrong => wrong.Name), name =>
        {
            var wrong = Wrong.First(wrong => wrong.Name == name);
            Assert.StartsWith($"Records:Tenants:0:Objects:{wrong.Key} {wrong.Sentence}",
                Assert.Single(Problems([.. InS3, In(wrong.Key, wrong.Value)])));
        }),
        TestCase("name everything that is missing at once", () => Assert.Equal(
            ["Endpoint", "Bucket", "AccessKey", "SecretKey"],
            Problems(("Tenants:0:Objects", null), In("Prefix", "stadt/"))
                .Select(problem => problem.Split(' ')[0].Split(':')[^1]))),
        TestCase("a folder and a section at once are refused", () => Assert.Contains(
            Problems([.. InS3, ("Tenants:0:Objects", "/srv/musterstadt")]),
            problem => problem.StartsWith("Records:Tenants:0:Objects is the single value", StringComparison.Ordinal))),
        TestCase("the secret may lie in a file of its own", () =>
        {
            using var file = new TemporaryFile(Secret + "\n");
            File.SetUnixFileMode(file.Path, UnixFileMode.UserRead);
            Assert.Equal(Secret, PlaceOf(Read([.. WithoutSecret, In("SecretKeyFile", file.Path)])).SecretKey);
        }),
        TestCase("the secret does not lie in two places", () => Assert.Contains(
            Problems([.. InS3, In("SecretKeyFile", "/no/such/file")]), problem => problem.Contains(
                "SecretKeyFile is given beside SecretKey; only one of the two can hold.", StringComparison.Ordinal))),
        TestCase("a file of the secret that others can read is refused", () =>
        {
            using var file = new TemporaryFile(Secret);
            File.SetUnixFileMode(file.Path, UnixFileMode.UserRead | UnixFileMode.OtherRead);
            var problem = Assert.Single(Problems([.. WithoutSecret, In("SecretKeyFile", file.Path)]));
            Assert.Contains("which others can read; chmod 600", problem, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, problem, StringComparison.Ordinal);
        }),
        TestCase("a file of the secret that is empty or missing is refused", () =>
        {
            using var file = new TemporaryFile("");
            File.SetUnixFileMode(file.Path, UnixFileMode.UserRead);
            Assert.EndsWith("which is empty.",
                Assert.Single(Problems([.. WithoutSecret, In("SecretKeyFile", file.Path)])));
            Assert.Contains("cannot be read",
                Assert.Single(Problems([.. WithoutSecret, In("SecretKeyFile", "/no/such/file")])),
                StringComparison.Ordinal);
        }),
        TestCase("no tenant's lie within another's", () =>
        {
            Assert.Contains(
                Problems([.. InS3, .. Tenant(1), ("Tenants:1:Objects", null), .. Second("stadt/")]),
                problem => problem == "Records:Tenants:1:Objects is 'https://s3.example:9000/records/stadt/', and that "
                    + "of tenant 0 is 'https://s3.example:9000/records/'; neither may lie within the other.");
            Assert.Contains(
                Problems([.. Tenant(1), ("Tenants:1:Objects", "/srv/musterstadt/andere")]),
                problem => problem.EndsWith("neither may lie within the other.", StringComparison.Ordinal));
            Assert.DoesNotContain(
                Problems([
                    .. InS3, In("Prefix", "stadt/"), .. Tenant(1), ("Tenants:1:Objects", null), .. Second("stadt2/")]),
                problem => problem.Contains("Objects", StringComparison.Ordinal));
        }),
        TestCase("are shown without the keys", () =>
        {
            var shown = ShownSettings.Of(SettingsTests.Configuration(InS3))
                .ToDictionary(setting => setting.Key, setting => setting.Value);
            Assert.Equal("***", shown["Records:Tenants:0:Objects:SecretKey"]);
            Assert.Equal("***", shown["Records:Tenants:0:Objects:AccessKey"]);
            Assert.Equal("records", shown["Records:Tenants:0:Objects:Bucket"]);
        }));

    private static IEnumerable<(string Key, string? Value)> WithoutSecret =>
        InS3.Where(setting => !setting.Key.EndsWith("SecretKey", StringComparison.Ordinal));

    private static IEnumerable<(string Key, string? Value)> Second(string prefix) =>
    [
        .. InS3.Skip(1).Select(setting => (setting.Key.Replace(":0:", ":1:", StringComparison.Ordinal), setting.Value)),
        ("Tenants:1:Objects:Prefix", prefix),
    ];

    private static (string, string?) In(string key, string value) => ($"Tenants:0:Objects:{key}", value);

    private static S3Place PlaceOf(RecordsSettings settings) =>
        ((ObjectSettings.S3)Assert.Single(settings.Tenants).Objects).Place;
}
