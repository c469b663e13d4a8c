using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Npgsql;
using Records.Api.Configuration;
using Records.Api.Narration;
using Records.Core.Ports;
using Records.Storage.Embedded;
using Records.Storage.Log;
using Records.Storage.Postgres;
using Spectre.Console;

namespace Records.Api.Commands;

/// <summary>The command line of the program. Each verb is one file beside this one.</summary>
public static class RecordsCommand
{
    /// <summary>Runs the verb that the arguments name and returns the exit code (<see cref="ExitCode"/>).</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        // System.CommandLine would give a verb two seconds to end; closing the databases in good order takes as long as
        // it takes.
        var configuration = new InvocationConfiguration
        {
            ProcessTerminationTimeout = null,
            EnableDefaultExceptionHandler = false,
            Output = output,
            Error = errors,
        };
        using var interruption = new Interruption();
        var parsed = Root.Parse(args.Length == 0 ? ["--help"] : args);
        if (parsed.Action is ParseErrorAction)
            return await RefuseAsync(parsed, errors);

        try
        {
            return await parsed.InvokeAsync(configuration, interruption.Token);
        }
        catch (SettingsException e)
        {
            foreach (var problem in e.Problems)
                await errors.WriteLineAsync(problem);
            return ExitCode.NotUsable;
        }
        catch (Exception) when (interruption.Token.IsCancellationRequested)
        {
            // Ctrl-C reaches the child processes as well, so the end may look like their failure.
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (IsForTheOperator(e))
        {
            await errors.WriteLineAsync(e.Message);
            return ExitCode.Failed;
        }
    }

    // What an administrator can mend is told in a sentence. Everything else is a bug and ends with its stack trace.
    private static bool IsForTheOperator(Exception e) =>
        e is OperatorException or SchemaException or PostgresMissingException or EmbeddedPostgresException
            or LogKeyException or NpgsqlException or ObjectStoreException;

    // A plain command, because RootCommand calls itself after the file of the program and not as people call it.
    private static Command Root => new("records", "Records: electronic records (E-Akte) for town administrations.")
    {
        new HelpOption(),
        new VersionOption(),
        Options.Json,
        UpVerb.Command,
        ServeVerb.Command,
        MigrateVerb.Command,
        RebuildVerb.Command,
        CheckVerb.Command,
        SweepObjectsVerb.Command,
        CheckConfigVerb.Command,
        ShowConfigVerb.Command,
        DemoVerb.Command,
        TokenVerb.Command,
        MakeLogKeyVerb.Command,
    };

    private static async Task<int> RefuseAsync(ParseResult parsed, TextWriter errors)
    {
        foreach (var error in parsed.Errors)
            await errors.WriteLineAsync(error.Message);
        await errors.WriteLineAsync("All verbs and options: records --help, records VERB --help");
        return ExitCode.NotUsable;
    }

    /// <summary>Who tells what happens: <c>--json</c> decides.</summary>
    internal static INarrator Narrator(ParseResult parsed) => parsed.GetValue(Options.Json)
        ? new JsonNarrator(parsed.InvocationConfiguration.Output, TimeProvider.System)
        : new TerminalNarrator(AnsiConsole.Create(new()
        {
            Out = new AnsiConsoleOutput(parsed.InvocationConfiguration.Output),
        }));
}
