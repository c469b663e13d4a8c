using System.CommandLine;
using System.Text.Json.Nodes;
using Records.Api.Configuration;
using Records.Api.Embedded;
using Records.Api.Narration;
using Records.Api.Tokens;

namespace Records.Api.Commands;

/// <summary>
/// <c>records token</c>: a token for somebody of a demo town, from the running embedded installation.
/// </summary>
internal static class TokenVerb
{
    private static Argument<string> Tenant { get; } = new("tenant") { Description = "musterstadt or neudorf." };

    private static Argument<string> User { get; } = new("user")
    {
        Description = "clerk, clerk2, registrar, archivist or auditor.",
        DefaultValueFactory = _ => "clerk",
    };

    public static Command Command
    {
        get
        {
            var command = new Command("token", "Get a token for somebody of a demo town (Anmeldung zum Ausprobieren).")
            {
                Tenant, User, Options.Data,
            };
            command.SetAction((parsed, cancel) => RunAsync(
                DataFolder.At(parsed.GetRequiredValue(Options.Data)), parsed.GetRequiredValue(Tenant),
                parsed.GetRequiredValue(User), RecordsCommand.Narrator(parsed), cancel));
            return command;
        }
    }

    private static async Task<int> RunAsync(
        DataFolder folder, string tenant, string user, INarrator narrator, CancellationToken cancel)
    {
        if (!DemoPeople.Towns.ContainsKey(tenant))
            throw new OperatorException($"'{tenant}' is no demo town; there are musterstadt and neudorf.");
        if (!File.Exists(folder.Settings))
            throw new OperatorException($"{folder.Root} holds no embedded installation; start one with ops/up.");

        var address = RecordsSettings.From(SettingsFile.LoadOnly(folder.Settings)).Listen.Url;
        using var client = new HttpClient();
        using var form = new FormUrlEncodedContent(
        [
            new("grant_type", LocalIssuerEndpoints.DemoGrant), new("user", user), new("client_id", "records-command"),
        ]);
        try
        {
            using var answer = await client.PostAsync(new Uri(address, $"/issuer/{tenant}/token"), form, cancel);
            var said = JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancel));
            if ((string?)said?["access_token"] is not { } token)
                throw new OperatorException($"No token for '{user}' of {tenant}: {said?["error"] ?? said?["detail"]}.");

            narrator.Tell("token", token, new Figure("expiresInSeconds", (long)said["expires_in"]!));
            return ExitCode.Done;
        }
        catch (HttpRequestException)
        {
            throw new OperatorException($"Nothing answers on {address}; start Records with ops/up.");
        }
    }
}
