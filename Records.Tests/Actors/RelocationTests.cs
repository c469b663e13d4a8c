using Records.Actors;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Moving;
using Records.Core.CaseFiles.Numbering;
using Records.Core.Deciding;
using Records.Core.Ports;
using Xunit;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Core.CaseFiles.Relocating.RelocatingEvent;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.Actors;

public sealed class RelocationTests : Suite<RelocationTests>, ISuite
{
    public static Test Tests => TestList("R40 re-filing into another file, in the store",
        TestCase("is written to both, next to each other, what arrives first", async () =>
        {
            var desk = await Desk.NewAsync();
            var done = Assert.IsType<Outcome<CaseFile>.Done>(await desk.MoveAsync());
            Assert.Equal(2, done.Events);
            Assert.Equal(FirstMatter, done.State.Contents.Find(Letter)!.Matter);

            var log = await desk.House.Store.ReadAllAsync(new(done.Position.Value - 2), 2, Cancel);
            Assert.Equal([desk.To.Value, desk.From.Value], log.Select(stored => stored.Stream.Value));
            Assert.Equal(["object-moved-in", "object-moved-out"], log.Select(stored => stored.Type.Name));
            Assert.IsType<ObjectMovedOut>((await desk.House.EventsOfAsync(desk.From))[^1]);
        }),
        TestCase("seals its content for where it goes, and the check finds all of it", async () =>
        {
            var desk = await Desk.NewAsync();
            await desk.MoveAsync();
            var moved = Assert.IsType<ObjectMovedIn>((await desk.House.EventsOfAsync(desk.To))[^1]);
            var named = Assert.Single(NamedContents.Of(moved));
            Assert.NotEqual(desk.Object, named.Object);
            Assert.Empty(desk.Uploads.Ids);

            var report = await desk.House.CheckAsync();
            Assert.Empty(report.Findings);
            // The letter as it lay there, and as it lies here.
            Assert.Equal(2, report.Objects);
        }),
        TestCase("that is refused seals nothing and changes neither", async () =>
        {
            var desk = await Desk.NewAsync();
            await desk.AskAsync(desk.To, new CloseMatter(FirstMatter, new(1), March));
            var head = await desk.House.Store.HeadAsync(Cancel);
            Assert.Equal(
                new Outcome<CaseFile>.Refused(MovingRefusals.TargetNotActive), await desk.MoveAsync());
            Assert.Empty(desk.Uploads.Ids);
            Assert.Equal(head, await desk.House.Store.HeadAsync(Cancel));
        }),
        TestEach("of what may not be seen is about nothing", ["from", "to"], async (string hidden) =>
        {
            var desk = await Desk.NewAsync();
            var gone = new StreamId(Guid.NewGuid());
            Assert.Equal(new Outcome<CaseFile>.Refused(CaseFileRefusals.NotOpened),
                await (hidden == "from" ? desk with { From = gone } : desk with { To = gone }).MoveAsync());
        }),
        TestCase("that fails in the store leaves both as they were, and what was sealed to be swept away", async () =>
        {
            var desk = await Desk.NewAsync();
            desk.House.Store.Before = () => throw new IOException("the network is gone");
            await Assert.ThrowsAsync<IOException>(desk.MoveAsync);
            desk.House.Store.Before = () => Task.CompletedTask;
            var left = Assert.Single(desk.Uploads.Ids);
            Assert.IsType<CaseFileEvent.DocumentFiled>((await desk.House.EventsOfAsync(desk.From))[^1]);

            Assert.IsType<Outcome<CaseFile>.Done>(await desk.MoveAsync());
            Assert.Equal([left], desk.Uploads.Ids);
        }),
        TestCase("is decided anew when somebody was faster in either file, and seals once", async () =>
        {
            foreach (var isFirst in (bool[])[true, false])
            {
                var desk = await Desk.NewAsync();
                var (overtaken, isOvertaking) = (isFirst ? desk.From : desk.To, true);
                desk.House.Store.Before = async () =>
                {
                    if (!isOvertaking)
                        return;
                    isOvertaking = false;
                    await desk.AskAsync(overtaken, new OpenMatter(new(Guid.NewGuid()), Subject("schneller")));
                };
                Assert.IsType<Outcome<CaseFile>.Done>(await desk.MoveAsync());
                Assert.False(isOvertaking);
                Assert.Empty(desk.Uploads.Ids);
                Assert.Empty((await desk.House.CheckAsync()).Findings);
            }
        }),
        TestCase("tells of nothing that came in between to the other file", async () =>
        {
            var desk = await Desk.NewAsync();
            var isOvertaking = true;
            desk.House.Store.Before = async () =>
            {
                if (!isOvertaking)
                    return;
                isOvertaking = false;
                await desk.AskAsync(desk.From, new DescribeDocument(Letter, new(1), Subject("anders")));
            };
            Assert.Equal(new Outcome<CaseFile>.Refused(CaseFileRefusals.RevisionStale), await desk.MoveAsync());
        }),
        TestCase("once more changes nothing", async () =>
        {
            var desk = await Desk.NewAsync();
            await desk.MoveAsync();
            var head = await desk.House.Store.HeadAsync(Cancel);
            Assert.Equal(0, Assert.IsType<Outcome<CaseFile>.Done>(await desk.MoveAsync()).Events);
            Assert.Equal(head, await desk.House.Store.HeadAsync(Cancel));
        }),
        TestCase("and back brings it home under its own key", async () =>
        {
            var desk = await Desk.NewAsync();
            await desk.MoveAsync();
            var back = Assert.IsType<Outcome<CaseFile>.Done>(
                await (desk with { From = desk.To, To = desk.From }).MoveAsync(new(2)));
            Assert.Equal(new Revision(3), back.State.Contents.Find(Letter)!.Revision);
            Assert.Empty(back.State.Contents.MovedOut);
            var report = await desk.House.CheckAsync();
            Assert.Empty(report.Findings);
            Assert.Equal(3, report.Objects);
        }));

    private static CancellationToken Cancel => CancellationToken.None;

    /// <summary>A file with a letter, and one with a matter that it could lie in.</summary>
    private sealed record Desk(ActorHouse House, StreamId From, StreamId To, ObjectId Object, MemoryUploads Uploads)
    {
        public static async Task<Desk> NewAsync()
        {
            var house = new ActorHouse();
            var (from, letter) = await house.OpenFileWithLetterAsync();
            return new(house, from, await house.OpenedFileAsync(), letter, new());
        }

        public Task<Outcome<CaseFile>> MoveAsync() => MoveAsync(new(1));

        public async Task<Outcome<CaseFile>> MoveAsync(Revision seen)
        {
            await using var files = House.Files();
            return await new Relocation(files, new(House.Objects, Uploads, TimeProvider.System)).MoveAsync(
                new(ObjectRef.Of(Letter), seen, new(From.Value), new(To.Value), FirstMatter, MatterNumbering.Default,
                    state => state is CaseFile.Unopened ? CaseFileRefusals.NotOpened : null),
                new(ActorHouse.Stamp), Cancel);
        }

        public async Task AskAsync(StreamId file, CaseFileCommand wish)
        {
            await using var files = House.Files();
            Assert.IsType<Outcome<CaseFile>.Done>(await files.AskAsync(file, new(wish, new(ActorHouse.Stamp)), Cancel));
        }
    }
}
