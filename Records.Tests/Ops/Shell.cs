using System.Collections.Concurrent;
using System.Diagnostics;
using Xunit;

namespace Records.Tests.Ops;

/// <summary>One of the commands in <c>ops/</c>, run as a person would run it, with everything it said.</summary>
internal sealed class Shell : IDisposable
{
    private readonly ConcurrentQueue<string> lines = new();
    private readonly SemaphoreSlim news = new(0);
    private readonly Process process;

    private Shell(string program, string[] arguments, string? systemFolder)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        if (systemFolder is not null)
            start.Environment["RECORDS_SYSTEM_FOLDER"] = systemFolder;
        process = new() { StartInfo = start };
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => process.Id;
    public int ExitCode => process.ExitCode;

    /// <summary>What it has said so far, on both outputs.</summary>
    public string Said => string.Join('\n', lines);

    /// <summary>Starts a command of this repository, or of the copy whose root is given.</summary>
    public static Shell Start(string command, string[] arguments, string? root = null, string? systemFolder = null) =>
        new(Path.Combine(root ?? RepositoryFolder.Root, "ops", command), arguments, systemFolder);

    /// <summary>Runs a command to its end.</summary>
    public static Task<Shell> RunAsync(string command, params string[] arguments) =>
        Start(command, arguments).EndAsync();

    /// <summary>Runs a program of the system to its end.</summary>
    public static Task<Shell> ProgramAsync(string program, params string[] arguments) =>
        new Shell(program, arguments, systemFolder: null).EndAsync();

    /// <summary>Runs a program of the system to its end; it must succeed.</summary>
    public static async Task<string> DemandAsync(string program, params string[] arguments)
    {
        using var shell = await ProgramAsync(program, arguments);
        Assert.True(shell.ExitCode == 0, $"{program} ended with {shell.ExitCode}: {shell.Said}");
        return shell.Said;
    }

    /// <summary>Sends a signal by its name, such as <c>TERM</c>.</summary>
    public Task SignalAsync(string name) => DemandAsync("kill", $"-{name}", $"{Id}");

    /// <summary>Waits for the end.</summary>
    public async Task<Shell> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience.OfCommand);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"Still running after {Patience.OfCommand}; it said:\n{Said}");
        }

        return this;
    }

    /// <summary>Waits until it has said something.</summary>
    public async Task<Shell> HearAsync(string words)
    {
        var began = Stopwatch.GetTimestamp();
        while (!Said.Contains(words, StringComparison.Ordinal))
        {
            if (process.HasExited && news.CurrentCount == 0)
                Assert.Fail($"Ended with {process.ExitCode} and never said '{words}' but:\n{Said}");
            if (Stopwatch.GetElapsedTime(began) >= Patience.OfCommand)
                Assert.Fail($"For {Patience.OfCommand} it did not say '{words}' but:\n{Said}");
            await news.WaitAsync(TimeSpan.FromMilliseconds(200));
        }

        return this;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
        news.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;

        lines.Enqueue(line);
        news.Release();
    }
}
