using System.CommandLine;
using Records.Api.Configuration;
using Records.Api.Embedded;
using Records.Api.Narration;

namespace Records.Api.Commands;

/// <summary>
/// <c>records check-config</c>: reads the settings as <c>serve</c> would, and says everything that is wrong with them.
/// </summary>
internal static class CheckConfigVerb
{
    public static Command Command
    {
        get
        {
            var command = new Command("check-config", "Say what is wrong with the settings (Konfiguration prüfen).")
            {
                Options.Config, Options.Data,
            };
            command.SetAction(parsed => Run(
                () => SettingsSource.Find(parsed.GetValue(Options.Config), parsed.GetRequiredValue(Options.Data)),
                RecordsCommand.Narrator(parsed)));
            return command;
        }
    }

    private static int Run(Func<SettingsSource> find, INarrator narrator)
    {
        // Finding them may fail as well: a file that is no JSON is a problem like any other.
        try
        {
            var settings = RecordsSettings.From(find().Configuration);
            narrator.Tell("settings-good",
                $"The settings are good: {settings.Tenants.Count} tenant(s), {settings.Listen.Url}.",
                new Figure("tenants", settings.Tenants.Count));
            return ExitCode.Done;
        }
        catch (SettingsException e)
        {
            foreach (var problem in e.Problems)
                narrator.Tell("settings-problem", problem);
            return ExitCode.NotUsable;
        }
    }
}
