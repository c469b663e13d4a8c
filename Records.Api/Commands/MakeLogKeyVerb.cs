using System.CommandLine;
using Records.Api.Narration;
using Records.Core.Proofs;
using Records.Storage.Log;

namespace Records.Api.Commands;

/// <summary>
/// <c>records make-log-key</c>: the key of a new log, in a folder of its own. The embedded installation makes its own.
/// </summary>
internal static class MakeLogKeyVerb
{
    private static readonly Argument<string> Folder = new("folder")
    {
        Description = "The folder for the key and for what it signs last; named by LogKeyFolder.",
    };

    private static readonly Argument<string> Origin = new("origin")
    {
        Description = "The log's name for ever, such as akte.musterstadt.example/log1.",
    };

    public static Command Command
    {
        get
        {
            var command = new Command("make-log-key", "Make the key that signs a tenant's log (Schlüssel anlegen).")
            {
                Folder, Origin,
            };
            command.SetAction(parsed => Run(
                parsed.GetRequiredValue(Folder), parsed.GetRequiredValue(Origin), RecordsCommand.Narrator(parsed)));
            return command;
        }
    }

    private static int Run(string folder, string origin, INarrator narrator)
    {
        if (!NoteKey.IsName(origin))
            throw new OperatorException($"'{origin}' is no name of a log: no spaces, no plus sign, 255 characters.");
        FileLogSigner.Create(folder, origin);
        var key = new FileLogSigner(folder).Key;
        narrator.Tell("log-key", $"Made. Its public key, for whoever checks: {key}", new Figure("key", key.ToString()));
        return ExitCode.Done;
    }
}
