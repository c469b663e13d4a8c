using System.Threading.Channels;
using Records.Core.Ports;
using Records.Storage.Text;
using Xunit;

namespace Records.Tests.Text;

public sealed class TurnsTests : Suite<TurnsTests>, ISuite
{
    public static Test Tests => TestList("turns",
        TestCase("let a letter through before the files of thirty pages that came first", async () =>
        {
            var (turns, begun) =
                (new Turns(1), Channel.CreateUnbounded<(string Name, TaskCompletionSource<int> End)>());
            Task<int> Work(string name)
            {
                var end = new TaskCompletionSource<int>();
                begun.Writer.TryWrite((name, end));
                return end.Task;
            }

            var one = turns.TakeEachAsync(Pages(30), page => Work($"one {page}"), Cancel);
            var other = turns.TakeEachAsync(Pages(30), page => Work($"other {page}"), Cancel);
            var letter = turns.TakeEachAsync(Pages(1), _ => Work("letter"), Cancel);

            List<string> order = [];
            while (order.Count < 61)
            {
                var (name, end) = await begun.Reader.ReadAsync(Cancel);
                order.Add(name);
                end.SetResult(0);
            }

            await Task.WhenAll(one, other, letter);
            Assert.Equal(["one 0", "other 0", "letter", "one 1", "other 1", "one 2"], order[..6]);
        }),

        TestCase("are never more than there are places", async () =>
        {
            var (turns, now, most) = (new Turns(3), 0, 0);
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => turns.TakeEachAsync(Pages(50), async page =>
            {
                var busy = Interlocked.Increment(ref now);
                InterlockedMax(ref most, busy);
                await Task.Yield();
                Interlocked.Decrement(ref now);
                return page;
            }, Cancel)));

            Assert.Equal((3, 0), (most, now));
        }),

        TestCase("give results in the order of the pages", async () =>
            Assert.Equal(Pages(20), await new Turns(4).TakeEachAsync(Pages(20), async page =>
            {
                await Task.Yield();
                return page;
            }, Cancel))),

        TestCase("end at the first unreadable page and say how many came before it", async () =>
        {
            var reading = new Turns(2).TakeEachAsync(Pages(1000), async page =>
            {
                await Task.Yield();
                return page is 7 or 8 ? throw new UnreadableException(TextFailure.TimedOut) : page;
            }, Cancel);
            var failure = await Assert.ThrowsAsync<UnreadableException>(() => reading);

            Assert.Equal((TextFailure.TimedOut, 7), (failure.Failure, failure.ReadablePages));
        }),

        TestCase("pass on the machine's fault and begin nothing more", async () =>
        {
            var begun = 0;
            await Assert.ThrowsAsync<IOException>(() => new Turns(1).TakeEachAsync(Pages(1000), async page =>
            {
                Interlocked.Increment(ref begun);
                await Task.Yield();
                return page == 3 ? throw new IOException() : page;
            }, Cancel));
            Assert.Equal(4, begun);
        }),

        TestCase("are not lost when a waiting one gives up", async () =>
        {
            var (turns, gate) = (new Turns(1), new TaskCompletionSource<int>());
            using var cancelling = new CancellationTokenSource();
            var first = turns.TakeAsync(() => gate.Task, Cancel);
            var second = turns.TakeAsync(() => Task.FromResult(2), cancelling.Token);
            var third = turns.TakeAsync(() => Task.FromResult(3), Cancel);

            await cancelling.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
            gate.SetResult(1);
            Assert.Equal((1, 3), (await first, await third));
            Assert.Equal(4, await turns.TakeAsync(() => Task.FromResult(4), Cancel));
        }));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static int[] Pages(int count) => [.. Enumerable.Range(0, count)];

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = most; value > seen; seen = most)
            Interlocked.CompareExchange(ref most, value, seen);
    }
}
