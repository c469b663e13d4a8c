using System.CommandLine;
using Records.Api.Embedded;
using Records.Api.Narration;

namespace Records.Api.Commands;

/// <summary>The shape shared by the verbs that open an installation, do one piece of work and end.</summary>
internal static class WorkVerb
{
    public static Command Make(
        string name, string description, Func<Installation, INarrator, CancellationToken, Task<int>> work) =>
        Make(name, description, [], (installation, _, narrator, cancel) => work(installation, narrator, cancel));

    /// <summary>The same with options of its own.</summary>
    public static Command Make(
        string name, string description, IReadOnlyList<Option> options,
        Func<Installation, ParseResult, INarrator, CancellationToken, Task<int>> work)
    {
        var command = new Command(name, description) { Options.Config, Options.Data };
        foreach (var option in options)
            command.Options.Add(option);
        command.SetAction(async (parsed, cancel) =>
        {
            var narrator = RecordsCommand.Narrator(parsed);
            await using var installation = await Installation.OpenAsync(
                parsed.GetValue(Options.Config), parsed.GetRequiredValue(Options.Data), narrator, cancel);
            return await work(installation, parsed, narrator, cancel);
        });
        return command;
    }
}
