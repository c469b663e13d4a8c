using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Participants;
using Records.Core.CaseFiles.References;
using Records.Core.CaseFiles.Registers;
using Records.Core.CaseFiles.Renditions;
using Records.Core.CaseFiles.Resubmissions;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.Documents;
using Records.Core.FilePlan;
using Records.Core.History;
using Records.Core.People;
using Records.Core.Ports;
using Records.Core.Retention;
using static Records.Core.CaseFiles.Cancelling.CancellingEvent;
using static Records.Core.CaseFiles.CaseFileEvent;
using static Records.Core.CaseFiles.Deleting.DeletingEvent;
using static Records.Core.CaseFiles.Editing.EditingEvent;
using static Records.Core.CaseFiles.Locking.LockingEvent;
using static Records.Core.CaseFiles.Moving.MovingEvent;
using static Records.Core.CaseFiles.Participants.ParticipantEvent;
using static Records.Core.CaseFiles.PuttingAway.PuttingAwayEvent;
using static Records.Core.CaseFiles.References.ReferenceEvent;
using static Records.Core.CaseFiles.Registers.RegisterEvent;
using static Records.Core.CaseFiles.Renditions.RenditionsEvent;
using static Records.Core.CaseFiles.Resubmissions.ResubmissionEvent;

namespace Records.Tests.CaseFiles;

/// <summary>
/// One small case file, told in its events. Fixed ids, so that golden files can be compared byte by byte.
/// </summary>
internal static class CaseFileSamples
{
    public static readonly DateOnly March = new(2026, 3, 5);
    public static readonly RetentionRule TenYears = RetentionRule.Default;
    public static readonly PeriodEnds Ends = new(new(2036, 12, 31), new DateOnly(2036, 12, 31));

    public static readonly MatterId FirstMatter = new(new Guid("01900000-0000-7000-8000-000000000002"));
    public static readonly MatterId SecondMatter = new(new Guid("01900000-0000-7000-8000-000000000003"));
    public static readonly DocumentId Letter = new(new Guid("01900000-0000-7000-8000-000000000004"));
    public static readonly MatterId MergedMatter = new(new Guid("01900000-0000-7000-8000-000000000011"));
    public static readonly DocumentId Note = new(new Guid("01900000-0000-7000-8000-000000000010"));
    public static readonly PersonId Asker = new(new Guid("01900000-0000-7000-8000-0000000000a1"));
    public static readonly PersonId Checker = new(new Guid("01900000-0000-7000-8000-0000000000a2"));
    public static readonly FilePlanEntryId Entry = new(new Guid("01900000-0000-7000-8000-000000000005"));
    public static readonly FilePlanEntryId RootEntry = new(new Guid("01900000-0000-7000-8000-000000000006"));
    public static readonly UnitId Unit = new(new Guid("01900000-0000-7000-8000-000000000007"));

    public static readonly ResubmissionId FirstResubmission = new(new Guid("01900000-0000-7000-8000-000000000041"));
    public static readonly ResubmissionId SecondResubmission = new(new Guid("01900000-0000-7000-8000-000000000042"));
    public static readonly PersonId ResubmissionPerson = new(new Guid("01900000-0000-7000-8000-000000000043"));
    public static readonly PersonId Clerk = new(new Guid("01900000-0000-7000-8000-000000000008"));
    public static readonly DraftId FirstDraft = new(new Guid("01900000-0000-7000-8000-000000000009"));

    public static readonly RenditionId Copy = new(new Guid("01900000-0000-7000-8000-00000000000b"));
    public static readonly RenditionId SearchCopy = new(new Guid("01900000-0000-7000-8000-0000000000c1"));
    public static readonly RenditionId LongCopy = new(new Guid("01900000-0000-7000-8000-00000000000c"));
    public static readonly DocumentId RedactedLetter = new(new Guid("01900000-0000-7000-8000-00000000000d"));
    public static readonly Making Made = new("PDF/A-2b", "records 1, poppler 22.12.0", ["opened, pages: 2"]);

    public static readonly DocumentContent Scan = new(
        new(new Guid("4f9c2c1e-8a55-4d0c-9b5e-1f6f0a7b3c2d")), MediaType.Pdf, 972_356,
        Digest.Of("plain"u8), Digest.Of("sealed"u8), "Anhörung.pdf");

    public static readonly DocumentText LetterText = new(
        new(new Guid("7d1b2a90-3c44-4e0f-8a11-9a5d0c6e7f80")), 2, 1, 94, 5120,
        Digest.Of("text"u8), Digest.Of("sealed text"u8), "tesseract 5.3.0 deu");

    public static readonly CaseFileEvent Opened = new CaseFileOpened(
        new("63.2-2026/0417"), Entry, TenYears, RootEntry, new(3), Unit,
        [new("subject", null, "Brückensanierung Südring")]);
    public static readonly CaseFileEvent Described =
        new CaseFileDescribed([new("subject", "Brückensanierung Südring", "Brückensanierung Südring, Los 2")]);
    public static readonly CaseFileEvent MatterBegun =
        new MatterOpened(
            FirstMatter, 1, [new("subject", null, "Ausschreibung")], null, new("63.2-2026/0417-01"));
    public static readonly CaseFileEvent SubMatterBegun = new MatterOpened(
        SecondMatter, 1, [new("subject", null, "Teil")], FirstMatter, new("63.2-2026/0417-01.01"));
    public static readonly CaseFileEvent MatterRenamed =
        new MatterDescribed(FirstMatter, [new("remark", null, "eilt")]);
    public static readonly CaseFileEvent MatterDone = new MatterClosed(FirstMatter, March, TenYears, Ends);
    public static readonly CaseFileEvent MatterAgain = new MatterReopened(FirstMatter, March, Ends);
    public static readonly CaseFileEvent LetterFiled = new DocumentFiled(
        FirstMatter, Letter, DocumentKind.Incoming,
        [new("subject", null, "Anhörung"), new("letterDate", null, "2026-03-01")], Scan);
    public static readonly CaseFileEvent LetterDescribed =
        new DocumentDescribed(Letter, [new("letterDate", "2026-03-01", "2026-03-02")]);
    public static readonly CaseFileEvent LetterVersioned =
        new VersionAdded(Letter, 2, Scan with { OriginalName = "Anhörung 2.pdf" }, "besser gescannt");
    public static readonly CaseFileEvent LetterRead = new TextNoted(Letter, 1, LetterText);
    public static readonly CaseFileEvent LetterUnread = new NoTextNoted(Letter, 2, TextFailure.Encrypted, 0);
    public static readonly CaseFileEvent MatterLocked =
        new ObjectLocked(ObjectRef.Of(FirstMatter), "Rechnungsprüfung");
    public static readonly CaseFileEvent MatterUnlocked = new ObjectUnlocked(ObjectRef.Of(FirstMatter));
    public static readonly CaseFileEvent MatterResubmitted = new ResubmissionSet(
        FirstResubmission, ObjectRef.Of(FirstMatter), March.AddDays(7), Addressee.Of(Unit), "Rücklauf prüfen");
    public static readonly CaseFileEvent ResubmissionPostponed = new ResubmissionMoved(
        FirstResubmission, ObjectRef.Of(FirstMatter), March.AddDays(7), March.AddDays(9), Addressee.Of(Unit),
        Addressee.Of(ResubmissionPerson));
    public static readonly CaseFileEvent ResubmissionDone = new ResubmissionCompleted(
        FirstResubmission, ObjectRef.Of(FirstMatter), Addressee.Of(ResubmissionPerson));
    public static readonly CaseFileEvent LetterResubmitted = new ResubmissionSet(
        SecondResubmission, ObjectRef.Of(Letter), March.AddDays(30), Addressee.Of(Unit), "Antwort abwarten");
    public static readonly CaseFileEvent ResubmissionUnneeded = new ResubmissionDropped(
        SecondResubmission, ObjectRef.Of(Letter), Addressee.Of(Unit));
    public static readonly CaseFileEvent FirstCancelled =
        new ObjectCancelled(ObjectRef.Of(FirstMatter), "doppelt");
    public static readonly CaseFileEvent FirstRestored = new CancellationUndone(ObjectRef.Of(FirstMatter));
    public static readonly CaseFileEvent NoteFiled = new DocumentFiled(
        FirstMatter, Note, DocumentKind.Internal, [new("subject", null, "Vermerk")],
        Scan with { OriginalName = "Vermerk.pdf" });
    public static readonly CaseFileEvent NotePutAway = new DocumentPutAway(Note, March, new(2027, 12, 31));
    public static readonly CaseFileEvent NoteTakenUp = new DocumentTakenUp(Note, March, new(2027, 12, 31));
    public static readonly RegisterSheetId Sheet = new(new Guid("01900000-0000-7000-8000-000000000009"));
    public static readonly CaseFileEvent SheetPut = new SheetAdded(Sheet, "Genehmigungen");
    public static readonly CaseFileEvent SheetRetitled = new SheetRenamed(Sheet, "Genehmigungen", "Bescheide");
    public static readonly CaseFileEvent SheetGone = new SheetDeleted(Sheet);
    public static readonly CaseFileEvent MatterOnSheet = new MatterPutOnSheet(FirstMatter, null, Sheet);
    public static readonly CaseFileEvent MatterOffSheet = new MatterTakenOffSheet(FirstMatter, Sheet);

    public static readonly ParticipantId Erika = new(new Guid("01900000-0000-7000-8000-00000000000a"));
    public static readonly Participant Applicant = new(
        ParticipantKind.Person, "Erika Berg", ParticipantRole.Applicant, null, "Lindenweg 4\n70000 Musterstadt",
        "e.berg@example.org", null);
    public static readonly CaseFileEvent ErikaNamed = new ParticipantAdded(ObjectRef.Of(FirstMatter), Erika, Applicant);
    public static readonly CaseFileEvent ErikaMoved = new ParticipantChanged(
        ObjectRef.Of(FirstMatter), Erika, Applicant, Applicant with { Address = "Am Markt 1\n70000 Musterstadt" });
    public static readonly CaseFileEvent ErikaGone = new ParticipantRemoved(
        ObjectRef.Of(FirstMatter), Erika, Applicant with { Address = "Am Markt 1\n70000 Musterstadt" });
    public static readonly CaseFileEvent ErikaTaken = new ParticipantsTakenOver(
        Letter, [new(new(new Guid("01900000-0000-8000-8000-00000000000b")), Erika, Applicant)]);

    public static readonly CaseFileEvent SecondBegun =
        new MatterOpened(SecondMatter, 2, [new("subject", null, "Vergabe")], null, null);
    public static readonly CaseFileEvent LetterMoved = new DocumentMoved(Letter, FirstMatter, SecondMatter);
    public static readonly FilePlanEntryId OtherEntry = new(new Guid("01900000-0000-7000-8000-000000000051"));
    public static readonly UnitId OtherUnit = new(new Guid("01900000-0000-7000-8000-000000000052"));
    public static readonly CaseFileEvent FileRefiled = new CaseFileRefiled(
        Entry, OtherEntry, new("63.2-2026/0417"), new("66.1-2026/0003"), TenYears,
        new(5, 30, DisposalType.Archive), OtherEntry, new(9), "gehört zum Tiefbau");
    public static readonly CaseFileEvent FileReassigned =
        new CaseFileReassigned(Unit, OtherUnit, "Zuständigkeit hat gewechselt");
    public static readonly CaseFileEvent FileReturned =
        new CaseFileReassigned(OtherUnit, Unit, "Zuständigkeit hat gewechselt");
    public static readonly CaseFileEvent MergedBegun =
        new MatterOpened(MergedMatter, 3, [new("subject", null, "Ausschreibung und Vergabe")], null, null);
    public static readonly CaseFileEvent Merged =
        new MattersMerged([FirstMatter, SecondMatter], MergedMatter, [Letter]);
    public static readonly CaseFileEvent SecondCancelled =
        new ObjectCancelled(ObjectRef.Of(SecondMatter), "doppelt");
    public static readonly CaseFileEvent MergedDone = new MatterClosed(MergedMatter, March, TenYears, Ends);
    public static readonly CaseFileEvent LetterMarked =
        new DeletionMarked(ObjectRef.Of(Letter), Asker, Checker, "falsche Akte");
    public static readonly CaseFileEvent LetterUnmarked = new DeletionWithdrawn(ObjectRef.Of(Letter));
    public static readonly CaseFileEvent LetterDeleted = new ObjectDeleted(
        ObjectRef.Of(Letter), Asker, Checker, "falsche Akte", [], [new(Letter, 1, Scan.Sha256)]);
    public static readonly CaseFileEvent NoteMarked =
        new DeletionMarked(ObjectRef.Of(Note), Asker, Checker, "falsche Akte");
    public static readonly CaseFileEvent NoteDeleted = new ObjectDeleted(
        ObjectRef.Of(Note), Asker, Checker, "falsche Akte", [], [new(Note, 1, Scan.Sha256)]);
    public static readonly ReferenceId Verweis = new(new Guid("01900000-0000-7000-8000-00000000000d"));
    public static readonly ReferenceId Twin = new(new Guid("01900000-0000-7000-8000-00000000000e"));
    public static readonly CaseFileId OtherFile = new(new Guid("01900000-0000-7000-8000-00000000000f"));
    public static readonly Reference Plan = new(
        ReferenceRelation.SeeAlso, new(null, null, null, "Bebauungsplan Südring, Planblatt 3"), "Grundlage", null);
    public static readonly Reference Before = new(
        ReferenceRelation.SeeAlso, new(OtherFile, ObjectRef.CaseFile, null, null), null, Twin);
    public static readonly CaseFileEvent PlanReferred = new ReferenceAdded(ObjectRef.CaseFile, Verweis, Plan);
    public static readonly CaseFileEvent PlanDropped = new ReferenceRemoved(ObjectRef.CaseFile, Verweis, Plan);
    public static readonly CaseFileEvent BeforeNoted = new ReferenceNoted(ObjectRef.Of(FirstMatter), Verweis, Before);
    public static readonly CaseFileEvent BeforeDropped =
        new ReferenceDropped(ObjectRef.Of(FirstMatter), Verweis, Before);

    public static readonly CaseFileEvent LetterTaken = new DocumentCheckedOut(Letter, Clerk);
    public static readonly CaseFileEvent LetterDrafted =
        new DraftSaved(Letter, FirstDraft, 1, Scan with { OriginalName = "Anhörung Entwurf.docx" });
    public static readonly CaseFileEvent LetterCheckedIn =
        new VersionCheckedIn(Letter, 3, Scan with { OriginalName = "Anhörung 3.docx" }, "Frist verlängert");
    public static readonly CaseFileEvent LetterGivenBack = new CheckOutAbandoned(Letter);
    public static readonly CaseFileEvent LetterReleased =
        new CheckOutReleased(Letter, Clerk, "Vertretung; die Frist läuft ab");
    public static readonly CaseFileEvent LetterFinal =
        new RenditionAdded(Letter, Copy, 1, RenditionKind.CleanCopy, Scan, Made);
    public static readonly CaseFileEvent LetterReworked = new RenditionRetired(Letter, Copy, RenditionKind.CleanCopy);
    public static readonly CaseFileEvent LetterConverted =
        new RenditionAdded(Letter, LongCopy, 1, RenditionKind.LongTerm, Scan, Made);
    public static readonly CaseFileEvent LetterOutdated =
        new RenditionRetired(Letter, LongCopy, RenditionKind.LongTerm);
    public static readonly MadeRendition LetterCopy = new(SearchCopy, Scan, Made);
    public static readonly CaseFileEvent LetterSearchable =
        new RenditionAdded(Letter, SearchCopy, 1, RenditionKind.Searchable, Scan, Made);
    public static readonly CaseFileEvent LetterRedacted = new RedactedFiled(
        FirstMatter, RedactedLetter, DocumentKind.Incoming, Letter, 1, [new(1, 56, 120.5, 240, 16)],
        "Name einer dritten Person", "LIFG § 5", [new("subject", null, "Anhörung, geschwärzt")], Scan, Made);
    public static readonly CaseFileEvent Closed = new CaseFileClosed(March, TenYears, Ends);
    public static readonly CaseFileEvent Reopened = new CaseFileReopened(March, Ends);

    /// <summary>Every kind of event once, in an order in which they can happen.</summary>
    public static ValueList<CaseFileEvent> WholeLife =>
    [
        Opened, Described, MatterBegun, MatterRenamed, LetterFiled, LetterDescribed, LetterVersioned, LetterRead,
        LetterUnread, MatterLocked, MatterUnlocked,
        MatterResubmitted, ResubmissionPostponed, ResubmissionDone, LetterResubmitted, ResubmissionUnneeded,
        FirstCancelled, FirstRestored, NoteFiled, NotePutAway, NoteTakenUp,
        FirstCancelled, FirstRestored,
        SheetPut, SheetRetitled, MatterOnSheet, MatterOffSheet, SheetGone,
        ErikaNamed, ErikaTaken, ErikaMoved, ErikaGone,
        LetterMarked, LetterUnmarked, NoteMarked, NoteDeleted,
        PlanReferred, PlanDropped, BeforeNoted, BeforeDropped,
        .. RoutingSamples.Life,
        LetterTaken, LetterDrafted, LetterCheckedIn, LetterTaken, LetterGivenBack, LetterTaken, LetterReleased,
        LetterFinal, LetterReworked, LetterConverted, LetterOutdated, LetterSearchable, LetterRedacted,
        InspectionTests.Given,
        MatterDone, MatterAgain, MatterDone, Closed, Reopened,
        KeepingTests.FileAppraised, KeepingTests.RuleByHand,
        MatterDone, MatterAgain, MatterDone, Closed, KeepingTests.EndByHandSet, Reopened,
        SecondBegun, LetterMoved, MergedBegun, Merged, FirstCancelled, SecondCancelled, FirstRestored,
        RelocatingSamples.GuestArrived, RelocatingSamples.GuestLeft,
        MatterDone, MatterAgain, MatterDone, MergedDone, Closed, Reopened,
        FileRefiled, FileReassigned, FileReturned,
    ];

    public static ValueList<FieldValue> Subject(string? text) => [new("subject", text)];
}
