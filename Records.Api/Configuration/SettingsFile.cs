using Records.Core.Deciding;

namespace Records.Api.Configuration;

/// <summary>Where settings come from: each source overrides the ones before it, the environment all of them.</summary>
public static class SettingsFile
{
    /// <summary>Where an administrator keeps the settings of a server.</summary>
    public const string OfTheMachine = "/etc/records/records.json";

    private static readonly ValueList<string> RootKeys = [RecordsSettings.SectionName, "Logging"];

    /// <summary>
    /// The settings of this machine: <c>appsettings.json</c> beside the program, <see cref="OfTheMachine"/>, the given
    /// file, the environment. Throws <see cref="SettingsException"/> when a file cannot be read or has a section nobody
    /// knows.
    /// </summary>
    public static IConfigurationRoot Load(string? file)
    {
        if (file is not null && !File.Exists(file))
            throw new SettingsException([$"There is no settings file '{file}'."]);

        ValueList<string> files =
        [
            .. new[] { Path.Combine(AppContext.BaseDirectory, "appsettings.json"), OfTheMachine }.Where(File.Exists),
            .. file is null ? Array.Empty<string>() : [Path.GetFullPath(file)],
        ];
        ValueList<string> problems = [.. files.SelectMany(Problems)];
        if (problems.Count > 0)
            throw new SettingsException(problems);

        var builder = new ConfigurationBuilder();
        foreach (var path in files)
            builder.AddJsonFile(path, optional: false, reloadOnChange: false);
        return builder.AddEnvironmentVariables().Build();
    }

    /// <summary>The settings of one file and nothing else.</summary>
    public static IConfigurationRoot LoadOnly(string file)
    {
        ValueList<string> problems = [.. Problems(file)];
        return problems.Count == 0
            ? new ConfigurationBuilder().AddJsonFile(file, optional: false, reloadOnChange: false).Build()
            : throw new SettingsException(problems);
    }

    private static IEnumerable<string> Problems(string path)
    {
        IConfigurationRoot alone;
        try
        {
            alone = new ConfigurationBuilder().AddJsonFile(path, optional: false, reloadOnChange: false).Build();
        }
        catch (InvalidDataException e)
        {
            // The innermost names the line; those around it only repeat the path.
            return [$"{path} is not valid JSON: {e.GetBaseException().Message}"];
        }
        catch (UnauthorizedAccessException)
        {
            return [$"{path} cannot be read by the user {Environment.UserName}."];
        }

        return
            from section in alone.GetChildren()
            where !RootKeys.Contains(section.Key, StringComparer.OrdinalIgnoreCase)
            select $"{section.Key} is not known in {path}; all settings lie in the section Records.";
    }
}
