using System.Data.Common;

namespace Records.Api.Tenants;

/// <summary>
/// Goes from one resting tenant to the next, one at a time and each about once a minute, and wakes those where
/// something was left undone: by a process that died before it had followed what it wrote, or by the clock.
/// </summary>
internal sealed class Rounds(TenantsHouse house, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What was left undone before this start must not wait.
        foreach (var tenant in house.All)
            await LookAsync(tenant, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
            foreach (var tenant in house.All)
            {
                await Task.Delay(Every / house.All.Count, clock, stoppingToken);
                await LookAsync(tenant, stoppingToken);
            }
    }

    private static async Task LookAsync(Tenant tenant, CancellationToken cancel)
    {
        try
        {
            await tenant.LookAsync(cancel);
        }
        catch (Exception e) when (e is DbException or TimeoutException && !cancel.IsCancellationRequested)
        {
            // /health/ready tells what is wrong with it; the next round comes.
        }
    }
}
