using System.CommandLine;
using Records.Api.Configuration;
using Records.Api.Narration;

namespace Records.Api.Commands;

/// <summary><c>records serve</c>: runs on servers that exist already: PostgreSQL, object store, token issuer.</summary>
internal static class ServeVerb
{
    public static Command Command
    {
        get
        {
            var command = new Command("serve", "Run on given servers (Betrieb mit vorhandenen Servern).")
            {
                Options.Config,
            };
            command.SetAction((parsed, cancel) =>
                RunAsync(parsed.GetValue(Options.Config), RecordsCommand.Narrator(parsed), cancel));
            return command;
        }
    }

    private static Task<int> RunAsync(string? file, INarrator narrator, CancellationToken cancel)
    {
        RootGuard.Demand();
        var settings = RecordsSettings.From(SettingsFile.Load(file));
        return Serving.RunAsync(settings, issuer: null, () => narrator.Tell(
            "ready", $"Records answers on {settings.Listen.Url}", new Figure("url", settings.Listen.Url)), cancel);
    }
}
