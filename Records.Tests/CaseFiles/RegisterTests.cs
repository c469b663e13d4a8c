using FsCheck;
using FsCheck.Fluent;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Registers;
using Records.Core.Deciding;
using static Records.Core.CaseFiles.CaseFileRefusals;
using static Records.Core.CaseFiles.Registers.RegisterCommand;
using static Records.Core.CaseFiles.Registers.RegisterEvent;
using static Records.Core.CaseFiles.Registers.RegisterRefusals;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.CaseFiles;

[Rules.RulesOfCore]
public sealed class RegisterTests : Suite<RegisterTests>, ISuite
{
    public static Test Tests => TestList("R13 register sheets",
        TestCase("divide a file", () =>
            Given(Opened).When(new AddSheet(Sheet, " Genehmigungen ")).Then(SheetPut)),
        TestCase("have titles of their own", () =>
        {
            Given(Opened, SheetPut).When(new AddSheet(Other, "Genehmigungen")).ThenRefused(SheetExists);
            Given(Opened, SheetPut, new SheetAdded(Other, "Pläne"))
                .When(new RenameSheet(Other, new(3), "Genehmigungen")).ThenRefused(SheetExists);
        }),
        TestCase("are made once", () =>
            Given(Opened, SheetPut).When(new AddSheet(Sheet, "anders")).ThenRefused(SheetExists)),
        TestCase("are 200 at most", () =>
            Given([Opened, .. Enumerable.Range(0, 200).Select(n => new SheetAdded(new(Guid.NewGuid()), $"{n}"))])
                .When(new AddSheet(Sheet, "noch eins")).ThenRefused(TooManySheets)),
        TestCase("take a title of 200 characters", () =>
            Given(Opened).When(new AddSheet(Sheet, new string('a', 200)))
                .Then(new SheetAdded(Sheet, new string('a', 200)))),
        TestEach("refuse a title", ["", " ", "a\nb", "a\u202eb", new string('a', 201)], title =>
            Given(Opened).When(new AddSheet(Sheet, title)).ThenRefused(TitleUnclean)),
        TestCase("can be renamed", () =>
            Given(Opened, SheetPut).When(new RenameSheet(Sheet, new(2), "Bescheide")).Then(SheetRetitled)),
        TestCase("keep a title they have", () =>
            Given(Opened, SheetPut).When(new RenameSheet(Sheet, new(2), "Genehmigungen")).ThenNothing()),
        TestCase("are renamed as they stand", () =>
            Given(Opened, SheetPut).When(new RenameSheet(Sheet, new(1), "x")).ThenRefused(RevisionStale)),
        TestCase("take a matter", () =>
            Given(Opened, MatterBegun, SheetPut).When(new PutOnSheet(FirstMatter, new(1), Sheet)).Then(MatterOnSheet)),
        TestCase("take it from another", () =>
            Given(Opened, MatterBegun, SheetPut, MatterOnSheet, new SheetAdded(Other, "Pläne"))
                .When(new PutOnSheet(FirstMatter, new(2), Other))
                .Then(new MatterPutOnSheet(FirstMatter, Sheet, Other))),
        TestCase("have it once", () =>
            Given(Opened, MatterBegun, SheetPut, MatterOnSheet).When(new PutOnSheet(FirstMatter, new(2), Sheet))
                .ThenNothing()),
        TestCase("take no sub-matter, which lies with its matter", () =>
            Given(Opened, MatterBegun, SubMatterBegun, SheetPut).When(new PutOnSheet(SecondMatter, new(1), Sheet))
                .ThenRefused(SubMatter)),
        TestCase("give a matter back", () =>
            Given(Opened, MatterBegun, SheetPut, MatterOnSheet).When(new TakeOffSheet(FirstMatter, new(2)))
                .Then(MatterOffSheet)),
        TestCase("give back what they have", () =>
            Given(Opened, MatterBegun).When(new TakeOffSheet(FirstMatter, new(1))).ThenNothing()),
        TestCase("are there to be used", () =>
        {
            Given(Opened, MatterBegun).When(new PutOnSheet(FirstMatter, new(1), Sheet)).ThenRefused(UnknownSheet);
            Given(Opened).When(new RenameSheet(Sheet, new(1), "x")).ThenRefused(UnknownSheet);
            Given(Opened).When(new DeleteSheet(Sheet, new(1))).ThenRefused(UnknownSheet);
        }),
        TestCase("are not deleted with a matter on them", () =>
            Given(Opened, MatterBegun, SecondBegun, SheetPut, MatterOnSheet).When(new DeleteSheet(Sheet, new(2)))
                .ThenRefused(SheetNotEmpty)),
        TestCase("are deleted empty", () =>
            Given(Opened, MatterBegun, SheetPut, MatterOnSheet, MatterOffSheet).When(new DeleteSheet(Sheet, new(2)))
                .Then(SheetGone)),
        TestCase("stay as they are in a closed file", () =>
            Given(Opened, SheetPut, Closed).When(new DeleteSheet(Sheet, new(3))).ThenRefused(NotActive)),
        TestCase("stay as they are in a locked matter", () =>
            Given(Opened, MatterBegun, SheetPut, MatterLocked).When(new PutOnSheet(FirstMatter, new(2), Sheet))
                .ThenRefused(Locked)),

        TestProperty("a matter lies on a sheet that is there", CaseFileProperties.Wishes, wishes =>
        {
            var state = CaseFileDecider.Initial;
            foreach (var happened in CaseFileProperties.Live(wishes).Events)
            {
                state = CaseFileDecider.Evolve(state, happened);
                if (state.Contents.Matters.Values.Any(matter =>
                    matter.Sheet is { } sheet && !state.Contents.RegisterSheets.ContainsKey(sheet.Value)))
                    return false;
            }
            return true;
        }));

    /// <summary>Wishes for sequences in which all families meet.</summary>
    internal static Gen<CaseFileCommand> Wish { get; } =
        from revision in Gen.Choose(1, 4).Select(n => new Revision(n))
        from matter in Gen.Elements(FirstMatter, SecondMatter)
        from title in Gen.Elements("a", "b", "\0")
        from sheet in Gen.Elements(Sheet, Other)
        from wish in Gen.Elements<CaseFileCommand>(
            new AddSheet(sheet, title), new RenameSheet(sheet, revision, title), new DeleteSheet(sheet, revision),
            new PutOnSheet(matter, revision, sheet), new TakeOffSheet(matter, revision))
        select wish;

    private static RegisterSheetId Other { get; } = new(new Guid("01900000-0000-7000-8000-00000000000c"));

    private static Given<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent> Given(
        params CaseFileEvent[] events) => new(events);
}
