using Microsoft.Extensions.Logging;
using Records.Core.Ports;

namespace Records.Actors;

/// <summary>
/// Takes away uploads that nobody filed. What was filed has a claim on its object and stays; the day between the last
/// moment of filing and the sweep sees to it that no filing under way loses its bytes.
/// </summary>
public sealed partial class UploadSweeper : IAsyncDisposable
{
    /// <summary>The kind of claim by which a filed object belongs to its case file.</summary>
    public const string ClaimKind = "object";

    private const int BatchSize = 100;

    private readonly IUploads uploads;
    private readonly IEventStore store;
    private readonly IObjectStore objects;
    private readonly TimeProvider clock;
    private readonly ILogger log;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task loop;

    public UploadSweeper(
        IUploads uploads, IEventStore store, IObjectStore objects, TimeSpan every, TimeProvider clock, ILogger log)
    {
        (this.uploads, this.store, this.objects, this.clock, this.log) = (uploads, store, objects, clock, log);
        loop = Task.Run(() => RunAsync(every));
    }

    /// <summary>Sweeps once; returns how many objects were taken away.</summary>
    public async Task<int> SweepAsync(CancellationToken cancel)
    {
        var swept = 0;
        while (await uploads.OverdueAsync(BatchSize, cancel) is { Count: > 0 } overdue)
            foreach (var id in overdue)
            {
                if (await store.FindClaimAsync(ClaimKind, id.Value.ToString("N"), cancel) is null)
                    swept += await objects.DeleteAsync(id, cancel) ? 1 : 0;
                await uploads.RemoveAsync(id, cancel);
            }
        return swept;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await loop;
        stopping.Dispose();
    }

    private async Task RunAsync(TimeSpan every)
    {
        using var timer = new PeriodicTimer(every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token))
                await SweepGuardedAsync();
        }
        catch (OperationCanceledException)
        {
            // The house is being closed.
        }
    }

    private async Task SweepGuardedAsync()
    {
        try
        {
            if (await SweepAsync(stopping.Token) is > 0 and var swept)
                Swept(log, swept);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Faulted(log, fault.GetType().Name);
        }
    }

    [LoggerMessage(EventName = "uploads-swept", Level = LogLevel.Information,
        Message = "{Count} uploads nobody filed were taken away.")]
    private static partial void Swept(ILogger log, int count);

    [LoggerMessage(EventName = "upload-sweep-faulted", Level = LogLevel.Error,
        Message = "Sweeping uploads failed ({Fault}) and is tried again at the next turn.")]
    private static partial void Faulted(ILogger log, string fault);
}
