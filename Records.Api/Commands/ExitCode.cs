namespace Records.Api.Commands;

/// <summary>How a command ended, for scripts. Listed in docs/operations.md.</summary>
public static class ExitCode
{
    public const int Done = 0;

    /// <summary>It did not work, or a check found something wrong.</summary>
    public const int Failed = 1;

    /// <summary>The call or the settings cannot be used; nothing was done.</summary>
    public const int NotUsable = 2;

    /// <summary>Ended from outside before it was done (Ctrl-C, TERM).</summary>
    public const int Interrupted = 130;
}
