using FsCheck;
using FsCheck.Fluent;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Cancelling;
using Records.Core.CaseFiles.Editing;
using Records.Core.Deciding;
using Records.Core.Documents;
using Records.Core.People;
using Xunit;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Core.CaseFiles.CaseFileEvent;
using static Records.Core.CaseFiles.CaseFileRefusals;
using static Records.Core.CaseFiles.Editing.EditingCommand;
using static Records.Core.CaseFiles.Editing.EditingEvent;
using static Records.Core.CaseFiles.Editing.EditingRefusals;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.CaseFiles;

[Rules.RulesOfCore]
public sealed class EditingTests : Suite<EditingTests>, ISuite
{
    private static readonly PersonId Other = new(new("01900000-0000-7000-8000-00000000000a"));
    private static readonly CaseFileEvent[] Filed = [Opened, MatterBegun, LetterFiled];
    private static readonly CaseFileEvent[] Taken = [.. Filed, LetterTaken];
    private static readonly CaseFileEvent[] Drafted = [.. Taken, LetterDrafted];
    private static readonly CaseFileEvent SecondVersion = new VersionCheckedIn(Letter, 2, Scan, "Frist verlängert");

    public static Test Tests => TestList("R28 editing",
        TestCase("a check-out says who has it", () =>
            Given(Filed).When(new CheckOutDocument(Letter, new(1), Clerk)).Then(LetterTaken)),
        TestCase("taking what one has changes nothing", () =>
            Given(Taken).When(new CheckOutDocument(Letter, new(1), Clerk)).ThenNothing()),
        TestCase("a draft is kept beside the document and is no version", () =>
            Given(Taken).When(new SaveDraft(
                Letter, new(2), Clerk, FirstDraft, Scan with { OriginalName = "Anhörung Entwurf.docx" }))
                .Then(LetterDrafted)),
        TestCase("drafts have numbers without gaps, over all check-outs", () =>
            Given([.. Drafted, LetterGivenBack, LetterTaken])
                .When(new SaveDraft(Letter, new(5), Clerk, new(Other.Value), Scan))
                .Then(new DraftSaved(Letter, new(Other.Value), 2, Scan))),
        TestCase("checking in makes the next version and ends the check-out", () =>
        {
            Given(Drafted).When(new CheckIn(Letter, new(3), Clerk, Scan, "Frist verlängert")).Then(SecondVersion);
            Given([.. Drafted, SecondVersion]).When(new CheckOutDocument(Letter, new(4), Other))
                .Then(new DocumentCheckedOut(Letter, Other));
            Given([.. Drafted, SecondVersion]).When(new AddVersion(Letter, new(4), Scan, null))
                .Then(new VersionAdded(Letter, 3, Scan, null));
        }),
        TestCase("giving it back makes no version", () =>
        {
            Given(Drafted).When(new AbandonCheckOut(Letter, new(3), Clerk)).Then(LetterGivenBack);
            Given([.. Drafted, LetterGivenBack]).When(new AddVersion(Letter, new(4), Scan, null))
                .Then(new VersionAdded(Letter, 2, Scan, null));
        }),
        TestCase("a release says from whom and why", () =>
            Given(Drafted).When(new ReleaseCheckOut(Letter, new(3), "Vertretung; die Frist läuft ab"))
                .Then(LetterReleased)),
        TestCase("after a release the former holder has nothing", () =>
            Given([.. Drafted, LetterReleased]).When(new CheckIn(Letter, new(4), Clerk, Scan, null))
                .ThenRefused(NotCheckedOut)),
        TestEach("what nobody has checked out is given back without a word",
        [
            new AbandonCheckOut(Letter, new(1), Clerk),
            new ReleaseCheckOut(Letter, new(1), "Grund"),
        ], (CaseFileCommand wish) => Given(Filed).When(wish).ThenNothing()),
        TestEach("needs a check-out",
        [
            new SaveDraft(Letter, new(1), Clerk, FirstDraft, Scan),
            new CheckIn(Letter, new(1), Clerk, Scan, null),
        ], (CaseFileCommand wish) => Given(Filed).When(wish).ThenRefused(NotCheckedOut)),
        TestEach("while somebody else has it, refused is",
        [
            new CheckOutDocument(Letter, new(2), Other),
            new SaveDraft(Letter, new(2), Other, FirstDraft, Scan),
            new CheckIn(Letter, new(2), Other, Scan, null),
            new AbandonCheckOut(Letter, new(2), Other),
            new AddVersion(Letter, new(2), Scan, null),
            new CloseMatter(FirstMatter, new(1), March),
        ], (CaseFileCommand wish) => Given(Taken).When(wish).ThenRefused(CheckedOut)),
        TestCase("R33 a matter closes when all is back", () =>
            Given([.. Taken, LetterGivenBack]).When(new CloseMatter(FirstMatter, new(1), March)).Then(MatterDone)),
        TestCase("R33 a check-out in another matter keeps none open", () =>
            Given([.. Taken, new MatterOpened(SecondMatter, 2, [new("subject", null, "Vergabe")], null, null)])
                .When(new CloseMatter(SecondMatter, new(1), March))
                .Then(new CaseFileEvent.MatterClosed(SecondMatter, March, TenYears, Ends))),
        TestCase("R33 what is cancelled keeps no matter open", () =>
            Given([.. Taken, new CancellingEvent.ObjectCancelled(ObjectRef.Of(Letter), "doppelt")])
                .When(new CloseMatter(FirstMatter, new(1), March)).Then(MatterDone)),
        TestCase("R37 what is checked out is not put away", () =>
            Given(Opened, MatterBegun, NoteFiled, new DocumentCheckedOut(Note, Clerk))
                .When(new Core.CaseFiles.PuttingAway.PuttingAwayCommand.PutAway(Note, new(2), March))
                .ThenRefused(CheckedOut)),
        TestCase("metadata is described all the same", () =>
            Given(Taken).When(new DescribeDocument(Letter, new(2), Subject("Anhörung, Entwurf")))
                .Then(new DocumentDescribed(Letter, [new("subject", "Anhörung", "Anhörung, Entwurf")]))),
        TestEach("needs the newest state to have been seen",
        [
            new CheckOutDocument(Letter, new(7), Clerk),
            new ReleaseCheckOut(Letter, new(7), "Grund"),
            new SaveDraft(Letter, new(7), Clerk, FirstDraft, Scan),
            new CheckIn(Letter, new(7), Clerk, Scan, null),
            new AbandonCheckOut(Letter, new(7), Clerk),
        ], (CaseFileCommand wish) => Given(wish is CheckOutDocument ? Filed : Taken).When(wish)
            .ThenRefused(RevisionStale)),
        TestCase("needs a document that is there", () =>
            Given(Opened, MatterBegun).When(new CheckOutDocument(Letter, new(1), Clerk)).ThenRefused(UnknownDocument)),
        TestCase("needs an active matter", () =>
            Given([.. Filed, MatterDone]).When(new CheckOutDocument(Letter, new(1), Clerk))
                .ThenRefused(CaseFileRefusals.MatterClosed)),
        TestCase("R12 what is locked is not checked out, and not checked in either", () =>
        {
            Given([.. Filed, MatterLocked]).When(new CheckOutDocument(Letter, new(1), Clerk)).ThenRefused(Locked);
            Given([.. Taken, MatterLocked]).When(new CheckIn(Letter, new(2), Clerk, Scan, null)).ThenRefused(Locked);
        }),
        TestEach("a release needs a clean reason", ["", " ", "\0", new('x', 1001)], (string reason) =>
            Given(Taken).When(new ReleaseCheckOut(Letter, new(2), reason))
                .ThenRefused(Core.CaseFiles.Locking.LockingRefusals.ReasonUnclean)),
        TestCase("names and comments must be clean", () =>
        {
            Given(Taken).When(new CheckIn(Letter, new(2), Clerk, Scan, "\0")).ThenRefused(CommentUnclean);
            Given(Taken).When(new SaveDraft(Letter, new(2), Clerk, FirstDraft, Scan with { OriginalName = " " }))
                .ThenRefused(NameUnclean);
        }),
        TestCase("a document has at most 1000 drafts", () =>
            Given([.. Taken, .. Enumerable.Range(1, 1000).Select(n =>
                new DraftSaved(Letter, new(Guid.NewGuid()), n, Scan))])
                .When(new SaveDraft(Letter, new(1002), Clerk, FirstDraft, Scan)).ThenRefused(TooManyDrafts)),
        TestCase("drafts are offered to the holder alone", () =>
        {
            var state = (CaseFile.Active)Taken.Aggregate(CaseFileDecider.Initial, CaseFileDecider.Evolve);
            Assert.Superset(
                new HashSet<string> { "save-draft", "check-in", "abandon", "release" },
                CaseFileActs.OnDocument(state, state.Body.Find(Letter)!, March, by: Clerk).ToHashSet());
            Assert.DoesNotContain(CaseFileActs.OnDocument(state, state.Body.Find(Letter)!, March, by: Other), act =>
                act is "save-draft" or "check-in" or "abandon" or "check-out" or "add-version");
        }),

        TestProperty("R28 nobody but the holder changes the content of what is checked out", CaseFileProperties.Wishes,
            wishes =>
            {
                var (state, held) = (CaseFileDecider.Initial, new Dictionary<DocumentId, PersonId>());
                foreach (var wish in wishes)
                {
                    if (CaseFileDecider.Decide(wish, state) is not Decision<CaseFileEvent>.Accepted accepted)
                        continue;
                    foreach (var happened in accepted.Events)
                    {
                        if (Changed(happened) is { } changed && held.TryGetValue(changed, out var holder)
                            && ByOf(wish) != holder)
                            return false;
                        if (happened is DocumentCheckedOut taken && !held.TryAdd(taken.Document, taken.By))
                            return false;
                        if (happened is VersionCheckedIn or CheckOutAbandoned or CheckOutReleased)
                            held.Remove(Letter);
                        if (happened is CaseFileEvent.MatterClosed or CaseFileClosed && held.Count > 0)
                            return false;
                    }
                    state = accepted.Events.Aggregate(state, CaseFileDecider.Evolve);
                }
                return true;
            }));

    private static DocumentId? Changed(CaseFileEvent happened) => happened switch
    {
        VersionAdded e => e.Document,
        VersionCheckedIn e => e.Document,
        DraftSaved e => e.Document,
        CheckOutAbandoned e => e.Document,
        _ => null,
    };

    private static PersonId? ByOf(CaseFileCommand wish) => wish switch
    {
        CheckIn c => c.By,
        SaveDraft c => c.By,
        AbandonCheckOut c => c.By,
        _ => null,
    };

    /// <summary>Wishes for sequences in which all families meet.</summary>
    internal static Gen<CaseFileCommand> Wish { get; } =
        from revision in Gen.Choose(1, 6).Select(n => new Revision(n))
        from holder in Gen.Elements(Clerk, Other)
        from reason in Gen.Elements("Grund", "\0")
        from wish in Gen.Elements<CaseFileCommand>(
            new CheckOutDocument(Letter, revision, holder), new CheckOutDocument(Letter, revision, holder),
            new SaveDraft(Letter, revision, holder, FirstDraft, Scan),
            new CheckIn(Letter, revision, holder, Scan, null),
            new AbandonCheckOut(Letter, revision, holder), new ReleaseCheckOut(Letter, revision, reason))
        select wish;

    private static Given<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent> Given(
        params CaseFileEvent[] events) => new(events);
}
