using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Deleting;
using Records.Core.CaseFiles.Numbering;
using Records.Core.Deciding;
using Records.Core.Documents;
using Xunit;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Core.CaseFiles.CaseFileEvent;
using static Records.Core.CaseFiles.CaseFileRefusals;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.CaseFiles;

[Rules.RulesOfCore]
public sealed class SubMatterTests : Suite<SubMatterTests>, ISuite
{
    public static Test Tests => TestList("sub-matters",
        TestList("R9 opening a sub-matter",
            TestCase("numbers it in its matter", () =>
                Given(Opened, MatterBegun).When(new OpenMatter(SecondMatter, Subject("Teil")) { Parent = FirstMatter })
                    .Then(SubMatterBegun)),
            TestCase("takes no number from the file", () =>
                Given(Opened, MatterBegun, SubMatterBegun).When(new OpenMatter(Third, Subject("b")))
                    .Then(new MatterOpened(Third, 2, [new("subject", null, "b")], null, new("63.2-2026/0417-02")))),
            TestCase("goes one level deep", () =>
                Given(Opened, MatterBegun, SubMatterBegun)
                    .When(new OpenMatter(Third, Subject("b")) { Parent = SecondMatter }).ThenRefused(TooDeep)),
            TestCase("needs a matter of this file", () =>
                Given(Opened).When(new OpenMatter(SecondMatter, Subject("Teil")) { Parent = FirstMatter })
                    .ThenRefused(UnknownMatter)),
            TestCase("needs an active matter", () =>
                Given(Opened, MatterBegun, MatterDone)
                    .When(new OpenMatter(SecondMatter, Subject("Teil")) { Parent = FirstMatter })
                    .ThenRefused(CaseFileRefusals.MatterClosed)),
            TestCase("is impossible in a locked matter", () =>
                Given(Opened, MatterBegun, MatterLocked)
                    .When(new OpenMatter(SecondMatter, Subject("Teil")) { Parent = FirstMatter })
                    .ThenRefused(Locked)),
            TestCase("takes documents as any matter does", () =>
                Given(Opened, MatterBegun, SubMatterBegun)
                    .When(new FileDocument(SecondMatter, Letter, DocumentKind.Incoming, Subject("a"), Scan))
                    .Then(new DocumentFiled(
                        SecondMatter, Letter, DocumentKind.Incoming, [new("subject", null, "a")], Scan)))),

        TestList("R33 closing with sub-matters",
            TestCase("names those still open", () =>
                Given(Opened, MatterBegun, SubMatterBegun).When(new CloseMatter(FirstMatter, new(1), March))
                    .ThenRefused(OpenMatters(["63.2-2026/0417-01.01"]))),
            TestCase("goes on once they are closed", () =>
                Given(Opened, MatterBegun, SubMatterBegun, SubMatterDone)
                    .When(new CloseMatter(FirstMatter, new(1), March)).Then(MatterDone)),
            TestCase("a matter beside it does not keep it open", () =>
                Given(Opened, MatterBegun, new MatterOpened(SecondMatter, 2, [], null, new("63.2-2026/0417-02")))
                    .When(new CloseMatter(FirstMatter, new(1), March)).Then(MatterDone)),
            TestCase("R36 a sub-matter is not taken up again in a closed matter", () =>
                Given(Opened, MatterBegun, SubMatterBegun, SubMatterDone, MatterDone)
                    .When(new ReopenMatter(SecondMatter, new(2), March)).ThenRefused(CaseFileRefusals.MatterClosed)),
            TestCase("R36 a sub-matter is not taken up again in a matter that is locked or to be deleted", () =>
            {
                foreach (var (above, reason) in new (CaseFileEvent, Refusal)[]
                {
                    (MatterLocked, Locked),
                    (new DeletingEvent.DeletionMarked(ObjectRef.Of(FirstMatter), Asker, Checker, "falsche Akte"),
                        DeletionRequested),
                })
                    Given(Opened, MatterBegun, SubMatterBegun, SubMatterDone, above)
                        .When(new ReopenMatter(SecondMatter, new(2), March)).ThenRefused(reason);
            }),
            TestCase("R36 a matter is taken up again on the last day of its transfer period, and no later", () =>
            {
                Given(Opened, MatterBegun, MatterDone)
                    .When(new ReopenMatter(FirstMatter, new(2), Ends.TransferEnds))
                    .Then(new MatterReopened(FirstMatter, Ends.TransferEnds, Ends));
                Given(Opened, MatterBegun, MatterDone)
                    .When(new ReopenMatter(FirstMatter, new(2), Ends.TransferEnds.AddDays(1)))
                    .ThenRefused(TransferPeriodOver(Ends.TransferEnds));
            }),
            TestCase("R34 the file names all of them", () =>
                Given(Opened, MatterBegun, SubMatterBegun).When(new CloseCaseFile(new(1), March))
                    .ThenRefused(OpenMatters(["63.2-2026/0417-01", "63.2-2026/0417-01.01"])))),

        TestList("numbers by pattern",
            TestCase("as the tenant has it", () =>
                Given(Opened, MatterBegun).When(new OpenMatter(SecondMatter, Subject("Vergabe"))
                {
                    Numbering = new(NumberPattern.Parse("{file}/V{number:000}", "file")!.Value, new(".", 2)),
                }).Then(new MatterOpened(
                    SecondMatter, 2, [new("subject", null, "Vergabe")], null, new("63.2-2026/0417/V002")))),
            TestCase("of the first form are as by default", () =>
            {
                var state = new[] { Opened, new MatterOpened(FirstMatter, 1, [], null, null) }
                    .Aggregate(CaseFileDecider.Initial, CaseFileDecider.Evolve);
                Assert.Equal("63.2-2026/0417-01", state.Contents.Find(FirstMatter)!.Reference.Value);
            }),
            TestCase("grow beyond their zeros", () =>
                Assert.Equal("a-123", MatterNumbering.Default.Of(new FileReference("a"), 123).Value)),
            TestEach("is none:",
            [
                "", "{file}", "{number}", "{file}{number}", "{file}-{number:0000000}", "{file}-{number:1}",
                "{file}-1-{number}", "{file} {number}", "{file}-{{number}", "{matter}-{number}", "x{file}-{number}",
                "{file}-{number}x", "{file}-\u0000{number}", "{file}-{number}\n",
            ], pattern => Assert.Null(NumberPattern.Parse(pattern, "file")))),

        TestProperty("R9 no two matters have the same reference, and none is deeper than a sub-matter",
            CaseFileProperties.Wishes, wishes =>
            {
                var opened = CaseFileProperties.Live(wishes).Events.OfType<MatterOpened>().ToList();
                return opened.DistinctBy(e => e.Reference).Count() == opened.Count
                    && opened.TrueForAll(e => e.Parent is null || opened.Exists(above =>
                        above.Matter == e.Parent && above.Parent is null));
            }),

        TestProperty("R33 no matter closes over an open sub-matter", CaseFileProperties.Wishes, wishes =>
        {
            var state = CaseFileDecider.Initial;
            foreach (var happened in CaseFileProperties.Live(wishes).Events)
            {
                if (happened is CaseFileEvent.MatterClosed closed && state.Contents.Matters.Values.Any(matter =>
                    matter.Parent == closed.Matter && state.Contents.IsOpen(matter)))
                    return false;
                state = CaseFileDecider.Evolve(state, happened);
            }
            return true;
        }));

    internal static readonly MatterId Third = new(new Guid("01900000-0000-7000-8000-000000000008"));

    private static readonly CaseFileEvent SubMatterDone =
        new CaseFileEvent.MatterClosed(SecondMatter, March, TenYears, Ends);

    private static Given<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent> Given(
        params CaseFileEvent[] events) => new(events);
}
