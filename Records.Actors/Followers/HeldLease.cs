using Records.Core.Ports;

namespace Records.Actors.Followers;

/// <summary>
/// A lease that is kept for as long as this process can, and given back when it is disposed. Whoever works under it
/// stops when <see cref="Over"/> says so; what it writes afterwards is refused by the lease's term in any case.
/// </summary>
public sealed class HeldLease : IAsyncDisposable
{
    /// <summary>How long the work of a process that died lies until another one may take it over.</summary>
    public static TimeSpan Length { get; } = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan KeepEvery = TimeSpan.FromSeconds(3);

    private readonly ILeases leases;
    private readonly TimeProvider clock;
    private readonly CancellationTokenSource over = new();
    private readonly Task keeping;

    private HeldLease(ILeases leases, Lease lease, TimeProvider clock)
    {
        (this.leases, this.clock, Lease) = (leases, clock, lease);
        keeping = Task.Run(KeepAsync);
    }

    public Lease Lease { get; }

    /// <summary>Cancelled when the lease was lost, or could not be kept in time.</summary>
    public CancellationToken Over => over.Token;

    /// <summary>The lease on this work, or null while another process has it.</summary>
    public static async Task<HeldLease?> TakeAsync(
        ILeases leases, string work, TimeProvider clock, CancellationToken cancel) =>
        await leases.TakeAsync(work, Length, cancel) is { } lease ? new(leases, lease, clock) : null;

    /// <summary>Gives the lease back; where even that fails, it ends by itself.</summary>
    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await keeping;
        try
        {
            await leases.GiveBackAsync(Lease, CancellationToken.None);
        }
        catch (Exception)
        {
            // The database is away. Nobody waits longer for it than for a process that died.
        }

        over.Dispose();
    }

    private async Task KeepAsync()
    {
        var kept = clock.GetTimestamp();
        while (!over.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(KeepEvery, clock, over.Token);
                var asked = clock.GetTimestamp();
                if (!await leases.KeepAsync(Lease, Length, over.Token))
                    await over.CancelAsync();
                kept = asked;
            }
            catch (Exception) when (over.IsCancellationRequested)
            {
                return;
            }
            catch (Exception) when (clock.GetElapsedTime(kept) < Length)
            {
                // There is time to try again.
            }
            catch (Exception)
            {
                await over.CancelAsync();
            }
        }
    }
}
