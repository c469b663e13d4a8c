using Records.Core.Ports;

namespace Records.Actors.Followers;

/// <summary>
/// Forgets answers that nobody can come back for any more: once when somebody begins to work with the tenant, and every
/// hour from then on.
/// </summary>
public sealed class AnswerKeeper(IRememberedAnswers answers, TimeProvider clock) : IWork
{
    private const int AtOnce = 1000;
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    public string Name => "answers";

    public async Task WorkAsync(Lease lease, CancellationToken end)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
            await ForgetAsync(lease, end);
        while (await timer.WaitForNextTickAsync(end));
    }

    // A few at a time: while they go, changes that bring answers of their own do not wait for long.
    private async Task ForgetAsync(Lease lease, CancellationToken end)
    {
        var before = Moment.From(clock.GetUtcNow() - IRememberedAnswers.Kept);
        while (await answers.ForgetAsync(lease, before, AtOnce, end) == AtOnce)
            end.ThrowIfCancellationRequested();
    }
}
