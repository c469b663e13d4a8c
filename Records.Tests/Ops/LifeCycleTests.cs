using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Records.Storage.Embedded;
using Xunit;

namespace Records.Tests.Ops;

/// <summary>
/// The life of an embedded installation through the commands in ops/: real processes, real databases.
/// </summary>
public sealed class LifeCycleTests : Suite<LifeCycleTests>, ISuite
{
    public static Test Tests => Slow(TestList("ops/up",
        TestCase("is ready when it says so, ends on TERM and leaves no process", () => EndsOnAsync("TERM")),
        TestCase("ends on Ctrl-C and leaves no process", () => EndsOnAsync("INT")),
        TestCase("ends when its terminal closes and leaves no process", () => EndsOnAsync("HUP")),
        TestCase("runs in the background until ops/down ends it", DetachAsync),
        TestCase("gives a token to whoever asks on this machine", TokenAsync),
        TestCase("makes two tenants, their keys for nobody else's eyes, and keys apart from events", FirstStartAsync),
        TestCase("keeps its data over kill -9 and takes over the databases that were left running", SurvivesKillAsync),
        TestCase("builds nothing and makes nothing at a second start", SecondStartAsync),
        TestCase("says in one sentence that the port is taken, and starts nothing", PortTakenAsync),
        TestCase("refuses a second program on the same folder", FolderTakenAsync),
        TestCase("refuses to replace a key file that is lost", LostKeyAsync),
        TestCase("says in one sentence which setting of records.json cannot be used", BadSettingsAsync),
        AsRoot("gives the program and its databases to the user records", DropsRootAsync),
        AsRoot("copies the program out of a closed home and says so", ClosedHomeAsync),
        TestList("and then ops/down",
            TestCase("stops the databases a killed program left behind", StopsOrphansAsync),
            TestCase("never ends a stranger who was given the program's number", SparesStrangersAsync),
            TestCase("says that nothing runs where nothing runs", async () =>
            {
                await using var place = new Place();
                using var down = await Shell.RunAsync("down", "--data", place.Data);
                Assert.Equal((0, true), (down.ExitCode, down.Said.Contains("Nothing runs", StringComparison.Ordinal)));
            }))));

    private static async Task EndsOnAsync(string signal)
    {
        await using var place = new Place();
        using var up = await Shell.Start("up", place.Up()).HearAsync("Records is ready");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(place));

        await up.SignalAsync(signal);
        await up.EndAsync();

        Assert.Equal(0, up.ExitCode);
        Assert.Empty(place.Processes());
        Assert.False(File.Exists(Path.Combine(place.Data, "run", "records.pid")));
    }

    private static async Task DetachAsync()
    {
        await using var place = new Place();
        await StartAsync(place);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(place));

        using var down = await Shell.RunAsync("down", "--data", place.Data);

        Assert.Equal(0, down.ExitCode);
        Assert.Empty(place.Processes());
    }

    private static async Task TokenAsync()
    {
        await using var place = new Place();
        using (var early = await Shell.RunAsync("records", "token", "musterstadt", "--data", place.Data))
            Assert.Contains("start one with ops/up", early.Said);
        await StartAsync(place);

        using var token = await Shell.RunAsync("records", "token", "musterstadt", "--data", place.Data);
        Assert.Equal(0, token.ExitCode);
        Assert.Equal(3, Assert.Single(token.Said.Split('\n'), line => line.StartsWith("eyJ")).Split('.').Length);
        using var stranger = await Shell.RunAsync("records", "token", "musterstadt", "mayor", "--data", place.Data);
        Assert.Contains("No token for 'mayor' of musterstadt: invalid_grant.", stranger.Said);
    }

    private static async Task FirstStartAsync()
    {
        await using var place = new Place();
        await StartAsync(place);

        var tenants = place.Settings["Tenants"]!.AsArray();
        Assert.Equal(["musterstadt", "neudorf"], tenants.Select(tenant => (string)tenant!["Name"]!));
        foreach (var tenant in tenants)
        {
            var kek = Path.Combine((string)tenant!["KekFolder"]!, "kek-1");
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(kek));
            Assert.Equal(32, Convert.FromHexString(File.ReadAllText(kek).Trim()).Length);
            Assert.NotEqual(
                new NpgsqlConnectionStringBuilder((string)tenant["Database"]!).Host,
                new NpgsqlConnectionStringBuilder((string)tenant["KeyDatabase"]!).Host);
        }

        Assert.Equal("700", await Shell.DemandAsync("stat", "-c", "%a", place.Data));
    }

    private static async Task SurvivesKillAsync()
    {
        await using var place = new Place();
        await StartAsync(place);
        var settings = place.Settings.ToJsonString();
        await SqlAsync(place, "create table kept (words text); insert into kept values ('Akte')");

        await KillAsync(place);
        Assert.NotEmpty(place.Processes());
        using var up = await StartAsync(place);

        Assert.Contains("taken over", up.Said);
        Assert.Equal("Akte", await SqlAsync(place, "select words from kept"));
        Assert.Equal(settings, place.Settings.ToJsonString());
    }

    private static async Task SecondStartAsync()
    {
        await using var place = new Place();
        await StartAsync(place);
        using (await Shell.RunAsync("down", "--data", place.Data))
        {
        }

        // How long it takes is measured and not asserted: seconds on any machine, docs/performance.md.
        var watch = Stopwatch.StartNew();
        using var up = await StartAsync(place);
        TestContext.Current.SendDiagnosticMessage($"a second start took {watch.Elapsed.TotalSeconds:0.0} s");
        Assert.DoesNotContain("Building", up.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("First start", up.Said, StringComparison.Ordinal);
    }

    private static async Task PortTakenAsync()
    {
        await using var place = new Place();
        using var stranger = new TcpListener(IPAddress.Loopback, place.Port);
        stranger.Start();

        using var up = await Shell.RunAsync("up", place.Up());

        Assert.Equal(1, up.ExitCode);
        Assert.Contains($"Port {place.Port} is taken by another program; choose another one, such as --port", up.Said);
        Assert.False(Directory.Exists(Path.Combine(place.Data, "main")));
    }

    private static async Task FolderTakenAsync()
    {
        await using var first = new Place();
        await using var second = new Place();
        await StartAsync(first);

        using var up = await Shell.RunAsync("up", "--no-install", "--data", first.Data, "--port", $"{second.Port}");

        Assert.Equal(1, up.ExitCode);
        Assert.Contains($"Records already runs on {first.Data} (process {first.ProgramId})", up.Said);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(first));
    }

    private static async Task LostKeyAsync()
    {
        await using var place = new Place();
        await StartAsync(place);
        using (await Shell.RunAsync("down", "--data", place.Data))
        {
        }

        var folder = (string)place.Settings["Tenants"]![0]!["KekFolder"]!;
        var kek = Path.Combine(folder, "kek-1");
        File.Delete(kek);
        using var up = await Shell.RunAsync("up", place.Up());

        Assert.Equal(1, up.ExitCode);
        Assert.Contains($"The keys in {folder} are missing", up.Said);
        Assert.False(File.Exists(kek));
        Assert.Empty(place.Processes());
    }

    private static async Task BadSettingsAsync()
    {
        await using var place = new Place();
        await StartAsync(place);
        using (await Shell.RunAsync("down", "--data", place.Data))
        {
        }

        var file = Path.Combine(place.Data, "records.json");
        var misspelt = File.ReadAllText(file).Replace("\"Audience\"", "\"Audiance\"", StringComparison.Ordinal);
        File.WriteAllText(file, misspelt);
        using var up = await Shell.RunAsync("up", place.Up("--detach"));

        Assert.NotEqual(0, up.ExitCode);
        Assert.Contains("Records:Tenants:0:Audiance is not known; did you mean Records:Tenants:0:Audience?", up.Said);
        Assert.Empty(place.Processes());
    }

    private static async Task StopsOrphansAsync()
    {
        await using var place = new Place();
        await StartAsync(place);
        await KillAsync(place);
        Assert.NotEmpty(place.Processes());

        using var down = await Shell.RunAsync("down", "--data", place.Data);

        Assert.Contains("left behind", down.Said);
        Assert.Empty(place.Processes());
    }

    private static async Task SparesStrangersAsync()
    {
        await using var place = new Place();
        await StartAsync(place);
        await KillAsync(place);
        using var stranger = Process.Start("sleep", "600");
        try
        {
            File.WriteAllText(Path.Combine(place.Data, "run", "records.pid"), $"{stranger.Id} 1\n");
            using var down = await Shell.RunAsync("down", "--data", place.Data);

            Assert.DoesNotContain($"{stranger.Id}", down.Said);
            Assert.False(stranger.HasExited);
        }
        finally
        {
            stranger.Kill();
        }
    }

    private static async Task DropsRootAsync()
    {
        await using var place = new Place();
        await StartAsync(place);
        List<string> owners = [];
        // A connection of PostgreSQL may end between the list and the look at it.
        foreach (var process in place.Processes())
            owners.Add(
                await Shell.DemandAsync("sh", "-c", "stat -c %U \"$0\" 2>/dev/null || echo gone", process.Folder));
        Assert.Equal(["records"], owners.Where(owner => owner != "gone").Distinct());
    }

    private static async Task ClosedHomeAsync()
    {
        await using var place = new Place();
        var home = Path.Combine(place.Root, "home");
        var clone = Path.Combine(home, "records");
        var system = Path.Combine(place.Root, "system");
        Directory.CreateDirectory(clone);
        await Shell.DemandAsync("bash", "-c", $"""
            tar -C '{RepositoryFolder.Root}' -cf - --exclude=bin --exclude=obj --exclude=samples \
              .editorconfig ops Records.sln Records.Core Records.Actors Records.Storage Records.Api \
              | tar -C '{clone}' -xf -
            chmod 700 '{home}'
            """);

        string[] arguments = ["--no-install", "--detach", "--port", $"{place.Port}"];
        using var up = await Shell.Start("up", arguments, clone, system).EndAsync();
        Assert.True(up.ExitCode == 0, up.Said);
        Assert.Contains($"The user 'records' cannot reach {clone}. Program and data lie in {system} instead.", up.Said);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(place));
        Assert.Equal("records", await Shell.DemandAsync("stat", "-c", "%U", Path.Combine(system, "data")));

        using var down = await Shell.Start("down", [], clone, system).EndAsync();
        Assert.Contains("Records has ended", down.Said);
    }

    // Debian's CI images run as root, a developer does not; the others of this list run in both ways.
    private static Test AsRoot(string name, Func<Task> body) =>
        Environment.IsPrivilegedProcess
            ? TestCase(name, body)
            : TestPending(name, because: "only root can become another user");

    private static async Task<Shell> StartAsync(Place place)
    {
        var up = await Shell.RunAsync("up", place.Up("--detach"));
        Assert.True(up.ExitCode == 0, up.Said);
        return up;
    }

    private static async Task KillAsync(Place place)
    {
        var id = place.ProgramId;
        await Shell.DemandAsync("kill", "-KILL", $"{id}");
        await Shell.DemandAsync("timeout", "20", "tail", $"--pid={id}", "-s", "0.05", "-f", "/dev/null");
    }

    private static async Task<HttpStatusCode> StatusAsync(Place place)
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(place.Ready);
        return answer.StatusCode;
    }

    private static async Task<object?> SqlAsync(Place place, string sql)
    {
        var database = (string)place.Settings["Tenants"]![0]!["Database"]!;
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database)
        {
            Username = EmbeddedPostgres.Administrator,
            Pooling = false,
        }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
