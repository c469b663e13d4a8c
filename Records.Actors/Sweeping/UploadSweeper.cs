using Microsoft.Extensions.Logging;
using Records.Actors.Followers;
using Records.Core.Ports;

namespace Records.Actors.Sweeping;

/// <summary>
/// Takes away uploads that nobody filed. What was filed has a claim on its object and stays; a filing still under way
/// after the day of grace either has its claim first or is refused.
/// </summary>
public sealed partial class UploadSweeper(
    IUploads uploads, ObjectClaims claims, IObjectStore objects, TimeSpan every, TimeProvider clock, ILogger log)
    : IWork
{
    private const int BatchSize = 100;

    public string Name => "uploads";

    /// <summary>Sweeps once; returns how many objects were taken away.</summary>
    /// <remarks>
    /// The object goes before its row, so that none is forgotten. No term fences the disk; but what was withdrawn can
    /// be filed under no term any more, so whoever comes late takes away what the next one would.
    /// </remarks>
    public async Task<int> SweepAsync(Lease lease, CancellationToken cancel)
    {
        var swept = 0;
        while (await uploads.OverdueAsync(BatchSize, cancel) is { Count: > 0 } overdue)
        {
            foreach (var id in await claims.WithdrawAsync(overdue, cancel))
                swept += await objects.DeleteAsync(id, cancel) ? 1 : 0;
            foreach (var id in overdue)
                if (!await uploads.RemoveAsync(lease, id, cancel))
                    throw new TermOverException(lease);
        }
        return swept;
    }

    public async Task WorkAsync(Lease lease, CancellationToken end)
    {
        using var timer = new PeriodicTimer(every, clock);
        do
            if (await SweepAsync(lease, end) is > 0 and var swept)
                Swept(log, swept);
        while (await timer.WaitForNextTickAsync(end));
    }

    [LoggerMessage(EventName = "uploads-swept", Level = LogLevel.Information,
        Message = "{Count} uploads nobody filed were taken away.")]
    private static partial void Swept(ILogger log, int count);
}
