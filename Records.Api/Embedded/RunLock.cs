using System.Globalization;
using Records.Api.Commands;

namespace Records.Api.Embedded;

/// <summary>
/// The right to run on a data folder: one program at a time. The kernel gives it back when the program ends in
/// whatever way. Beside it lies a sign with the process id and its start time, so that nobody ends a stranger who
/// was given the same number later.
/// </summary>
internal sealed class RunLock : IDisposable
{
    // EWOULDBLOCK, as the runtime passes it on: somebody else holds the lock. Other failures are failures.
    private const int WouldBlock = 11;

    private readonly FileStream held;
    private readonly string sign;

    private RunLock(FileStream held, string sign)
    {
        this.held = held;
        this.sign = sign;
    }

    /// <summary>Takes the right, or throws <see cref="OperatorException"/> that says who has it.</summary>
    public static RunLock Take(DataFolder folder) => TryTake(folder)
        ?? throw new OperatorException(
            $"Records already runs on {folder.Root} ({Holder(folder)}). Stop it with ops/down.");

    /// <summary>Takes the right, or returns null when another program has it.</summary>
    public static RunLock? TryTake(DataFolder folder)
    {
        FileStream held;
        try
        {
            held = new FileStream(folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.HResult == WouldBlock)
        {
            return null;
        }

        try
        {
            var id = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
            File.WriteAllText(folder.RunSign, $"{id} {StartOf(id)}\n");
            return new(held, folder.RunSign);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        File.Delete(sign);
        held.Dispose();
    }

    // Field 22 of /proc/N/stat, in ticks since the machine started. The name before it may hold blanks and brackets.
    private static string StartOf(string process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19];
    }

    private static string Holder(DataFolder folder) =>
        File.Exists(folder.RunSign) ? $"process {File.ReadAllText(folder.RunSign).Split(' ')[0]}" : "another process";
}
