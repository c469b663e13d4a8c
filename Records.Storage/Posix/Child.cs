using System.Diagnostics;

namespace Records.Storage.Posix;

/// <summary>A program run to its end, with everything it said.</summary>
internal sealed record Child(int ExitCode, string Said)
{
    /// <summary>
    /// Runs a program in the root folder, which every user may enter, and without the caller's PG* variables, which
    /// would lead the tools of PostgreSQL to another cluster. Cancelling kills it.
    /// </summary>
    public static async Task<Child> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsForeign).ToArray())
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C.UTF-8";

        using var process = Process.Start(start) ?? throw new IOException($"{program} did not start.");
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancel);
            var errors = process.StandardError.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            return new(process.ExitCode, (await output + await errors).Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static bool IsForeign(string variable) =>
        variable.StartsWith("PG", StringComparison.Ordinal) || variable.StartsWith("LC_", StringComparison.Ordinal);
}
