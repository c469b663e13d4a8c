using Records.Actors;
using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.History;
using Records.Core.Ports;
using Xunit;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Core.CaseFiles.CaseFileEvent;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.Actors;

public sealed class StreamActorTests : Suite<StreamActorTests>, ISuite
{
    public static Test Tests => TestList("stream actor",
        TestCase("fifty askers at once are answered one after the other", async () =>
        {
            var house = new ActorHouse();
            var stream = await house.OpenedFileAsync();
            await using var files = house.Files();

            await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => files.AskAsync(stream, NewMatter(), Cancel)));

            Assert.Equal(
                Enumerable.Range(1, 51),
                (await house.EventsOfAsync(stream)).OfType<MatterOpened>().Select(e => e.Number));
        }),

        TestCase("two processes on one stream lose nothing and number without gaps", async () =>
        {
            var house = new ActorHouse();
            var stream = await house.OpenedFileAsync();
            await using var first = house.Files();
            await using var second = house.Files();

            for (var round = 0; round < 20; round++)
                await Task.WhenAll(
                    first.AskAsync(stream, NewMatter(), Cancel), second.AskAsync(stream, NewMatter(), Cancel));

            Assert.Equal(
                Enumerable.Range(1, 41),
                (await house.EventsOfAsync(stream)).OfType<MatterOpened>().Select(e => e.Number));
        }),

        TestCase("a refusal is only said on the newest state", async () =>
        {
            var house = new ActorHouse();
            var stream = await house.OpenedFileAsync();
            await using var first = house.Files();
            await using var second = house.Files();
            Assert.IsType<Outcome<CaseFile>.Refused>(await first.AskAsync(stream, Closing, Cancel));

            await second.AskAsync(stream, Wish(new CloseMatter(FirstMatter, new(1), March)), Cancel);

            Assert.IsType<Outcome<CaseFile>.Done>(await first.AskAsync(stream, Closing, Cancel));
        }),

        TestCase("a failure before the store took it leaves nothing behind", async () =>
        {
            var house = new ActorHouse();
            var stream = await house.OpenedFileAsync();
            await using var files = house.Files();
            house.Store.Before = () => throw new IOException("cut");
            await Assert.ThrowsAsync<IOException>(() => files.AskAsync(stream, NewMatter(), Cancel));

            house.Store.Before = () => Task.CompletedTask;
            await files.AskAsync(stream, NewMatter(), Cancel);

            Assert.Equal([1, 2], (await house.EventsOfAsync(stream)).OfType<MatterOpened>().Select(e => e.Number));
        }),

        TestCase("a failure after the store took it is found out by replay", async () =>
        {
            var house = new ActorHouse();
            var stream = await house.OpenedFileAsync();
            await using var files = house.Files();
            var wish = NewMatter();
            house.Store.After = () => throw new IOException("cut");
            await Assert.ThrowsAsync<IOException>(() => files.AskAsync(stream, wish, Cancel));

            house.Store.After = () => Task.CompletedTask;
            var again = Assert.IsType<Outcome<CaseFile>.Refused>(await files.AskAsync(stream, wish, Cancel));

            Assert.Equal(CaseFileRefusals.MatterExists, again.Reason);
            Assert.Equal(2, (await house.EventsOfAsync(stream)).OfType<MatterOpened>().Count());
        }),

        TestCase("cancelling gives up the wait and not the write", async () =>
        {
            var house = new ActorHouse();
            var stream = await house.OpenedFileAsync();
            await using var files = house.Files();
            var gate = new TaskCompletionSource();
            house.Store.Before = () => gate.Task;
            using var giveUp = new CancellationTokenSource();
            var waiting = files.AskAsync(stream, NewMatter(), giveUp.Token);
            await giveUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

            gate.SetResult();
            await files.LookAsync(stream, Cancel);

            Assert.Equal(2, (await house.EventsOfAsync(stream)).OfType<MatterOpened>().Count());
        }),

        TestCase("a full mailbox says so at once and loses none of those it took", async () =>
        {
            var house = new ActorHouse();
            var stream = await house.OpenedFileAsync();
            await using var files = house.Files();
            var gate = new TaskCompletionSource();
            house.Store.Before = () => gate.Task;

            var asked = Enumerable.Range(0, 400).Select(_ => files.AskAsync(stream, NewMatter(), Cancel)).ToList();
            var turnedAway = asked.Count(task => task.IsFaulted);
            gate.SetResult();
            await Task.WhenAll(asked.Where(task => !task.IsFaulted));

            Assert.InRange(turnedAway, 100, 399);
            Assert.All(asked.Where(task => task.IsFaulted), task =>
                Assert.IsType<MailboxFullException>(task.Exception!.InnerException));
            Assert.Equal(400 - turnedAway + 1, (await house.EventsOfAsync(stream)).OfType<MatterOpened>().Count());
        }),

        TestCase("what a caller may not see is refused before any rule is asked", async () =>
        {
            var house = new ActorHouse();
            var stream = await house.OpenedFileAsync();
            await using var files = house.Files();
            var outcome =
                await files.AskAsync(stream, Closing with { Guard = _ => CaseFileRefusals.NotOpened }, Cancel);
            Assert.Equal(new Outcome<CaseFile>.Refused(CaseFileRefusals.NotOpened), outcome);
        }),

        TestList("an answer to remember",
            TestCase("is stored with the events and given to whoever asks again", async () =>
            {
                var house = new ActorHouse();
                var stream = await house.OpenedFileAsync();
                await using var files = house.Files();
                await files.AskAsync(stream, NewMatter() with { Terms = Remembered("k1") }, Cancel);

                var again = Assert.IsType<Outcome<CaseFile>.AnsweredBefore>(
                    await files.AskAsync(stream, NewMatter() with { Terms = Remembered("k1") }, Cancel));

                Assert.Equal("2 matters", again.Answer.Body);
                Assert.Equal(2, (await house.EventsOfAsync(stream)).OfType<MatterOpened>().Count());
            }),
            TestCase("is stored even when nothing had to happen", async () =>
            {
                var house = new ActorHouse();
                var stream = await house.OpenedFileAsync();
                await using var files = house.Files();
                var same = Wish(new DescribeCaseFile(new(1), Subject("Brückensanierung Südring"))) with
                {
                    Terms = Remembered("k2")
                };
                Assert.Equal(
                    0, Assert.IsType<Outcome<CaseFile>.Done>(await files.AskAsync(stream, same, Cancel)).Events);
                Assert.NotNull(await house.Store.FindAnswerAsync(new("caller", "k2"), Cancel));
            })),

        TestCase("a wish under a lease is fulfilled in its term and not afterwards", async () =>
        {
            var house = new ActorHouse();
            var stream = await house.OpenedFileAsync();
            await using var files = house.Files();
            var lease = (await house.Leases.TakeAsync("followers", TimeSpan.FromHours(1), Cancel))!;
            Assert.IsType<Outcome<CaseFile>.Done>(
                await files.AskAsync(stream, NewMatter() with { Under = lease }, Cancel));

            await house.Leases.GiveBackAsync(lease, Cancel);

            Assert.Equal(
                new Outcome<CaseFile>.TermOver(lease),
                await files.AskAsync(stream, NewMatter() with { Under = lease }, Cancel));
            Assert.Equal(2, (await house.EventsOfAsync(stream)).OfType<MatterOpened>().Count());
        }),

        TestCase("a claim somebody else holds is told and nothing happens", async () =>
        {
            var house = new ActorHouse();
            var (mine, other) = (await house.OpenedFileAsync(), await house.OpenedFileAsync());
            await using var files = house.Files();
            Claim claim = new("object", "one", mine, null, 0);
            await files.AskAsync(mine, NewMatter() with { Claims = [claim] }, Cancel);

            Assert.IsType<Outcome<CaseFile>.ClaimTaken>(
                await files.AskAsync(other, NewMatter() with { Claims = [claim with { Stream = other }] }, Cancel));
            Assert.Single((await house.EventsOfAsync(other)).OfType<MatterOpened>());
        }));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly Wish<CaseFile, CaseFileCommand> Closing = Wish(new CloseCaseFile(new(1), March));

    private static Wish<CaseFile, CaseFileCommand> NewMatter() =>
        Wish(new OpenMatter(new(Guid.NewGuid()), Subject("m")));

    private static Wish<CaseFile, CaseFileCommand> Wish(CaseFileCommand command) => new(command, new(ActorHouse.Stamp));

    private static Terms<CaseFile> Remembered(string key) => new(
        ActorHouse.Stamp,
        new(new("caller", key), Digest.Of("request"u8), state =>
            (201, $"{((CaseFile.Active)state).Body.Matters.Count} matters")));
}
