using Records.Actors;
using Records.Core.CaseFiles;
using Records.Core.Ports;
using Xunit;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Core.CaseFiles.CaseFileEvent;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.Actors;

/// <summary>When actors are put to rest, and that nothing is lost by it.</summary>
public sealed class ActorRestTests : Suite<ActorRestTests>, ISuite
{
    public static Test Tests => TestList("rest of actors",
        TestCase("comes to the idle, and who asks later finds what they wrote", async () =>
        {
            var (house, clock) = (new ActorHouse(), new ManualClock(DateTimeOffset.UtcNow));
            var stream = await house.OpenedFileAsync();
            await using var files = house.Files(clock, new(100, TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)));
            await files.AskAsync(stream, NewMatter(), Cancel);

            clock.Advance(TimeSpan.FromMinutes(9));
            await files.PassivateAsync();
            Assert.Equal(1, files.Live);
            clock.Advance(TimeSpan.FromMinutes(2));
            await files.PassivateAsync();
            Assert.Equal(0, files.Live);

            var seen = await files.LookAsync(stream, Cancel);
            Assert.Equal(2, ((CaseFile.Active)seen.State).Body.Matters.Count);
        }),
        TestCase("comes to the idlest beyond the limit", async () =>
        {
            var (house, clock) = (new ActorHouse(), new ManualClock(DateTimeOffset.UtcNow));
            await using var files = house.Files(clock, new(2, TimeSpan.FromHours(1), TimeSpan.FromHours(1)));
            for (var i = 0; i < 5; i++)
            {
                await files.LookAsync(await house.OpenedFileAsync(), Cancel);
                clock.Advance(TimeSpan.FromSeconds(1));
            }
            await files.PassivateAsync();
            // Another round may have been under way, begun by the one too many.
            await Patience.UntilAsync(() => files.Live <= 2);
            Assert.Equal(2, files.Live);
        }),
        TestCase("comes at once when there are too many, without waiting for the next sweep", async () =>
        {
            var (house, clock) = (new ActorHouse(), new ManualClock(DateTimeOffset.UtcNow));
            await using var files = house.Files(clock, new(20, TimeSpan.FromHours(1), TimeSpan.FromHours(1)));
            for (var i = 0; i < 60; i++)
            {
                await files.LookAsync(await house.OpenedFileAsync(), Cancel);
                clock.Advance(TimeSpan.FromSeconds(1));
            }
            await Patience.UntilAsync(() => files.Live <= 20);
            Assert.InRange(files.Live, 1, 20);
        }),
        TestCase("comes to the idler half when memory is short, once for each collection", async () =>
        {
            var (house, clock) = (new ActorHouse(), new ManualClock(DateTimeOffset.UtcNow));
            var heap = (Bytes: 1000L, Collection: 1L);
            await using var files = house.Files(clock, new(100, TimeSpan.FromHours(1), TimeSpan.FromHours(1))
            {
                MaxHeapBytes = 1000,
                ReadHeap = () => heap,
            });
            var streams = new List<StreamId>();
            for (var i = 0; i < 8; i++)
            {
                streams.Add(await house.OpenedFileAsync());
                await files.AskAsync(streams[i], NewMatter(), Cancel);
                clock.Advance(TimeSpan.FromSeconds(1));
            }

            await files.PassivateAsync();
            Assert.Equal(8, files.Live);
            heap = (1001, 2);
            await files.PassivateAsync();
            Assert.Equal(4, files.Live);
            await files.PassivateAsync();
            Assert.Equal(4, files.Live);
            heap = (1001, 3);
            await files.PassivateAsync();
            Assert.Equal(2, files.Live);

            // Who was asked last is still there, and who rests loses nothing.
            house.Store.Reads = 0;
            await files.AskAsync(streams[7], NewMatter(), Cancel);
            Assert.Equal(0, house.Store.Reads);
            var seen = await files.LookAsync(streams[0], Cancel);
            Assert.Equal(2, ((CaseFile.Active)seen.State).Body.Matters.Count);
            Assert.Equal(3, files.Live);
        }),
        TestCase("does not come to one with letters to answer, however short memory is", async () =>
        {
            var (house, clock) = (new ActorHouse(), new ManualClock(DateTimeOffset.UtcNow));
            var collections = 0L;
            var stream = await house.OpenedFileAsync();
            await using var files = house.Files(clock, new(1, TimeSpan.FromHours(1), TimeSpan.FromHours(1))
            {
                MaxHeapBytes = 0,
                ReadHeap = () => (1, ++collections),
            });
            var gate = new TaskCompletionSource();
            house.Store.Before = () => gate.Task;
            var asked = Enumerable.Range(0, 5).Select(_ => files.AskAsync(stream, NewMatter(), Cancel)).ToList();
            clock.Advance(TimeSpan.FromMinutes(1));
            await files.PassivateAsync();
            Assert.Equal(1, files.Live);
            gate.SetResult();
            Assert.All(await Task.WhenAll(asked), outcome => Assert.IsType<Outcome<CaseFile>.Done>(outcome));
        }),
        TestCase("at the end comes after the last answer", async () =>
        {
            var house = new ActorHouse();
            var stream = await house.OpenedFileAsync();
            var files = house.Files();
            var asked = Enumerable.Range(0, 30).Select(_ => files.AskAsync(stream, NewMatter(), Cancel)).ToList();
            await files.DisposeAsync();
            Assert.All(await Task.WhenAll(asked), outcome => Assert.IsType<Outcome<CaseFile>.Done>(outcome));
            await Assert.ThrowsAsync<ObjectDisposedException>(() => files.AskAsync(stream, NewMatter(), Cancel));
        }));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Wish<CaseFile, CaseFileCommand> NewMatter() =>
        new(new OpenMatter(new(Guid.NewGuid()), Subject("m")), new(ActorHouse.Stamp));
}
