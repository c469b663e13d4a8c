using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Records.Core.Ports;

namespace Records.Storage.Text;

/// <summary>How a child ended by itself.</summary>
internal sealed record ChildExit(int Code, byte[] Output, string Errors);

/// <summary>
/// Runs one program to its end or to its limits. Exit codes and output prove nothing of a document; they
/// are for the caller to check. What the limits of time, memory and size stop is an <see cref="UnreadableException"/>.
/// </summary>
internal static partial class Child
{
    private const int MaxErrorBytes = 8 * 1024;
    private const int Kill = 9;
    private const int KilledBySystem = 128 + Kill, OutOfCpuTime = 128 + 24, FileTooLarge = 128 + 25;
    private const int CannotExecute = 126, NotFound = 127;

    /// <summary>Cancelling kills the child with all it has started, and waits until it is gone.</summary>
    public static Task<ChildExit> RunAsync(
        ProcessStartInfo start, TimeSpan patience, int maxOutputBytes, CancellationToken cancel) =>
        // A thread of its own and no task of the pool: the sandbox dies with the thread that started it, and a
        // thread of the pool may retire while its child is still at work.
        Task.Factory.StartNew(
            () => Run(start, patience, maxOutputBytes, cancel),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static ChildExit Run(
        ProcessStartInfo start, TimeSpan patience, int maxOutputBytes, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(patience);
        using var child = Start(start);
        using var killing = limit.Token.UnsafeRegister(_ => KillGroup(child), null);

        child.StandardInput.Close();
        var errors = DrainAsync(child.StandardError.BaseStream);
        var (output, hasMore) = ReadAtMost(child.StandardOutput.BaseStream, maxOutputBytes);
        if (hasMore)
            KillGroup(child);

        child.WaitForExit();
        // On a thread made for this child alone (LongRunning), which must live as long as it does: nothing waits behind.
        var said = errors.GetAwaiter().GetResult();

        cancel.ThrowIfCancellationRequested();
        if (hasMore)
            throw new UnreadableException(TextFailure.TooLarge);
        if (limit.IsCancellationRequested)
            throw new UnreadableException(TextFailure.TimedOut);

        return child.ExitCode switch
        {
            OutOfCpuTime => throw new UnreadableException(TextFailure.TimedOut),
            FileTooLarge or KilledBySystem => throw new UnreadableException(TextFailure.TooLarge),
            CannotExecute or NotFound => throw new TextUnavailableException(said),
            _ when said.StartsWith("bwrap: ", StringComparison.Ordinal) => throw new TextUnavailableException(said),
            _ when said.Contains("bad_alloc", StringComparison.Ordinal) =>
                throw new UnreadableException(TextFailure.TooLarge),
            _ => new(child.ExitCode, output, said),
        };
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new TextUnavailableException($"{start.FileName}: {e.Message}");
        }
    }

    private static (byte[] Output, bool HasMore) ReadAtMost(Stream stream, int maxBytes)
    {
        var (output, buffer) = (new MemoryStream(), new byte[16 * 1024]);
        while (stream.Read(buffer) is var found and > 0)
        {
            if (output.Length + found > maxBytes)
                return ([], true);
            output.Write(buffer.AsSpan(0, found));
        }

        return (output.ToArray(), false);
    }

    private static async Task<string> DrainAsync(Stream stream)
    {
        var (kept, buffer) = (new MemoryStream(), new byte[4096]);
        while (await stream.ReadAsync(buffer) is var found and > 0)
            kept.Write(buffer.AsSpan(0, (int)Math.Min(found, MaxErrorBytes - kept.Length)));
        return Encoding.UTF8.GetString(kept.ToArray());
    }

    private static void KillGroup(Process child)
    {
        // The child leads a group of its own from its first instruction on; before that it is only itself.
        _ = SendSignal(-child.Id, Kill);
        child.Kill();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
