using System.CommandLine;
using Records.Api.Configuration;
using Records.Api.Embedded;
using Records.Api.Narration;

namespace Records.Api.Commands;

/// <summary><c>records show-config</c>: the settings that are in force, with every secret masked.</summary>
internal static class ShowConfigVerb
{
    public static Command Command
    {
        get
        {
            var command = new Command(
                "show-config", "Show the settings in force, secrets masked (Konfiguration zeigen).")
                {
                    Options.Config, Options.Data,
                };
            command.SetAction(parsed => Run(
                SettingsSource.Find(parsed.GetValue(Options.Config), parsed.GetRequiredValue(Options.Data)),
                RecordsCommand.Narrator(parsed)));
            return command;
        }
    }

    private static int Run(SettingsSource source, INarrator narrator)
    {
        foreach (var (key, value) in ShownSettings.Of(source.Configuration))
            narrator.Tell("setting", $"{key} = {value}", new Figure("key", key), new Figure("value", value));
        return ExitCode.Done;
    }
}
