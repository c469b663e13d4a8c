using System.CommandLine;
using Records.Api.Embedded;
using Records.Api.Narration;
using Records.Storage.Embedded;

namespace Records.Api.Commands;

/// <summary>
/// <c>records migrate</c>: brings all databases to the form this version expects. An embedded installation does so by
/// itself at every start; on given servers it is done once for each new version, before it serves.
/// </summary>
internal static class MigrateVerb
{
    private static Option<string> Administrator { get; } = new("--as")
    {
        Description = "Login that may make roles and tables; its password comes from .pgpass or PGPASSWORD.",
        HelpName = "login",
        DefaultValueFactory = _ => "postgres",
    };

    public static Command Command
    {
        get
        {
            var command = new Command("migrate",
                "Bring the databases to the form this version expects (Schema aktualisieren).")
            {
                Options.Config, Options.Data, Administrator,
            };
            command.SetAction(async (parsed, cancel) =>
            {
                var narrator = RecordsCommand.Narrator(parsed);
                await using var installation = await Installation.OpenAsync(
                    parsed.GetValue(Options.Config), parsed.GetRequiredValue(Options.Data), narrator, cancel);
                return await RunAsync(installation, parsed.GetRequiredValue(Administrator), narrator, cancel);
            });
            return command;
        }
    }

    private static Task<int> RunAsync(
        Installation installation, string givenLogin, INarrator narrator, CancellationToken cancel)
    {
        var tenants = installation.Settings.Tenants;
        var login = installation.IsEmbedded ? EmbeddedPostgres.Administrator : givenLogin;
        return narrator.FollowAsync("Migrating tenants", tenants.Count, async progress =>
        {
            for (var done = 0; done < tenants.Count; done++)
            {
                await Migration.RunAsync(tenants[done], login, cancel);
                progress.Report(done + 1);
                narrator.Tell("migrated", $"{tenants[done].Name} is up to date.",
                    new Figure("tenant", tenants[done].Name));
            }

            return ExitCode.Done;
        });
    }
}
