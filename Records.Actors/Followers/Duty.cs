using Microsoft.Extensions.Logging;
using Records.Core.Ports;

namespace Records.Actors.Followers;

/// <summary>
/// A work of the tenant that one process at a time does: following the log, reading texts, sweeping uploads.
/// </summary>
public interface IWork
{
    /// <summary>For the log.</summary>
    string Name { get; }

    /// <summary>
    /// Works until it is told to end. It writes under the lease and under nothing else; after a failure it is begun
    /// again.
    /// </summary>
    Task WorkAsync(Lease lease, CancellationToken end);
}

/// <summary>
/// Has a tenant's works done by one process at a time (Bereitschaft): this one when it gets the lease, until it is
/// put down, loses it, or nobody works with the tenant here any more. The works of a process that died are taken over
/// after the length of a lease.
/// </summary>
public sealed class Duty : IAsyncDisposable
{
    private const string Followers = "followers";
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);

    private readonly ILeases leases;
    private readonly Attention attention;
    private readonly IReadOnlyList<IWork> works;
    private readonly Action rest;
    private readonly TimeProvider clock;
    private readonly ILogger log;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task loop;

    /// <param name="rest">Called when nobody works with the tenant any more: lets go of what it holds.</param>
    public Duty(
        ILeases leases, Attention attention, IReadOnlyList<IWork> works, Action rest, TimeProvider clock, ILogger log)
    {
        (this.leases, this.attention, this.works, this.rest) = (leases, attention, works, rest);
        (this.clock, this.log) = (clock, log);
        loop = Task.Run(RunAsync);
    }

    /// <summary>Ends the works and gives the lease back, so that another process goes on at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await loop;
        stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await attention.WhenAwakeAsync(stopping.Token);
                await TakeTurnAsync();
                if (!attention.IsAwake)
                    rest();
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                DutyLog.Faulted(log, Followers, fault.GetType().Name);
                await PauseAsync(stopping.Token);
            }
        }
    }

    private async Task TakeTurnAsync()
    {
        await using var held = await HeldLease.TakeAsync(leases, Followers, clock, stopping.Token);
        if (held is null)
            await Task.Delay(BetweenQuestions, clock, stopping.Token);
        else
            await ServeAsync(held);
    }

    private async Task ServeAsync(HeldLease held)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token, held.Over);
        DutyLog.Taken(log, held.Lease.Term.Value);
        var doing = Task.WhenAll(works.Select(work => Task.Run(() => DoAsync(work, held.Lease, end))));
        while (!end.IsCancellationRequested && attention.IsAwake)
            await Task.WhenAny(Task.Delay(BetweenQuestions, clock, end.Token));
        await end.CancelAsync();
        await doing;
        if (held.Over.IsCancellationRequested)
            DutyLog.Lost(log, held.Lease.Term.Value);
    }

    private async Task DoAsync(IWork work, Lease lease, CancellationTokenSource end)
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                await work.WorkAsync(lease, end.Token);
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                return;
            }
            catch (TermOverException)
            {
                await end.CancelAsync();
            }
            catch (Exception fault)
            {
                DutyLog.Faulted(log, work.Name, fault.GetType().Name);
                await PauseAsync(end.Token);
            }
        }
    }

    private Task PauseAsync(CancellationToken end) => Task.WhenAny(Task.Delay(PauseAfterFault, clock, end));
}

internal static partial class DutyLog
{
    [LoggerMessage(EventName = "duty-taken", Level = LogLevel.Information,
        Message = "This process follows the log from now on, in term {Term}.")]
    public static partial void Taken(ILogger log, long term);

    [LoggerMessage(EventName = "duty-lost", Level = LogLevel.Warning,
        Message = "Term {Term} is over; another process may follow the log.")]
    public static partial void Lost(ILogger log, long term);

    [LoggerMessage(EventName = "work-faulted", Level = LogLevel.Error,
        Message = "The work '{Work}' failed ({Fault}) and is tried again.")]
    public static partial void Faulted(ILogger log, string work, string fault);
}
