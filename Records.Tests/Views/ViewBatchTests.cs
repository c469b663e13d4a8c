using FsCheck;
using FsCheck.Fluent;
using Records.Core.CaseFiles;
using Records.Core.Describing;
using Records.Core.People;
using Records.Core.Ports;
using Records.Storage.Views;
using Records.Tests.CaseFiles;
using Xunit;
using static Records.Tests.CaseFiles.CaseFileSamples;
using static Records.Tests.CaseFiles.RelocatingSamples;

namespace Records.Tests.Views;

/// <summary>
/// Many events go into few statements. A rebuild cuts the log elsewhere than the follower did, and its tables must be
/// the same.
/// </summary>
public sealed class ViewBatchTests : Suite<ViewBatchTests>, ISuite
{
    public static Test Tests => TestList("a batch of events for the query tables",
        Slow(TestProperty(
            "writes what its events write one by one, however the log is cut", Arb.From(Logs), SameAsync)),

        TestCase("is as many statements for many documents as for few", () =>
        {
            Assert.Equal(StatementsFor(documents: 2), StatementsFor(documents: 200));
            Assert.InRange(StatementsFor(documents: 200), 1, 12);
        }),

        TestCase("is cut where a statement would become too large", () =>
        {
            var statement = new RowsStatement("text text", "select from given");
            var page = new string('a', SearchText.MaxLength);
            Assert.Equal(1, StatementsOf(9));
            Assert.Equal(3, StatementsOf(50));

            int StatementsOf(int pages)
            {
                var batch = new ViewBatch();
                for (var i = 0; i < pages; i++)
                    batch.Add(statement.Of(Stored, Guid.NewGuid(), page));
                return batch.Statements().Count();
            }
        }),

        TestCase("says what concerns a stream as a whole after what came before and before what comes after", () =>
        {
            var all = new RowsStatement("", "select 'all' from given");
            var one = new RowsStatement("", "select 'one' from given");
            var (batch, other) = (new ViewBatch(), Stored with { Stream = new(Guid.NewGuid()) });
            foreach (var write in (ViewWrite[])
                [
                    one.Of(Stored, Guid.NewGuid()), one.Of(Stored, Guid.NewGuid()), all.OfAll(Stored),
                    one.Of(Stored, Guid.NewGuid()), one.Of(other, Guid.NewGuid()), all.OfAll(other),
                ])
                batch.Add(write);
            Assert.Equal(["one 3", "all 2", "one 1"], batch.Statements().Select(statement =>
                $"{statement.CommandText.Split('\'')[1]} {((Array)statement.Parameters[0].Value!).Length}"));
        }));

    // Three files at once: one in which much happens, one that takes something from it, and a third.
    private static readonly Gen<Log> Logs =
        from here in CaseFileProperties.Wishes.Generator
        from third in CaseFileProperties.Wishes.Generator
        from picks in Gen.Choose(0, 2).ArrayOf(40)
        from cuts in Gen.Choose(1, 100).ArrayOf(5)
        select new Log(here, third, picks, cuts);

    // One by one, and in batches; the houses are two databases in which the streams of all runs lie.
    private static async Task SameAsync(Log log)
    {
        var (singly, batched) = (await Singly.Value, await Batched.Value);
        var events = log.Seen(singly);
        foreach (var one in events.Chunk(1))
            await singly.ApplyAsync(one);
        for (var (rest, i) = (events.AsEnumerable(), 0); rest.Any(); i++)
        {
            await batched.ApplyAsync([.. rest.Take(log.Cuts[i % log.Cuts.Length])]);
            rest = rest.Skip(log.Cuts[i % log.Cuts.Length]);
        }

        var streams = events.Select(e => e.Stored.Stream.Value).Distinct().ToArray();
        Assert.Equal(await singly.RowsAsync(streams), await batched.RowsAsync(streams));
    }

    private static int StatementsFor(int documents)
    {
        var filed = (CaseFileEvent.DocumentFiled)LetterFiled;
        var ids = Enumerable.Range(0, documents).Select(_ => new DocumentId(Guid.NewGuid())).ToList();
        var batch = new ViewBatch();
        foreach (var happened in (IEnumerable<CaseFileEvent>)
            [
                Opened, MatterBegun,
                .. ids.Select(id => filed with { Document = id }),
                .. ids.Select(id => new CaseFileEvent.DocumentDescribed(id, [new("subject", null, "a")])),
            ])
            foreach (var write in ViewStatements.For(
                new(Stored, new(ViewHouse.Clerk, Guid.NewGuid(), null, null, null), happened, [], null)))
                batch.Add(write);
        return batch.Statements().Count();
    }

    private static readonly Lazy<Task<ViewHouse>> Singly = new(ViewHouse.NewAsync);
    private static readonly Lazy<Task<ViewHouse>> Batched = new(ViewHouse.NewAsync);

    private static readonly StoredEvent Stored = new(
        new(0), new(Guid.NewGuid()), new(0), new(Guid.NewGuid()), new(0), new("any", 1), new(Guid.NewGuid()), default,
        default, default, null, default, default);

    /// <summary>What happens to three files, in which order, and where the log is cut.</summary>
    private sealed record Log(CaseFileCommand[] Here, CaseFileCommand[] Third, int[] Picks, int[] Cuts)
    {
        /// <summary>The events in an order in which those of each file keep theirs.</summary>
        public List<ViewedEvent> Seen(ViewHouse house)
        {
            var here = new Shelf(new(Guid.NewGuid()), [.. Happened(Here)]);
            var other = new Shelf(new(Guid.NewGuid()), [Own(Opened), Begun(Host, 1)]);
            var third = (Stream: new StreamId(Guid.NewGuid()), Left: new Queue<CaseFileEvent>(Happened(Third)));
            List<(StreamId Stream, Queue<CaseFileEvent> Left)> files =
                [(new(here.Id.Value), new(here.History)), (new(other.Id.Value), new(other.History)), third];
            var order = new List<(StreamId Stream, CaseFileEvent Event)>();
            for (var i = 0; files.Exists(file => file.Left.Count > 0); i++)
            {
                var left = files.Where(file => file.Left.Count > 0).ToList();
                var (stream, rest) = left[Picks[i % Picks.Length] % left.Count];
                order.Add((stream, rest.Dequeue()));
            }

            if (here.State is CaseFile.Active && RelocatingViewTests.Movable(here) is { } of)
            {
                var (gone, come) = Move(here, of, other, of.Kind is ObjectKind.Document ? Host : null);
                order.AddRange(come.History.Skip(other.History.Count).Select(e => (files[1].Stream, e)));
                order.AddRange(gone.History.Skip(here.History.Count).Select(e => (files[0].Stream, e)));
            }

            var versions = new Dictionary<StreamId, long>();
            return
            [
                .. order.Select(e => house.SeeOne(
                    e.Stream, versions[e.Stream] = versions.GetValueOrDefault(e.Stream, -1) + 1, e.Event,
                    [new(1, "Die Gebühr ist fällig.", TextSource.Recognised, 90)])),
            ];
        }

        private static IEnumerable<CaseFileEvent> Happened(CaseFileCommand[] wishes) =>
            CaseFileProperties.Live(wishes).Events.Select(Own);

        // A reference and a unit of its own, so that each file brings an access class.
        private static CaseFileEvent Own(CaseFileEvent happened) => ViewHouse.Rereferenced(happened) switch
        {
            CaseFileEvent.CaseFileOpened e => e with { LeadUnit = new(Guid.NewGuid()) },
            var e => e,
        };
    }
}
