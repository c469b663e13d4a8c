using System.CommandLine;
using Records.Api.Configuration;

namespace Records.Api.Commands;

/// <summary>Options that several verbs understand in the same way.</summary>
internal static class Options
{
    /// <summary>Set by the commands in <c>ops/</c>, so that every verb finds the same installation.</summary>
    public const string DataVariable = "RECORDS_DATA";

    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Answer with one JSON object a line, for programs.",
        Recursive = true,
    };

    public static Option<string?> Config { get; } = new("--config")
    {
        Description = $"Settings file, beside {SettingsFile.OfTheMachine} and RECORDS__... in the environment.",
        HelpName = "file",
    };

    public static Option<string> Data { get; } = new("--data")
    {
        Description = "Folder of the embedded installation: databases, keys, documents.",
        HelpName = "folder",
        DefaultValueFactory = _ =>
            Environment.GetEnvironmentVariable(DataVariable) is { Length: > 0 } folder ? folder : "data",
    };

    public static Option<int> Port { get; } = WithRange(new("--port")
    {
        Description = "Port on 127.0.0.1.",
        HelpName = "number",
        DefaultValueFactory = _ => 8080,
    });

    private static Option<int> WithRange(Option<int> port)
    {
        port.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var value }]
                && !(int.TryParse(value, out var number) && number is >= 1 and <= 65_535))
                result.AddError($"--port is '{value}'; it must be a number from 1 to 65535.");
        });
        return port;
    }
}
