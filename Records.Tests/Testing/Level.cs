namespace Records.Tests.Testing;

/// <summary>From which run on a test takes part. Each level includes the ones before it.</summary>
public enum Level
{
    /// <summary>Before every commit: seconds, no matter how many tests there are.</summary>
    Quick,

    /// <summary>Before every merge and in CI: real processes, real time, under twenty minutes in all.</summary>
    Full,

    /// <summary>Campaigns that CI does not run: hours of chance, large files, endurance.</summary>
    Campaign,
}

/// <summary>
/// The level of this run, from <c>RECORDS_TEST_LEVEL</c>; <see cref="Level.Full"/> when nothing is said.
/// </summary>
public static class LevelOfThisRun
{
    public const string Variable = "RECORDS_TEST_LEVEL";

    public static Level Value { get; } = Parse(Environment.GetEnvironmentVariable(Variable));

    /// <summary>Reads a level by its name; a name nobody knows is an error, for it would run the wrong tests.</summary>
    public static Level Parse(string? name) => name switch
    {
        null or "" => Level.Full,
        "quick" => Level.Quick,
        "full" => Level.Full,
        "long" => Level.Campaign,
        _ => throw new ArgumentException($"{Variable} is '{name}'; it can be quick, full or long.", nameof(name)),
    };
}
