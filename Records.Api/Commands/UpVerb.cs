using System.CommandLine;
using Records.Api.Embedded;
using Records.Api.Narration;
using Records.Api.Tokens;

namespace Records.Api.Commands;

/// <summary><c>records up</c>: everything on one machine, in one folder, until it is told to end.</summary>
internal static class UpVerb
{
    public static Command Command
    {
        get
        {
            var command = new Command("up", "Start everything on this machine, in one folder (eingebetteter Betrieb).")
            {
                Options.Data, Options.Port,
            };
            command.SetAction((parsed, cancel) => RunAsync(
                parsed.GetRequiredValue(Options.Data), parsed.GetValue(Options.Port), RecordsCommand.Narrator(parsed),
                cancel));
            return command;
        }
    }

    private static async Task<int> RunAsync(string dataFolder, int port, INarrator narrator, CancellationToken cancel)
    {
        RootGuard.Demand();
        var folder = DataFolder.At(dataFolder);
        PortGuard.Demand(port);
        var url = new Uri($"http://127.0.0.1:{port}");
        if (!File.Exists(folder.Settings))
        {
            narrator.Tell("first-start", $"First start: making databases and keys in {folder.Root} ...",
                new Figure("folder", folder.Root));
        }

        await using var installation = await EmbeddedInstallation.OpenToServeAsync(folder, url, cancel);
        if (installation.Adopted)
            narrator.Tell("adopted", "The databases were still running from last time and were taken over.");
        using var issuer = new LocalIssuer(
            folder.Issuer, () => url.GetLeftPart(UriPartial.Authority), TimeProvider.System);
        using var served = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var watch = installation.WatchAsync(
            folder, (name, started) => TellOfDatabase(folder, name, started, narrator), served.Token);
        var code = await Serving.RunAsync(
            installation.Settings, issuer, () => Greet(installation, folder, issuer, narrator), cancel);
        await served.CancelAsync();
        await watch;
        narrator.Tell("ended", "Records has ended.");
        return code;
    }

    private static void TellOfDatabase(DataFolder folder, string name, bool started, INarrator narrator) =>
        narrator.Tell("database-ended", started
            ? $"The private database '{name}' had ended and was started again."
            : $"The private database '{name}' has ended and does not start; its log is in {folder.Root}/{name}.",
            new Figure("cluster", name), new Figure("started", started));

    private static void Greet(
        EmbeddedInstallation installation, DataFolder folder, LocalIssuer issuer, INarrator narrator)
    {
        var url = installation.Settings.Listen.Url.GetLeftPart(UriPartial.Authority);
        var tenants = string.Join(", ", installation.Settings.Tenants.Select(tenant => tenant.Name));
        narrator.Tell("ready", $"""
            Records is ready: {url}
              API        {url}/t/TENANT/v1 (try it out: {url}/docs)
              Health     {url}/health/ready
              Tenants    {tenants}
              Data       {folder.Root}
              Demo       ops/demo
              A token    ops/records token musterstadt clerk
              End        Ctrl-C here, or ops/down

            {DemoGuide.For(issuer)}
            """, new Figure("url", url), new Figure("folder", folder.Root), new Figure("tenants", tenants));
    }
}
