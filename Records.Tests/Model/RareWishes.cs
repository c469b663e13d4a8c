using FsCheck;
using FsCheck.Fluent;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Inspections;
using Records.Core.CaseFiles.Moving;
using Records.Core.CaseFiles.Participants;
using Records.Core.CaseFiles.References;
using Records.Core.CaseFiles.Resubmissions;
using Records.Core.CaseFiles.Routing;
using Records.Core.CaseFiles.Signing;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.Documents;
using Records.Tests.CaseFiles;
using static Records.Core.CaseFiles.Cancelling.CancellingCommand;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Core.CaseFiles.Deleting.DeletingCommand;
using static Records.Core.CaseFiles.Editing.EditingCommand;
using static Records.Core.CaseFiles.Inspections.InspectionCommand;
using static Records.Core.CaseFiles.Keeping.KeepingCommand;
using static Records.Core.CaseFiles.Locking.LockingCommand;
using static Records.Core.CaseFiles.Moving.MovingCommand;
using static Records.Core.CaseFiles.Participants.ParticipantCommand;
using static Records.Core.CaseFiles.PuttingAway.PuttingAwayCommand;
using static Records.Core.CaseFiles.References.ReferenceCommand;
using static Records.Core.CaseFiles.Registers.RegisterCommand;
using static Records.Core.CaseFiles.Renditions.RenditionsCommand;
using static Records.Core.CaseFiles.Resubmissions.ResubmissionCommand;
using static Records.Core.CaseFiles.Routing.RoutingCommand;
using static Records.Core.CaseFiles.Signing.SigningCommand;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.Model;

/// <summary>What the families do not wish for among themselves: refused words, odd objects, and ways back.</summary>
internal static class RareWishes
{
    /// <summary>Files at work, so that what comes after has something to meet.</summary>
    public static (CaseFileCommand, bool)[][] Beginnings =>
    [
        [.. Small],
        [
            .. Small, (new AddSheet(Sheet, "a"), true),
            (new OpenMatter(SecondMatter, Subject("a")) { Parent = FirstMatter }, true),
            (new StartRoute(RoutingSamples.Third, ObjectRef.Of(RoutingSamples.Reply), Round(31), RoutingSamples.ByVogt),
                true),
        ],
        [
            .. Small, (new OpenMatter(SecondMatter, Subject("a")), true),
            (new AddToCirculation(RoutingSamples.First, default, Letter), true),
            (new StartCirculation(RoutingSamples.First, default, Round(11), RoutingSamples.ByLenz), true),
            (new FileDocument(SecondMatter, Note, DocumentKind.Internal, Subject("c"), Scan), true),
            (new PutAway(Note, default, March), true),
        ],
        [
            .. Small, (new FinaliseDocument(RoutingSamples.Reply, default, Copy, Scan, Made), true),
            (new ConfirmDispatch(
                RoutingSamples.Reply, 1, March, March, DispatchWay.Letter, ["a"], RoutingSamples.ByLenz), true),
            (new InsertCopy(FirstMatter, Note, DocumentKind.Internal, Subject("a"), Scan,
                new(null, ObjectRef.Of(Letter), null, null), Verweis, Twin), true),
        ],
        [
            .. Small, (new StartRoute(
                RoutingSamples.Third, ObjectRef.Of(RoutingSamples.Reply),
                [RoutingSamples.Wanted(34, 1, StepKind.Dispatch, RoutingSamples.ToPerson(RoutingSamples.Lenz))],
                RoutingSamples.ByVogt), true),
        ],
        [
            .. Small, (new OpenMatter(SecondMatter, Subject("a")), true), (Mark(ObjectRef.Of(SecondMatter)), true),
            (new ConfirmDeletion(ObjectRef.Of(SecondMatter), default, Checker, new(false, true)), true),
            (Mark(ObjectRef.Of(RoutingSamples.Reply)), true),
        ],
        [.. Small, (new CloseMatter(FirstMatter, default, March), true)],
        [
            .. Small, (new FileRedacted(RedactedLetter, RoutingSamples.Reply, 1, [new(1, 0, 0, 1, 1)], "a", "a",
                Subject("a"), Scan, Made), true),
            (new OpenMatter(SecondMatter, Subject("a")), true),
            (new MoveDocument(RedactedLetter, default, SecondMatter), true),
        ],
        [
            .. Small, (new CloseMatter(FirstMatter, default, March), true), (new CloseCaseFile(default, March), true),
        ],
    ];

    /// <summary>A wish that stops much of the file, turned into the one that sets it going again.</summary>
    public static CaseFileCommand Mild(CaseFileCommand wish) => wish switch
    {
        LockObject c => new UnlockObject(c.Of, c.Expected),
        CancelObject c => new UndoCancellation(c.Of, c.Expected),
        MarkForDeletion c => new WithdrawDeletion(c.Of, c.Expected),
        _ => wish,
    };

    private static (CaseFileCommand, bool)[] Small =>
    [
        (CaseFileProperties.Opening, false),
        (new OpenMatter(FirstMatter, Subject("a")), true),
        (new FileDocument(FirstMatter, Letter, DocumentKind.Incoming, Subject("a"), Scan), true),
        (new FileDocument(FirstMatter, RoutingSamples.Reply, DocumentKind.Outgoing, Subject("b"), Scan), true),
        (new PrepareCirculation(RoutingSamples.First, FirstMatter, null, [], RoutingSamples.ByLenz), true),
    ];

    private static MarkForDeletion Mark(ObjectRef of) => new(of, default, Asker, Checker, "a", new(false, true));

    private static ValueList<StepWish> Round(int first) =>
    [
        RoutingSamples.Wanted(first, 1, StepKind.TakeNote, RoutingSamples.ToPerson(RoutingSamples.Lenz)),
        RoutingSamples.Wanted(first + 1, 1, StepKind.CoSign, RoutingSamples.ToPerson(RoutingSamples.Vogt)),
        RoutingSamples.Wanted(first + 2, 2, StepKind.FinalSign, RoutingSamples.ToPerson(RoutingSamples.Lenz)),
        RoutingSamples.Wanted(first + 3, 3, StepKind.Dispatch, RoutingSamples.ToPerson(RoutingSamples.Lenz)),
    ];

    public static Gen<CaseFileCommand> Wish { get; } =
        from of in Gen.Elements(ObjectRef.CaseFile, ObjectRef.Of(FirstMatter), ObjectRef.Of(SecondMatter),
            ObjectRef.Of(Letter), ObjectRef.Of(Note), ObjectRef.Of(RoutingSamples.Reply),
            ObjectRef.Of(new DocumentId(Guid.Empty)))
        from document in Gen.Elements(Letter, RoutingSamples.Reply, Note, RedactedLetter)
        from matter in Gen.Elements(FirstMatter, SecondMatter, MergedMatter)
        from text in Gen.Elements("a", "\u202e", " ", new string('x', 600))
        from field in Gen.Elements<ValueList<FieldValue>>(
            [new("subject", "c"), new("subject", "d")], [new("medium", "paper")], [new("medium", "wood")],
            [new("medium", "paper"), new("location", "Keller")], [new("nothing", "x")],
            [new("runsFrom", "2026-02-01"), new("runsTo", "2026-01-01")], [new("runsTo", "2025-12-31")],
            [new("runsFrom", "gestern")], [new("letterDate", "31.12.2026")], [new("subject", "")], [])
        from step in Gen.Elements(1, 2, 3)
        from who in Gen.Elements(RoutingSamples.ByLenz, RoutingSamples.ByVogt, RoutingSamples.ByFalkForVogt)
        from wish in Gen.OneOf(
            Gen.Elements<CaseFileCommand>(
                CaseFileProperties.Opening, new DescribeCaseFile(default, field),
                new DescribeMatter(matter, default, field),
                new DescribeDocument(document, default, field), new OpenMatter(matter, [.. Subject("e"), .. field]),
                new OpenMatter(MergedMatter, Subject("a")) { Parent = SecondMatter },
                new FileDocument(matter, document, DocumentKind.Incoming, Subject("f"),
                    Scan with { OriginalName = text }),
                new AddVersion(document, default, Scan with { OriginalName = text }, null),
                new CloseMatter(matter, default, March), new CloseCaseFile(default, March),
                new ReopenCaseFile(default, Ends.TransferEnds.AddDays(1)),
                new ReopenMatter(matter, default, Ends.TransferEnds.AddDays(1)), new ReopenCaseFile(default, March)),
            Gen.Elements<CaseFileCommand>(
                new LockObject(of, default, text), new UnlockObject(of, default), new UndoCancellation(of, default),
                new CancelObject(of, default, text, default),
                new MarkForDeletion(of, default, Asker, null, "a", new(false, true)),
                new MarkForDeletion(of, default, Asker, Asker, "a", new(false, true)),
                new MarkForDeletion(of, default, Asker, Checker, text, new(false, true)),
                new MarkForDeletion(of, default, Asker, Checker, "a", default),
                new ConfirmDeletion(of, default, Checker, new(false, true)),
                new ConfirmDeletion(of, default, Clerk, new(false, true)),
                new WithdrawDeletion(of, default)),
            Gen.Elements<CaseFileCommand>(
                new PutAway(document, default, March), new TakeUpAgain(document, default, March.AddYears(3)),
                new RenameSheet(Sheet, default, "a"),
                new PutOnSheet(matter, default, Sheet), new AddSheet(Sheet, text), new DeleteSheet(Sheet, default),
                new AddParticipant(of, Erika, Applicant with { Role = ParticipantRole.Sender }),
                new AddParticipant(of, new(Guid.Empty), Applicant with { Role = ParticipantRole.Other }),
                new AddParticipant(of, new(Guid.Empty), Applicant with { RoleLabel = text }),
                new AddParticipant(
                    of, new(Guid.Empty), Applicant with { Role = ParticipantRole.Other, RoleLabel = text }),
                new RemoveParticipant(of, Erika, default), new RemoveParticipant(of, new(Guid.Empty), default)),
            Gen.Elements<CaseFileCommand>(
                new AddReference(of, new(Guid.Empty), new(
                    ReferenceRelation.SeeAlso, new(null, null, null, text), text, null)),
                new AddReference(of, new(Guid.Empty), new(
                    ReferenceRelation.SeeAlso, new(null, of, null, text), null, null)),
                new ReferWithin(of, Verweis, of, Twin, null),
                new ReferWithin(of, Verweis, ObjectRef.CaseFile, Twin, text),
                new AnswerIncoming(document, default, Letter, Verweis, Twin),
                new AnswerIncoming(RoutingSamples.Reply, default, Letter, Verweis, Twin),
                new InsertCopy(matter, Note, DocumentKind.Internal, Subject("a"), Scan,
                    new(null, ObjectRef.Of(document), null, null), Verweis, Twin),
                new InsertCopy(matter, Note, DocumentKind.Internal, Subject("a"), Scan,
                    new(OtherFile, ObjectRef.Of(Letter), null, null), Verweis, Twin),
                new RemoveReference(of, Verweis, default)),
            Gen.Elements<CaseFileCommand>(
                new StartRoute(RoutingSamples.Second, of.Kind is ObjectKind.CaseFile ? RoutingSamples.TheMatter : of,
                    [RoutingSamples.Wanted(21, 1, StepKind.Dispatch, RoutingSamples.ToPerson(RoutingSamples.Lenz))],
                    who),
                new StartRoute(RoutingSamples.Third, ObjectRef.Of(document), [], who),
                new StartRoute(RoutingSamples.Third, ObjectRef.Of(document),
                    [.. Enumerable.Range(1, 51).Select(i => RoutingSamples.Wanted(
                        i, i, StepKind.Comment, RoutingSamples.ToUnit(Unit)))], who),
                new StartRoute(RoutingSamples.Third, ObjectRef.Of(document),
                    [RoutingSamples.Wanted(31, 1, StepKind.FinalSign, new(null, null, null), text)], who),
                new StartRoute(RoutingSamples.Third, ObjectRef.Of(document),
                    [RoutingSamples.Wanted(31, 1, StepKind.FinalSign, RoutingSamples.ToPerson(RoutingSamples.Lenz))],
                    who),
                new StartRoute(RoutingSamples.Third, ObjectRef.Of(document),
                    [RoutingSamples.Wanted(31, 1, StepKind.Dispatch, RoutingSamples.ToPerson(RoutingSamples.Lenz))],
                    who),
                new PrepareCirculation(RoutingSamples.First, matter, text, [document, Letter], who),
                new AddToCirculation(RoutingSamples.First, default, document),
                new PrepareCirculation(RoutingSamples.Second, SecondMatter, null, [Letter], who),
                new ChangeRoute(RoutingSamples.Second, default, 2, []),
                new ChangeRoute(RoutingSamples.First, default, 2, []),
                new DoStep(RoutingSamples.Third, RoutingSamples.Step(34), default, who, false, null, []),
                new DoStep(RoutingSamples.Third, RoutingSamples.Step(31), default, who, false, null, []),
                new DoStep(RoutingSamples.First, RoutingSamples.Step(10 + step), default, who, false, null,
                    [new(Letter, step)]),
                new DoStep(RoutingSamples.Second, RoutingSamples.Step(99), default, who, false, null, []),
                new DoStep(RoutingSamples.Third, RoutingSamples.Step(30 + step), default, who, step < 3, "nein", []),
                new SkipStep(RoutingSamples.First, RoutingSamples.Step(10 + step), default, who, null),
                new WithdrawRoute(RoutingSamples.First, default, who, text),
                new WithdrawRoute(RoutingSamples.Third, default, who, "a")),
            Gen.Elements<CaseFileCommand>(
                new ActOnVersion(document, step, VersionActKind.Comment, who, null),
                new FinalSign(document, default, who), new CheckOutDocument(document, default, Clerk),
                new CheckIn(document, default, Clerk, Scan, text), new AbandonCheckOut(document, default, Clerk),
                new ConfirmDispatch(document, step, March, March, DispatchWay.Letter, [], who),
                new ConfirmDispatch(document, step, March, March, DispatchWay.Fax, [text], who),
                new ConfirmDispatch(document, step, March.AddDays(1), March, DispatchWay.Letter, ["a"], who),
                new FinaliseDocument(document, default, Copy, Scan, Made), new UndoFinalising(document, default),
                new ConvertVersion(document, default, step, step == 1 ? Copy : LongCopy, Scan, Made),
                new RetireRendition(document, default, Copy),
                new FileRedacted(Note, document, step, [new(1, 0, 0, 1, 1)], text, text, Subject("a"), Scan, Made),
                new FileRedacted(Note, document, step, [new(1, 0, 0, 0, 1)], "a", "a", Subject("a"), Scan, Made)),
            Gen.Elements<CaseFileCommand>(
                new ChangeRule(default, new(-1, 2, default), "a", "b"),
                new ChangeRule(default, new(3, 4, TenYears.Disposal), "a", null),
                new AppraiseCaseFile(default, Core.Retention.DisposalType.Archive, Clerk, text,
                    TenYears.Disposal, default),
                new SetRetentionEnd(default, March.AddDays(-1), "a", "b"),
                new SetRetentionEnd(default, March.AddDays(9), "a", "b"),
                new SetResubmission(of, FirstResubmission, March, Core.People.Addressee.Of(Unit), text, March),
                new CloseMatter(matter, default, March)
                {
                    Resubmissions = [new ResubmissionChoice.Keep(FirstResubmission),
                        new ResubmissionChoice.Drop(FirstResubmission)],
                },
                new CloseMatter(matter, default, March)
                {
                    Resubmissions = [new ResubmissionChoice.Move(FirstResubmission, March.AddDays(step - 2))],
                },
                new MergeMatters([new(FirstMatter, default)], MergedMatter, Subject("a"), "a"),
                new MergeMatters([new(FirstMatter, default), new(SecondMatter, default)], MergedMatter, Subject("a"),
                    text),
                new MoveDocument(document, default, matter)),
            Gen.Elements<CaseFileCommand>(
                new RefileCaseFile(default, null, RoutingSamples.OtherUnit, text),
                new RefileCaseFile(default, Elsewhere, RoutingSamples.OtherUnit, "a"),
                new RefileCaseFile(default, Elsewhere with { Entry = Entry }, Unit, "a"),
                Show(InspectionSelection.All with { Without = [document] }) with { Recipient = text },
                Show(InspectionSelection.All with { Without = [document] }) with { LegalGround = text },
                Show(InspectionSelection.All with { Documents = [document], Without = [Letter] }),
                Show(new(false, [matter], [document], [])), Show(new(false, [matter], [], [document])),
                Show(new(step == 1, [matter], [], [])), Show(new(false, [], [], [document])),
                Show(InspectionSelection.All) with { Bundled = [new(document, step, Scan.Sha256, step == 1)] },
                Show(new(false, [], [document], [])) with
                {
                    Bundled = [new(document, step, Scan.Sha256, step == 2)],
                },
                new AddVersion(document, default, Scan with { SizeBytes = 1L << 30, Sha256 = Huge }, null)))
        select wish;

    private static Core.History.Digest Huge => Core.History.Digest.Of("huge"u8);
    private static PlanPlace Elsewhere => new(
        new("66.1-2026/0007"), OtherEntry, new(3, 7, Core.Retention.DisposalType.Destroy), null, new(8));

    private static GiveInspection Show(InspectionSelection selection) => new(
        new(Guid.Empty), selection, "a", "a", "a", false, null, Scan);
}
