using FsCheck;
using FsCheck.Fluent;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.PuttingAway;
using Records.Core.Deciding;
using Records.Core.Documents;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Core.CaseFiles.CaseFileRefusals;
using static Records.Core.CaseFiles.PuttingAway.PuttingAwayCommand;
using static Records.Core.CaseFiles.PuttingAway.PuttingAwayEvent;
using static Records.Core.CaseFiles.PuttingAway.PuttingAwayRefusals;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.CaseFiles;

[Rules.RulesOfCore]
public sealed class PuttingAwayTests : Suite<PuttingAwayTests>, ISuite
{
    public static Test Tests => TestList("R37 putting away",
        TestEach("an outgoing or internal document is kept to the end of the next year",
            [DocumentKind.Outgoing, DocumentKind.Internal], kind =>
            Given(Opened, MatterBegun, Filed(kind)).When(new PutAway(Note, new(1), March)).Then(NotePutAway)),
        TestCase("an incoming document is never put away", () =>
            Given(Opened, MatterBegun, LetterFiled).When(new PutAway(Letter, new(1), March))
                .ThenRefused(IncomingNotPutAway)),
        TestCase("twice changes nothing", () =>
            Given(Opened, MatterBegun, NoteFiled, NotePutAway).When(new PutAway(Note, new(1), March)).ThenNothing()),
        TestCase("on a state seen long ago is stale", () =>
            Given(Opened, MatterBegun, NoteFiled).When(new PutAway(Note, new(2), March)).ThenRefused(RevisionStale)),
        TestCase("needs a document that is there", () =>
            Given(Opened, MatterBegun).When(new PutAway(Note, new(1), March)).ThenRefused(UnknownDocument)),
        TestCase("needs an open matter", () =>
            Given(Opened, MatterBegun, NoteFiled, MatterDone).When(new PutAway(Note, new(1), March))
                .ThenRefused(MatterClosed)),
        TestCase("leaves the document to be read only", () =>
        {
            Given(Opened, MatterBegun, NoteFiled, NotePutAway)
                .When(new DescribeDocument(Note, new(2), Subject("x"))).ThenRefused(DocumentPutAwayAlready);
            Given(Opened, MatterBegun, NoteFiled, NotePutAway)
                .When(new AddVersion(Note, new(2), Scan, null)).ThenRefused(DocumentPutAwayAlready);
        }),
        TestCase("keeps nobody from closing the matter", () =>
            Given(Opened, MatterBegun, NoteFiled, NotePutAway).When(new CloseMatter(FirstMatter, new(1), March))
                .Then(MatterDone)),
        TestCase("is undone to the last day of the year, and the end date is cleared", () =>
        {
            Given(Opened, MatterBegun, NoteFiled, NotePutAway).When(new TakeUpAgain(Note, new(2), Until))
                .Then(new DocumentTakenUp(Note, Until, Until));
            Given(Opened, MatterBegun, NoteFiled, NotePutAway, NoteTakenUp)
                .When(new AddVersion(Note, new(3), Scan, null))
                .Then(new CaseFileEvent.VersionAdded(Note, 2, Scan, null));
        }),
        TestCase("is for good the day after", () =>
            Given(Opened, MatterBegun, NoteFiled, NotePutAway).When(new TakeUpAgain(Note, new(2), Until.AddDays(1)))
                .ThenRefused(YearOver(Until))),
        TestCase("taking up what is not put away changes nothing", () =>
            Given(Opened, MatterBegun, NoteFiled).When(new TakeUpAgain(Note, new(1), March)).ThenNothing()),
        TestProperty("nothing but text, and taking up again, happens to what is put away", CaseFileProperties.Wishes,
            wishes =>
            {
                var isPutAway = false;
                foreach (var happened in CaseFileProperties.Live(wishes).Events)
                {
                    if (isPutAway && happened is CaseFileEvent.DocumentDescribed { Document: var described }
                        && described == Note)
                        return false;
                    if (isPutAway && happened is CaseFileEvent.VersionAdded { Document: var grown } && grown == Note)
                        return false;
                    isPutAway = happened switch
                    {
                        DocumentPutAway => true,
                        DocumentTakenUp => false,
                        _ => isPutAway,
                    };
                }
                return true;
            }));

    /// <summary>Wishes for sequences in which all families meet.</summary>
    internal static Gen<CaseFileCommand> Wish { get; } =
        from revision in Gen.Choose(1, 4).Select(n => new Revision(n))
        from matter in Gen.Elements(FirstMatter, SecondMatter)
        from document in Gen.Elements(Letter, Note)
        from day in Gen.Elements(March, Until, Until.AddDays(1))
        from wish in Gen.Elements<CaseFileCommand>(
            new FileDocument(matter, Note, DocumentKind.Internal, Subject("Vermerk"), Scan),
            new DescribeDocument(Note, revision, Subject("x")),
            new AddVersion(Note, revision, Scan, null),
            new PutAway(document, revision, day), new TakeUpAgain(document, revision, day))
        select wish;

    private static readonly DateOnly Until = new(2027, 12, 31);

    private static CaseFileEvent Filed(DocumentKind kind) =>
        new CaseFileEvent.DocumentFiled(FirstMatter, Note, kind, [new("subject", null, "Vermerk")], Scan);

    private static Given<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent> Given(
        params CaseFileEvent[] events) => new(events);
}
