using System.Diagnostics;
using System.Runtime.CompilerServices;
using Xunit;

namespace Records.Tests.Testing;

/// <summary>
/// Runs a test on a disk of a few megabytes. The disk exists only in a sandbox, so the test starts its own program
/// once more in there, for its suite alone, which should hold nothing else; skipped where bubblewrap is missing or
/// may not make one.
/// </summary>
internal static class SmallDisk
{
    public const int Bytes = 4 * 1024 * 1024;

    private const string Variable = "RECORDS_TEST_SMALL_DISK";

    public static async Task RunAsync(Func<string, Task> body, [CallerFilePath] string suite = "")
    {
        if (Environment.GetEnvironmentVariable(Variable) is { } folder)
        {
            await body(folder);
            return;
        }

        Assert.SkipUnless(await ExitCodeOf("true") == 0, "bubblewrap cannot make a small disk here");
        var name = Path.GetFileNameWithoutExtension(suite);
        Assert.Equal(0, await ExitCodeOf(Environment.ProcessPath!, "-class", $"*.{name}", "-noLogo"));
    }

    private static async Task<int> ExitCodeOf(params string[] command)
    {
        var start = new ProcessStartInfo("bwrap") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] sandbox =
        [
            "--ro-bind", "/", "/", "--dev", "/dev", "--die-with-parent", "--size", $"{Bytes}", "--tmpfs", "/mnt",
            "--setenv", Variable, "/mnt", "--setenv", "TMPDIR", "/mnt",
            "--setenv", "DOTNET_EnableDiagnostics", "0", "--",
        ];
        foreach (var argument in sandbox.Concat(command))
            start.ArgumentList.Add(argument);

        try
        {
            using var process = Process.Start(start)!;
            var said =
                await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            TestContext.Current.SendDiagnosticMessage(string.Concat(said));
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}
