using Microsoft.Extensions.Configuration;
using Records.Api.Configuration;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Numbering;
using Records.Storage.Keys;
using Records.Storage.Log;
using Xunit;

namespace Records.Tests.Configuration;

/// <summary>What an administrator may write, and what he is told when it cannot be used.</summary>
public sealed class SettingsTests : Suite<SettingsTests>, ISuite
{
    private const string TenantId = "0198c1d2-8f00-7c4e-b7a6-3d5e9f1a2b4c";

    public static Test Tests => TestList("settings",
        TestCase("with every value of one tenant given are read as they stand", () =>
        {
            var settings = Read([]);
            Assert.Equal("musterstadt", Assert.Single(settings.Tenants).Name);
            Assert.Equal("Hauptamt", Assert.Single(settings.Tenants[0].Units).Name);
            Assert.Equal(new Uri("http://127.0.0.1:8080"), settings.Listen.Url);
        }),
        TestCase("have a fallback wherever there is a sensible one", () =>
        {
            var settings = Read([]);
            Assert.Equal(TextSandbox.Bubblewrap, settings.Text.Sandbox);
            Assert.Equal(5L << 30, settings.Limits.UploadBytes);
        }),
        TestCase("are named with all their problems at once", () => Assert.Equal(
            [
                "Records:Listen:Url is 'ftp://here'; it must be an address that begins with http://.",
                "Records:Tenants:0:Issuer is missing; it is the address of the OpenID Connect issuer.",
                "Records:Text:Children is 'many'; it must be a whole number from 1 to 256.",
            ],
            Problems(("Listen:Url", "ftp://here"), ("Tenants:0:Issuer", null), ("Text:Children", "many")))),
        TestCase("say how matters are numbered", () =>
        {
            var numbering = Read([("Tenants:0:Numbering:SubMatters", "{matter}/T{number}")]).Tenants[0].MatterNumbering;
            Assert.Equal("63.2-2026/0417-03", numbering.Of(new FileReference("63.2-2026/0417"), 3).Value);
            Assert.Equal("63.2-2026/0417-03/T1", numbering.Of(new MatterReference("63.2-2026/0417-03"), 1).Value);
        }),
        TestList("that are unknown are refused",
            TestCase("with the known ones in the sentence", () => Assert.Equal(
                ["Records:Text:Colour is not known. Known here: Children, Copies, Sandbox, WorkFolder."],
                Problems(("Text:Colour", "red")))),
            TestCase("with the one that was probably meant", () => Assert.Equal(
                ["Records:Tenants:0:Audiance is not known; did you mean Records:Tenants:0:Audience?"],
                Problems(("Tenants:0:Audiance", "x")))),
            TestCase("in a section nobody knows", () => Assert.Equal(
                ["Records:Metrics is not known. Known here: Limits, Listen, Telemetry, Tenants, Text."],
                Problems(("Metrics:Port", "1")))),
            TestCase("in a list that is no list", () => Assert.Equal(
                ["Records:Tenants:main is not known: this is a list, so its keys are 0, 1, 2 and so on."],
                Problems(("Tenants:main:Name", "x"))))),
        TestList("of the wrong kind are refused",
            TestCase("a value where a section belongs", () => Assert.Equal(
                ["Records:Limits is the single value '5'; it must be a section with keys of its own."],
                Problems(("Limits", "5")))),
            TestCase("a pattern that parts file and number by nothing", () => Assert.Equal(
                ["Records:Tenants:0:Numbering:Matters is '{file}{number}'; it must look like {file}-{number:00}, "
                    + "with what parts the two free of digits, spaces and braces."],
                Problems(("Tenants:0:Numbering:Matters", "{file}{number}")))),
            TestCase("a section where a value belongs", () => Assert.Contains(
                "Records:Tenants:0:Audience is a section; it must be a single value.",
                Problems(("Tenants:0:Audience:x", "y")))),
            TestCase("a number out of its range", () => Assert.Equal(
                ["Records:Text:Children is '0'; it must be a whole number from 1 to 256."],
                Problems(("Text:Children", "0")))),
            TestCase("a number in the place of a name", () => Assert.Equal(
                ["Records:Text:Sandbox is '1'; it can be Bubblewrap or LimitsOnly."], Problems(("Text:Sandbox", "1")))),
            TestCase("a switch that is neither", () => Assert.Equal(
                ["Records:Text:Copies is 'maybe'; it can be Made or None."], Problems(("Text:Copies", "maybe")))),
            TestCase("an address with a path to listen on", () => Assert.Equal(
                ["Records:Listen:Url is 'http://127.0.0.1/records'; it must end after the port, without a path."],
                Problems(("Listen:Url", "http://127.0.0.1/records")))),
            TestCase("a zero UUID", () => Assert.StartsWith(
                "Records:Tenants:0:Id is '00000000-",
                Assert.Single(Problems(("Tenants:0:Id", Guid.Empty.ToString())))))),
        TestList("of tenants",
            TestCase("name at least one", () =>
                Assert.Contains("Records:Tenants is empty; there must be at least one tenant.", NoTenant())),
            TestCase("are not shared between two", () => Assert.Equal(
                [
                    "Records:Tenants:1:Name is 'musterstadt', the same as that of tenant 0; each tenant has its own.",
                    $"Records:Tenants:1:Id is '{TenantId}', the same as that of tenant 0; each tenant has its own.",
                    "Records:Tenants:1:Database is the same as that of tenant 0; each tenant has its own.",
                    "Records:Tenants:1:KeyDatabase is the same as that of tenant 0; each tenant has its own.",
                    "Records:Tenants:1:Objects is '/srv/musterstadt', the same as that of tenant 0; "
                        + "each tenant has its own.",
                ],
                Problems([.. Tenant(1)]).Where(problem => !problem.Contains("KekFolder", StringComparison.Ordinal)
                    && !problem.Contains("LogKeyFolder", StringComparison.Ordinal)))),
            TestCase("do not open each other's records with one key file", () =>
            {
                using var keys = new KeyFolders();
                Assert.Contains(
                    $"Records:Tenants:1:KekFolder is '{keys.Kek}', the same as that of tenant 0; "
                        + "each tenant has its own.",
                    Problems([("Tenants:0:KekFolder", keys.Kek), .. Tenant(1), ("Tenants:1:KekFolder", keys.Kek)]));
            }),
            TestCase("keep keys out of the cluster of the events", () => Assert.Contains(
                "lies in the same PostgreSQL cluster as Database",
                Assert.Single(Problems(("Tenants:0:KeyDatabase", "Host=DB.example;Database=keys"))))),
            TestCase("do not repeat a broken connection string, which may hold a password", () =>
            {
                var problem = Assert.Single(Problems(("Tenants:0:Database", "Host=db.example;Pasword=geheim")));
                Assert.StartsWith("Records:Tenants:0:Database is no connection string", problem);
                Assert.DoesNotContain("geheim", problem);
            }),
            TestCase("R8 write references by the pattern they give, and 10,000 files lie under a leaf", () =>
            {
                Assert.Equal(10_000, Read([]).Tenants[0].Opening.MaxFilesPerLeaf);
                var chosen = Read([("Tenants:0:FileReferencePattern", "{year}-{number}"),
                    ("Tenants:0:MaxFilesPerLeaf", "3")]).Tenants[0].Opening;
                Assert.Equal(("{year}-{number}", 3), (chosen.Pattern.Text, chosen.MaxFilesPerLeaf));
            }),
            TestCase("R8 give a pattern that makes references unique", () => Assert.StartsWith(
                "Records:Tenants:0:FileReferencePattern is '{plan}-{year}'; it must have",
                Assert.Single(Problems(("Tenants:0:FileReferencePattern", "{plan}-{year}"))))),
            TestCase("name a folder that holds a key", () => Assert.Contains(
                "Im Ordner /no/such/folder liegt kein Schlüssel",
                Assert.Single(Problems(("Tenants:0:KekFolder", "/no/such/folder"))))),
            TestCase("name keys that nobody else may read", () =>
            {
                using var keys = new KeyFolders();
                File.SetUnixFileMode(Path.Combine(keys.Kek, "kek-1"), UnixFileMode.UserRead | UnixFileMode.GroupRead);
                Assert.Contains("können andere lesen", Assert.Single(Problems(("Tenants:0:KekFolder", keys.Kek))));
            }),
            TestCase("name the folder of a log key, which nobody else may read", () =>
            {
                using var keys = new KeyFolders();
                Assert.Contains("liegt kein Schlüssel des Protokolls",
                    Assert.Single(Problems(("Tenants:0:LogKeyFolder", keys.Kek))));
                File.SetUnixFileMode(Path.Combine(keys.Log, "log-key"), UnixFileMode.UserRead | UnixFileMode.GroupRead);
                Assert.Contains("können andere lesen", Assert.Single(Problems(("Tenants:0:LogKeyFolder", keys.Log))));
                File.SetUnixFileMode(Path.Combine(keys.Log, "log-key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
                File.WriteAllText(Path.Combine(keys.Log, "log-key"), "PRIVATE+KEY+");
                Assert.Contains("steht kein Schlüssel", Assert.Single(Problems(("Tenants:0:LogKeyFolder", keys.Log))));
            }),
            TestCase("let auditors read the log, or everybody", () =>
            {
                Assert.False(Read([]).Tenants[0].PublishesLog);
                Assert.True(Read([("Tenants:0:Log", "Everybody")]).Tenants[0].PublishesLog);
            })),
        S3SettingsTests.Objects,
        TestList("in files",
            TestCase("that are not there are refused by name", () => Assert.Equal(
                ["There is no settings file '/no/such/file.json'."],
                Assert.Throws<SettingsException>(() => SettingsFile.Load("/no/such/file.json")).Problems)),
            TestCase("that are not JSON are refused with the line", () =>
            {
                using var file = new TemporaryFile("{ \"Records\": { \n \"Listen\" }");
                Assert.Contains("LineNumber: 1",
                Assert.Single(Assert.Throws<SettingsException>(() => SettingsFile.Load(file.Path)).Problems));
            }),
            TestCase("beside the section Records are refused", () =>
            {
                using var file = new TemporaryFile("{ \"Listen\": { \"Url\": \"http://127.0.0.1:1\" } }");
                Assert.Equal([$"Listen is not known in {file.Path}; all settings lie in the section Records."],
                    Assert.Throws<SettingsException>(() => SettingsFile.Load(file.Path)).Problems);
            })));

    internal static RecordsSettings Read((string Key, string? Value)[] changes)
    {
        using var keys = new KeyFolders();
        return RecordsSettings.From(Configuration(
            [.. Tenant(0), ("Tenants:0:KekFolder", keys.Kek), ("Tenants:0:LogKeyFolder", keys.Log),
                ("Text:WorkFolder", "/var/tmp/records"), .. changes]));
    }

    internal static string[] Problems(params (string Key, string? Value)[] changes) =>
        [.. Assert.Throws<SettingsException>(() => Read(changes)).Problems];

    private static string[] NoTenant() =>
        [.. Assert.Throws<SettingsException>(() => RecordsSettings.From(Configuration([]))).Problems];

    internal static IConfiguration Configuration((string Key, string? Value)[] values)
    {
        Dictionary<string, string?> last = [];
        foreach (var (key, value) in values)
            last[$"Records:{key}"] = value;
        return new ConfigurationBuilder().AddInMemoryCollection(last.Where(pair => pair.Value is not null)).Build();
    }

    internal static IEnumerable<(string Key, string? Value)> Tenant(int number) =>
    [
        ($"Tenants:{number}:Name", "musterstadt"),
        ($"Tenants:{number}:Id", TenantId),
        ($"Tenants:{number}:Database", "Host=db.example;Database=records_musterstadt;Username=records;Password=geheim"),
        ($"Tenants:{number}:KeyDatabase", "Host=keys.example;Database=records_musterstadt;Password=geheim"),
        ($"Tenants:{number}:KekFolder", "given by the test"),
        ($"Tenants:{number}:LogKeyFolder", "given by the test"),
        ($"Tenants:{number}:Objects", "/srv/musterstadt"),
        ($"Tenants:{number}:Issuer", "https://login.example/realms/musterstadt"),
        ($"Tenants:{number}:Audience", "records"),
        ($"Tenants:{number}:Units:0:Id", "0198c1d2-8f00-7c4e-b7a6-3d5e9f1a2b4d"),
        ($"Tenants:{number}:Units:0:Name", "Hauptamt"),
    ];

    private sealed class KeyFolders : IDisposable
    {
        private readonly TestFolder folder = new();

        public KeyFolders()
        {
            FileKeks.Create(Kek);
            FileLogSigner.Create(Log, "musterstadt.example/log1");
        }

        public string Kek => Path.Combine(folder.Folder, "kek");
        public string Log => Path.Combine(folder.Folder, "log");

        public void Dispose() => folder.Dispose();
    }
}
