using System.CommandLine;
using Records.Api.Demo;
using Records.Api.Narration;

namespace Records.Api.Commands;

/// <summary>
/// <c>records demo</c>: the main job through HTTP, on a running embedded installation, as a departmental app would do
/// it.
/// </summary>
internal static class DemoVerb
{
    private static readonly Argument<FileInfo> Letter = new("letter")
    {
        Description = "The letter to file: a PDF, a scan or a picture.",
        HelpName = "file",
    };

    private static readonly Option<string> Word = new("--find")
    {
        Description = "A word that stands in the letter.",
        HelpName = "word",
        Required = true,
    };

    private static readonly Option<string> Address = new("--url")
    {
        Description = "Where the installation answers.",
        HelpName = "address",
        DefaultValueFactory = _ => "http://127.0.0.1:8080",
    };

    private static readonly Option<string> Tenant = new("--tenant")
    {
        Description = "The demo town.",
        HelpName = "name",
        DefaultValueFactory = _ => "musterstadt",
    };

    public static Command Command
    {
        get
        {
            var command = new Command(
                "demo", "File a letter, find it by a word in the scan, close, read its history (Vorführung).")
            {
                Letter, Word, Address, Tenant,
            };
            command.SetAction((parsed, cancel) => RunAsync(
                parsed.GetRequiredValue(Letter), parsed.GetRequiredValue(Word), parsed.GetRequiredValue(Address),
                parsed.GetRequiredValue(Tenant),
                RecordsCommand.Narrator(parsed), cancel));
            return command;
        }
    }

    private static async Task<int> RunAsync(
        FileInfo letter, string word, string url, string tenant, INarrator narrator, CancellationToken cancel)
    {
        if (!letter.Exists)
            throw new OperatorException($"There is no file '{letter}'.");
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new OperatorException($"'{url}' is no address; it looks like http://127.0.0.1:8080");
        try
        {
            await new MainJob(address, tenant, letter.FullName, word, narrator).RunAsync(cancel);
            return ExitCode.Done;
        }
        catch (DemoException unexpected)
        {
            throw new OperatorException($"Not as expected: {unexpected.Message}");
        }
        catch (HttpRequestException)
        {
            throw new OperatorException($"Nobody answers at {address}. Start Records first: ops/up --detach");
        }
    }
}
