namespace Records.Api.Tenants;

/// <summary>
/// Goes from one resting tenant to the next, one at a time and each about once a minute, and wakes those where
/// something was left undone: by a process that died before it had followed what it wrote, or by the clock.
/// </summary>
internal sealed partial class Rounds(TenantsHouse house, TimeProvider clock, ILogger<Rounds> log) : BackgroundService
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

    private async Task LookAsync(Tenant tenant, CancellationToken cancel)
    {
        try
        {
            await tenant.LookAsync(cancel);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            // One tenant whose database is away must not keep the others from being looked at.
            Faulted(log, tenant.Name, fault.GetType().Name);
        }
    }

    [LoggerMessage(EventName = "round-faulted", Level = LogLevel.Warning,
        Message = "The resting tenant {Tenant} could not be looked at ({Fault}); the next round comes.")]
    private static partial void Faulted(ILogger log, string tenant, string fault);
}
