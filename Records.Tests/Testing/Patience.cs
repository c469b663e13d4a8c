using System.Diagnostics;
using System.Runtime.CompilerServices;
using Xunit;

namespace Records.Tests.Testing;

/// <summary>
/// Waiting for what must come to be so. Every wait has an end, and fails there by the words of what did not come: a
/// feature that is gone must not hold up the run that is to notice it.
/// </summary>
public static class Patience
{
    /// <summary>
    /// What takes longer waits for something that will not come: it is named as a failure, and the run goes on. Only a
    /// campaign may take its time.
    /// </summary>
    public static TimeSpan OfTest { get; } =
        LevelOfThisRun.Value is Level.Campaign ? Timeout.InfiniteTimeSpan : TimeSpan.FromMinutes(15);

    /// <summary>
    /// For a command, which may have to build first on a machine with much else to do; less than a test has, so that
    /// what it said until then is told.
    /// </summary>
    public static TimeSpan OfCommand { get; } = TimeSpan.FromMinutes(14);

    // What happens at once where there is nothing else to do.
    private static readonly TimeSpan OfWait = TimeSpan.FromMinutes(2);

    /// <summary>Waits until it is so, doing something meanwhile; fails by its name when it is not so in time.</summary>
    public static Task UntilAsync(
        Func<bool> isSo, Action? meanwhile = null, TimeSpan? patience = null, TimeSpan? pause = null,
        [CallerArgumentExpression(nameof(isSo))] string what = "") => UntilAsync(
        () =>
        {
            var answer = isSo();
            if (!answer)
                meanwhile?.Invoke();
            return Task.FromResult(answer);
        }, patience, pause, what);

    /// <summary>Asks until the answer is yes; fails by its name when it is not in time.</summary>
    public static async Task UntilAsync(
        Func<Task<bool>> isSo, TimeSpan? patience = null, TimeSpan? pause = null,
        [CallerArgumentExpression(nameof(isSo))] string what = "")
    {
        var (began, longest) = (Stopwatch.GetTimestamp(), patience ?? OfWait);
        while (!await isSo())
        {
            if (Stopwatch.GetElapsedTime(began) >= longest)
                Assert.Fail($"For {longest} it was not so: {what}");
            if (pause is { } rest)
                await Task.Delay(rest, TestContext.Current.CancellationToken);
            else
                await Task.Yield();
        }
    }
}
