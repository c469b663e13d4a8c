using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Xunit;

namespace Records.Tests.Ops;

/// <summary>
/// A folder and a port for one installation, for the length of one test. Nothing of it is left afterwards.
/// </summary>
internal sealed class Place : IAsyncDisposable
{
    private readonly string folder;

    /// <param name="below">The folder it lies in; null for that of temporary files.</param>
    public Place(string? below = null)
    {
        folder = Path.Combine(below ?? Path.GetTempPath(), $"records-ops-{Guid.NewGuid():N}"[..28]);
        Directory.CreateDirectory(folder, (UnixFileMode)Convert.ToInt32("755", 8));
        Port = FreePort();
    }

    public int Port { get; }
    public string Root => folder;
    public string Data => Path.Combine(folder, "data");
    public string Log => Path.Combine(Data, "log", "records.log");
    public Uri Ready => new($"http://127.0.0.1:{Port}/health/ready");

    /// <summary>The arguments that every command of this place gets.</summary>
    public string[] Up(params string[] more) => ["--no-install", "--data", Data, "--port", $"{Port}", .. more];

    /// <summary>Starts it in the background, as <c>ops/up --detach</c> does; it must come up.</summary>
    public async Task StartAsync()
    {
        using var up = await Shell.RunAsync("up", Up("--detach"));
        Assert.True(up.ExitCode == 0, up.Said);
    }

    /// <summary>The settings the first start wrote.</summary>
    public JsonNode Settings => JsonNode.Parse(File.ReadAllText(Path.Combine(Data, "records.json")))!["Records"]!;

    /// <summary>A settings file for a program that serves beside this one, on a port of its own.</summary>
    public (string File, int Port) SettingsBeside()
    {
        var (settings, port) = (Settings.AsObject().DeepClone().AsObject(), FreePort());
        settings["Listen"]!["Url"] = $"http://127.0.0.1:{port}";
        return (Write(settings), port);
    }

    public string Write(JsonObject records)
    {
        var file = Path.Combine(folder, $"given-{Guid.NewGuid():N}.json");
        File.WriteAllText(file, new JsonObject { ["Records"] = records }.ToJsonString());
        return file;
    }

    /// <summary>The process that runs on the folder, as it signed.</summary>
    public int ProgramId => int.Parse(File.ReadAllText(Path.Combine(Data, "run", "records.pid")).Split(' ')[0], null);

    /// <summary>The processes that run on this place: the program names the folder, PostgreSQL works in it.</summary>
    public IReadOnlyList<(string Folder, string Words)> Processes() =>
    [
        .. from process in Directory.GetDirectories("/proc")
           where int.TryParse(Path.GetFileName(process), out var id) && id != Environment.ProcessId
           let words = Read(() => File.ReadAllText($"{process}/cmdline").Replace('\0', ' '))
           let works = Read(() => new FileInfo($"{process}/cwd").LinkTarget)
           where words?.Contains(Data, StringComparison.Ordinal) == true
               || works?.StartsWith(Data, StringComparison.Ordinal) == true
           select (process, words),
    ];

    public async ValueTask DisposeAsync()
    {
        using (await Shell.RunAsync("down", "--data", Data))
        {
        }

        Directory.Delete(folder, recursive: true);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // A process may end while we look at it.
    private static string? Read(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
