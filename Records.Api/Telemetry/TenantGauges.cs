using System.Collections.Concurrent;
using System.Data.Common;
using Records.Api.Tenants;

namespace Records.Api.Telemetry;

/// <summary>
/// Asks every tenant how far it is behind. Asked only when somebody is about to look, because each answer costs a few
/// small queries; a tenant whose database does not answer is left out, and its gauges are absent.
/// </summary>
internal sealed class TenantGauges(RecordsMeter meter, TenantsHouse house) : IDisposable
{
    private const int AtATime = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim turn = new(1);

    public async Task RefreshAsync(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            patience.CancelAfter(Patience);
            var samples = new ConcurrentBag<TenantSample>();
            var few = new ParallelOptions { MaxDegreeOfParallelism = AtATime };
            await Parallel.ForEachAsync(house.All, few, async (tenant, _) =>
            {
                try
                {
                    samples.Add(await tenant.SampleAsync(patience.Token));
                }
                catch (Exception e) when (e is DbException or TimeoutException or OperationCanceledException)
                {
                    // /health/ready tells what is wrong with it; the others must still be seen.
                    cancel.ThrowIfCancellationRequested();
                }
            });
            meter.Show([.. samples]);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();
}
