using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.Documents;
using Records.Core.Ports;
using Records.Storage.Json;
using Xunit;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Core.CaseFiles.CaseFileEvent;
using static Records.Core.CaseFiles.CaseFileRefusals;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.CaseFiles;

[Rules.RulesOfCore]
public sealed class CaseFileTests : Suite<CaseFileTests>, ISuite
{
    public static Test Tests => TestList("case file",
        TestList("opening",
            TestCase("keeps the rule of the plan and where it came from", () =>
                Given().When(Open).Then(Opened)),
            TestCase("happens once", () =>
                Given(Opened).When(Open).ThenRefused(AlreadyOpened)),
            TestCase("needs a subject", () =>
                Given().When(Open with { Fields = [] }).ThenRefused("field-required", "/fields/subject")),
            TestCase("is needed before anything else", () =>
                Given().When(new OpenMatter(FirstMatter, Subject("m"))).ThenRefused(NotOpened))),

        TestList("R10 describing",
            TestCase("keeps old and new value", () =>
                Given(Opened).When(new DescribeCaseFile(new(1), Subject("Brückensanierung Südring, Los 2")))
                    .Then(Described)),
            TestCase("with the same value changes nothing", () =>
                Given(Opened).When(new DescribeCaseFile(new(1), Subject(" Brückensanierung Südring "))).ThenNothing()),
            TestCase("on a state seen long ago is stale", () =>
                Given(Opened, Described).When(new DescribeCaseFile(new(1), Subject("x"))).ThenRefused(RevisionStale)),
            TestCase("is impossible in a closed file", () =>
                Given(Opened, Closed).When(new DescribeCaseFile(new(2), Subject("x"))).ThenRefused(NotActive)),
            TestCase("a document keeps its dates plain", () =>
                Given(Opened, MatterBegun, LetterFiled)
                    .When(new DescribeDocument(Letter, new(1), [new("letterDate", "2026-03-02")]))
                    .Then(LetterDescribed)),
            TestCase("a document refuses a date that is none", () =>
                Given(Opened, MatterBegun, LetterFiled)
                    .When(new DescribeDocument(Letter, new(1), [new("letterDate", "2026-02-30")]))
                    .ThenRefused("field-not-a-date", "/fields/letterDate"))),

        TestList("R9 opening a matter",
            TestCase("numbers it without gaps", () =>
                Given(Opened, MatterBegun).When(new OpenMatter(SecondMatter, Subject("Vergabe")))
                    .Then(new MatterOpened(
                        SecondMatter, 2, [new("subject", null, "Vergabe")], null, new("63.2-2026/0417-02")))),
            TestCase("twice is refused", () =>
                Given(Opened, MatterBegun).When(new OpenMatter(FirstMatter, Subject("Vergabe")))
                    .ThenRefused(MatterExists)),
            TestCase("needs an active file", () =>
                Given(Opened, Closed).When(new OpenMatter(FirstMatter, Subject("Vergabe"))).ThenRefused(NotActive))),

        TestList("R11 filing a document",
            TestCase("puts it into an open matter", () =>
                Given(Opened, MatterBegun).When(Filing).Then(LetterFiled)),
            TestCase("needs a matter of this file", () =>
                Given(Opened).When(Filing).ThenRefused(UnknownMatter)),
            TestCase("is impossible in a closed matter", () =>
                Given(Opened, MatterBegun, MatterDone).When(Filing).ThenRefused(CaseFileRefusals.MatterClosed)),
            TestCase("is impossible in a closed file", () =>
                Given(Opened, MatterBegun, MatterDone, Closed).When(Filing).ThenRefused(NotActive)),
            TestCase("twice is refused", () =>
                Given(Opened, MatterBegun, LetterFiled).When(Filing).ThenRefused(DocumentExists)),
            TestCase("refuses a name that turns the direction of writing", () =>
                Given(Opened, MatterBegun).When(Filing with { Content = Scan with { OriginalName = "a\u202egpj.exe" } })
                    .ThenRefused(NameUnclean)),
            TestEach("refuses a name that is none", ["", " ", "a\nb", new string('x', 256)], name =>
                Given(Opened, MatterBegun).When(Filing with { Content = Scan with { OriginalName = name } })
                    .ThenRefused(NameUnclean)),
            TestCase("takes a name of 255 characters", () =>
                Given(Opened, MatterBegun).When(Filing with { Content = LongName })
                    .Then(((DocumentFiled)LetterFiled) with { Content = LongName }))),

        TestList("versions",
            TestCase("follow one another without gaps", () =>
                Given(Opened, MatterBegun, LetterFiled)
                    .When(new AddVersion(
                        Letter, new(1), Scan with { OriginalName = "Anhörung 2.pdf" }, "besser gescannt"))
                    .Then(LetterVersioned)),
            TestCase("need the newest state to have been seen", () =>
                Given(Opened, MatterBegun, LetterFiled, LetterVersioned)
                    .When(new AddVersion(Letter, new(1), Scan, null)).ThenRefused(RevisionStale)),
            TestCase("carry a comment of 1000 characters, in lines", () =>
            {
                var comment = "besser gescannt\n" + new string('x', 984);
                Given(Opened, MatterBegun, LetterFiled).When(new AddVersion(Letter, new(1), Scan, comment))
                    .Then(new VersionAdded(Letter, 2, Scan, comment));
            }),
            TestEach("carry no comment that is longer or unclean", [new string('x', 1001), "\0"], comment =>
                Given(Opened, MatterBegun, LetterFiled).When(new AddVersion(Letter, new(1), Scan, comment))
                    .ThenRefused(CommentUnclean)),
            TestCase("stop when the matter is closed", () =>
                Given(Opened, MatterBegun, LetterFiled, MatterDone).When(new AddVersion(Letter, new(1), Scan, null))
                    .ThenRefused(CaseFileRefusals.MatterClosed))),

        TestList("text",
            TestCase("is noted once for a version", () =>
                Given(Opened, MatterBegun, LetterFiled).When(new NoteText(Letter, 1, LetterText)).Then(LetterRead)),
            TestCase("noted again changes nothing", () =>
                Given(Opened, MatterBegun, LetterFiled, LetterRead)
                    .When(new NoteNoText(Letter, 1, TextFailure.Damaged, 0)).ThenNothing()),
            TestCase("that cannot be read is noted with its reason", () =>
                Given(Opened, MatterBegun, LetterFiled, LetterVersioned)
                    .When(new NoteNoText(Letter, 2, TextFailure.Encrypted, 0)).Then(LetterUnread)),
            TestCase("arrives even when the file was closed meanwhile", () =>
                Given(Opened, MatterBegun, LetterFiled, MatterDone, Closed).When(new NoteText(Letter, 1, LetterText))
                    .Then(LetterRead)),
            TestCase("is no change a caller must have seen", () =>
                Given(Opened, MatterBegun, LetterFiled, LetterRead)
                    .When(new AddVersion(
                        Letter, new(1), Scan with { OriginalName = "Anhörung 2.pdf" }, "besser gescannt"))
                    .Then(LetterVersioned)),
            TestCase("belongs to a version that exists", () =>
                Given(Opened, MatterBegun, LetterFiled).When(new NoteText(Letter, 2, LetterText))
                    .ThenRefused(UnknownVersion))),

        TestList("R33 closing a matter",
            TestCase("computes both end dates", () =>
                Given(Opened, MatterBegun).When(new CloseMatter(FirstMatter, new(1), March)).Then(MatterDone)),
            TestCase("twice changes nothing", () =>
                Given(Opened, MatterBegun, MatterDone).When(new CloseMatter(FirstMatter, new(1), March)).ThenNothing()),
            TestCase("on a state seen long ago is stale", () =>
                Given(Opened, MatterBegun, MatterRenamed).When(new CloseMatter(FirstMatter, new(1), March))
                    .ThenRefused(RevisionStale))),

        TestList("R34 closing a file",
            TestCase("names the matters that are still open", () =>
                Given(Opened, MatterBegun).When(new CloseCaseFile(new(1), March))
                    .ThenRefused(OpenMatters(["63.2-2026/0417-01"]))),
            TestCase("computes both end dates", () =>
                Given(Opened, MatterBegun, MatterDone).When(new CloseCaseFile(new(1), March)).Then(Closed)),
            TestCase("twice changes nothing", () =>
                Given(Opened, Closed).When(new CloseCaseFile(new(1), March)).ThenNothing())),

        TestList("R35 reopening a file",
            TestCase("clears both end dates", () =>
                Given(Opened, Closed).When(new ReopenCaseFile(new(2), March)).Then(Reopened)),
            TestCase("is possible on the last day of the transfer period", () =>
                Given(Opened, Closed).When(new ReopenCaseFile(new(2), Ends.TransferEnds))
                    .Then(new CaseFileReopened(Ends.TransferEnds, Ends))),
            TestCase("is impossible the day after", () =>
                Given(Opened, Closed).When(new ReopenCaseFile(new(2), Ends.TransferEnds.AddDays(1)))
                    .ThenRefused(TransferPeriodOver(Ends.TransferEnds))),
            TestCase("leaves matters closed", () =>
                Given(Opened, MatterBegun, MatterDone, Closed, Reopened).When(Filing)
                    .ThenRefused(CaseFileRefusals.MatterClosed))),

        TestList("R36 reopening a matter",
            TestCase("needs an active file", () =>
                Given(Opened, MatterBegun, MatterDone, Closed).When(new ReopenMatter(FirstMatter, new(2), March))
                    .ThenRefused(NotActive)),
            TestCase("clears both end dates", () =>
                Given(Opened, MatterBegun, MatterDone).When(new ReopenMatter(FirstMatter, new(2), March))
                    .Then(MatterAgain))),

        TestList("what may be done next",
            TestCase("closing is offered only when no matter is open", () =>
            {
                Assert.DoesNotContain("close", CaseFileActs.OnCaseFile(After(Opened, MatterBegun), March));
                Assert.Contains("close", CaseFileActs.OnCaseFile(After(Opened, MatterBegun, MatterDone), March));
            }),
            TestCase("a closed file offers reopening, resubmission and what keeps it, and nothing else", () =>
                Assert.Equal(
                    ["reopen", "appraise", "set-retention-end", "resubmit"],
                    CaseFileActs.OnCaseFile(After(Opened, Closed), March))),
            TestCase("a document in a closed matter offers resubmission and conversion, and nothing else", () =>
            {
                var state = (CaseFile.Active)After(Opened, MatterBegun, LetterFiled, MatterDone);
                Assert.Equal(
                    ["resubmit", "convert"],
                    CaseFileActs.OnDocument(state, state.Body.Find(Letter)!, March, by: Clerk));
            })),

        TestEach("has a stored name for", Union.CasesOf<CaseFileEvent>(), type =>
            Assert.Contains(type, new CaseFileEventCodec().Forms.Select(form => form.Shape))),

        TestCase("a whole life has every kind of event", () =>
            Assert.Equal(Union.CasesOf<CaseFileEvent>().ToHashSet(), [.. WholeLife.Select(e => e.GetType())])));

    private static readonly OpenCaseFile Open = new(
        new("63.2-2026/0417"), Entry, TenYears, RootEntry, new StreamVersion(3), Unit,
        Subject("Brückensanierung Südring"));

    private static readonly FileDocument Filing = new(
        FirstMatter, Letter, DocumentKind.Incoming,
        [new("subject", "Anhörung"), new("letterDate", "2026-03-01")], Scan);

    private static DocumentContent LongName => Scan with { OriginalName = new string('x', 251) + ".pdf" };

    private static Given<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent> Given(
        params CaseFileEvent[] events) => new(events);

    private static CaseFile After(params CaseFileEvent[] events) =>
        events.Aggregate(CaseFileDecider.Initial, CaseFileDecider.Evolve);
}
