using Records.Actors;
using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.Ports;
using Xunit;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.Actors;

public sealed class JointActTests : Suite<JointActTests>, ISuite
{
    public static Test Tests => TestList("an act on two case files",
        TestCase("is written to both, next to each other, each under its own key", async () =>
        {
            var (house, first, second) = await TwoFilesAsync();
            var done = Assert.IsType<Outcome<CaseFile>.Done>(await AskAsync(house, Describing(first, second, "neu")));

            Assert.Equal(2, done.Events);
            Assert.Equal("neu", done.State.Contents.Fields["subject"]);
            var log = await house.Store.ReadAllAsync(new(done.Position.Value - 2), 2, Cancel);
            Assert.Equal([first.Value, second.Value], log.Select(stored => stored.Stream.Value));
            Assert.NotEqual(log[0].Key, log[1].Key);
            Assert.Equal(["neu", "neu"], [await SubjectAsync(house, first), await SubjectAsync(house, second)]);
        }),

        TestCase("that one of them refuses changes neither", async () =>
        {
            var (house, first, second) = await TwoFilesAsync();
            var head = await house.Store.HeadAsync(Cancel);
            var refused = Assert.IsType<Outcome<CaseFile>.Refused>(
                await AskAsync(house, Describing(first, second, "neu", "")));
            Assert.Equal("field-required", refused.Reason.Code);
            Assert.Equal(head, await house.Store.HeadAsync(Cancel));
        }),

        TestEach("with a file that may not be seen changes neither", ["first", "second"], async (string hidden) =>
        {
            var (house, first, second) = await TwoFilesAsync();
            var unopened = new CaseFileId(Guid.NewGuid());
            var refused = Assert.IsType<Outcome<CaseFile>.Refused>(await AskAsync(house,
                hidden == "first" ? Describing(unopened, second, "x") : Describing(first, unopened, "x")));
            Assert.Equal(CaseFileRefusals.NotOpened, refused.Reason);
        }),

        TestCase("that fails in the store leaves neither changed", async () =>
        {
            var (house, first, second) = await TwoFilesAsync();
            house.Store.Before = () => throw new IOException("the network is gone");
            await Assert.ThrowsAsync<IOException>(() => AskAsync(house, Describing(first, second, "neu")));
            house.Store.Before = () => Task.CompletedTask;
            Assert.Equal(
                ["Brückensanierung Südring", "Brückensanierung Südring"],
                [await SubjectAsync(house, first), await SubjectAsync(house, second)]);
        }),

        TestCase("is decided anew when somebody was faster in either file", async () =>
        {
            var (house, first, second) = await TwoFilesAsync();
            foreach (var overtaken in new[] { first, second })
            {
                var overtaking = true;
                house.Store.Before = async () =>
                {
                    if (!overtaking)
                        return;
                    overtaking = false;
                    await using var faster = house.Files();
                    await faster.AskAsync(new(overtaken.Value),
                        new(new OpenMatter(new(Guid.NewGuid()), Subject("schneller")), new(ActorHouse.Stamp)), Cancel);
                };
                var matters = -1;
                var outcome = await AskAsync(house, Describing(first, second, $"{overtaken.Value}") with
                {
                    Decide = (one, other) =>
                    {
                        matters = one.Contents.Matters.Count + other.Contents.Matters.Count;
                        return Describing(first, second, $"{overtaken.Value}").Decide(one, other);
                    },
                });
                Assert.IsType<Outcome<CaseFile>.Done>(outcome);
                Assert.Equal(overtaken == first ? 3 : 4, matters);
            }
        }),

        TestCase("from both sides at once ends, and loses nothing", async () =>
        {
            var (house, first, second) = await TwoFilesAsync();
            await using var files = house.Files();
            var joint = new JointAct(files);
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => joint.AskAsync(
                i % 2 == 0 ? Opening(first, second) : Opening(second, first), new(ActorHouse.Stamp))));
            Assert.All(outcomes, outcome => Assert.IsType<Outcome<CaseFile>.Done>(outcome));
            foreach (var file in new[] { first, second })
                Assert.Equal(
                    Enumerable.Range(1, 9),
                    (await StateAsync(house, file)).Matters.Values.Select(matter => matter.Number).Order());
        }),

        TestCase("about one file only is a mistake of the code", async () =>
        {
            var (house, first, _) = await TwoFilesAsync();
            await Assert.ThrowsAsync<ArgumentException>(() => AskAsync(house, Describing(first, first, "x")));
        }));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<(ActorHouse House, CaseFileId First, CaseFileId Second)> TwoFilesAsync()
    {
        var house = new ActorHouse();
        return (house, new((await house.OpenedFileAsync()).Value), new((await house.OpenedFileAsync()).Value));
    }

    private static JointWish Describing(
        CaseFileId first, CaseFileId second, string subject, string? other = null) => new(
        "Describe", first, second, state => state is CaseFile.Unopened ? CaseFileRefusals.NotOpened : null,
        (one, two) => JointDecision.Of(
            CaseFileDecider.Decide(new DescribeCaseFile(one.Contents.Revision, Subject(subject)), one),
            CaseFileDecider.Decide(new DescribeCaseFile(two.Contents.Revision, Subject(other ?? subject)), two)));

    private static JointWish Opening(CaseFileId first, CaseFileId second)
    {
        var one = new OpenMatter(new(Guid.NewGuid()), Subject("a"));
        var two = new OpenMatter(new(Guid.NewGuid()), Subject("b"));
        return new("Open", first, second, _ => null, (here, there) => JointDecision.Of(
            CaseFileDecider.Decide(one, here), CaseFileDecider.Decide(two, there)));
    }

    private static async Task<Outcome<CaseFile>> AskAsync(ActorHouse house, JointWish wish)
    {
        await using var files = house.Files();
        return await new JointAct(files).AskAsync(wish, new(ActorHouse.Stamp));
    }

    private static async Task<CaseFileBody> StateAsync(ActorHouse house, CaseFileId file)
    {
        await using var files = house.Files();
        return (await files.LookAsync(new StreamId(file.Value), Cancel)).State.Contents;
    }

    private static async Task<string> SubjectAsync(ActorHouse house, CaseFileId file) =>
        (await StateAsync(house, file)).Fields["subject"];
}
