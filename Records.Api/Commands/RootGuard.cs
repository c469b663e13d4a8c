namespace Records.Api.Commands;

/// <summary>
/// Keeps root from serving: whoever breaks into a program that reads uploads has what that program has.
/// </summary>
internal static class RootGuard
{
    /// <summary>Throws <see cref="OperatorException"/> when the program runs as root.</summary>
    public static void Demand()
    {
        if (Environment.IsPrivilegedProcess)
            throw new OperatorException(
                "Records does not serve as root. ops/up changes to the user 'records' by itself; "
                + "a service manager has its own setting for the user.");
    }
}
