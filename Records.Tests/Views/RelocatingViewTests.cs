using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Relocating;
using Records.Core.Deciding;
using Records.Core.Ports;
using Records.Storage.Views;
using Records.Tests.CaseFiles;
using Xunit;
using static Records.Core.CaseFiles.Relocating.RelocatingCommand;
using static Records.Tests.CaseFiles.CaseFileSamples;
using static Records.Tests.CaseFiles.RelocatingSamples;

namespace Records.Tests.Views;

/// <summary>What re-filing into another file does to both sheets, and to what is searched.</summary>
public sealed class RelocatingViewTests : Suite<RelocatingViewTests>, ISuite
{
    public static Test Tests => TestList("R40 what was re-filed into another file, in the views",
        TestProperty("is on the sheets as the events say, whatever had happened to it", CaseFileProperties.Wishes,
            async wishes =>
            {
                var house = await Shared.Value;
                var here = new Shelf(new(Guid.NewGuid()),
                    [.. CaseFileProperties.Live(wishes).Events.Select(ViewHouse.Rereferenced)]);
                if (here.State is not CaseFile.Active || Movable(here) is not { } of)
                    return;
                var other = new Shelf(new(Guid.NewGuid()), [ViewHouse.Rereferenced(Opened), Begun(Host, 1)]);
                var (left, there) = Move(here, of, other, of.Kind is ObjectKind.Document ? Host : null);

                var (one, two) = (new StreamId(left.Id.Value), new StreamId(there.Id.Value));
                var before = house.See(one, here.History.Cast<object>());
                var begun = house.See(two, other.History.Cast<object>());
                var come = house.See(two, there.History.Skip(other.History.Count));
                var gone = house.See(one, left.History.Skip(here.History.Count));
                foreach (var batch in (List<ViewedEvent>[])[before, begun, come, gone])
                    await house.ApplyAsync(batch);

                foreach (var (stream, seen) in new[] { (one, before.Concat(gone)), (two, begun.Concat(come)) })
                    Assert.Equal(
                        ViewTests.Shown(seen.Aggregate(default(CaseFileSheet), (sheet, e) =>
                            SheetFold.Apply(sheet, (CaseFileEvent)e.Event!, e.Stored, e.Stamp!))),
                        ViewTests.Shown(
                            (await house.Reader.CaseFileAsync(stream.Value, ViewHouse.Registrar, Cancel)).Found));
                Assert.Equal(0L, await house.Database.AsServerAsync($"""
                    with rows as (
                        select case_file, owner as id from view.part union all
                        select case_file, owner from view.resubmission union all
                        select case_file, owner from view.worklist union all
                        select case_file, object from view.passage union all
                        select case_file, document from view.text_waiting)
                    select count(*) from rows where case_file = '{one.Value}' and id = '{of.Id}'
                    """));
            }),
        TestCase("is found by its words there and no more here, and read where it was not read yet", async () =>
        {
            await using var house = await ViewHouse.NewAsync();
            var here = new Shelf(new(Guid.NewGuid()), [Opened, MatterBegun, LetterFiled, LetterVersioned, LetterRead]);
            var other = new Shelf(new(Guid.NewGuid()), [ViewHouse.Rereferenced(Opened), Begun(Host, 1)]);
            var (left, there) = Move(here, ObjectRef.Of(Letter), other, Host);
            var (one, two) = (new StreamId(left.Id.Value), new StreamId(there.Id.Value));
            await house.ApplyAsync(house.See(one, here.History.Cast<object>(),
                [new(1, "Die Verwaltungsgebühr ist fällig.", TextSource.Recognised, 90)]));
            await house.ApplyAsync(house.See(two, other.History.Cast<object>()));
            Assert.Equal(one.Value, Assert.Single(await HitsAsync(house, "Verwaltungsgebühr")).CaseFile);

            await house.ApplyAsync(house.See(two, [there.History[^1]]));
            await house.ApplyAsync(house.See(one, [left.History[^1]]));
            foreach (var (words, kind) in new[] { ("Verwaltungsgebühr", "page"), ("Anhörung", "document") })
            {
                var hit = Assert.Single(await HitsAsync(house, words));
                Assert.Equal((two.Value, kind, (Guid?)Host.Value), (hit.CaseFile, hit.Kind, hit.Matter));
            }

            var job = (await house.Queue.TakeAsync(house.Lease, TimeSpan.FromMinutes(1), Cancel))!;
            Assert.Equal((two.Value, 2), (job.CaseFile.Value, job.Version));
            Assert.Null(await house.Queue.TakeAsync(house.Lease, TimeSpan.FromMinutes(1), Cancel));
        }));

    private static readonly Lazy<Task<ViewHouse>> Shared = new(ViewHouse.NewAsync);
    private static CancellationToken Cancel => CancellationToken.None;

    private static async Task<IReadOnlyList<SearchHit>> HitsAsync(ViewHouse house, string words) =>
        (await house.Reader.SearchAsync(new(words, null, 9), ViewHouse.Registrar, Cancel)).Found;

    // A matter rather than a document: there is more in it.
    internal static ObjectRef? Movable(Shelf here) => here.Body.Matters.Values.Select(one => ObjectRef.Of(one.Id))
        .Concat(here.Body.Documents.Values.Select(one => ObjectRef.Of(one.Id)))
        .Where(of => CaseFileDecider.Decide(new MoveAway(of, here.RevisionOf(of), OtherFile, Host), here.State)
            is Decision<CaseFileEvent>.Accepted)
        .Select(of => (ObjectRef?)of).FirstOrDefault();
}
