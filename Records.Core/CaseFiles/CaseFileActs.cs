using Records.Core.CaseFiles.Inspections;
using Records.Core.CaseFiles.Keeping;
using Records.Core.CaseFiles.Moving;
using Records.Core.CaseFiles.Participants;
using Records.Core.CaseFiles.References;
using Records.Core.CaseFiles.Registers;
using Records.Core.CaseFiles.Resubmissions;
using Records.Core.CaseFiles.Routing;
using Records.Core.CaseFiles.Signing;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.Documents;
using Records.Core.People;
using Records.Core.Ports;
using static Records.Core.CaseFiles.Cancelling.CancellingCommand;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Core.CaseFiles.Deleting.DeletingCommand;
using static Records.Core.CaseFiles.Editing.EditingCommand;
using static Records.Core.CaseFiles.Inspections.InspectionCommand;
using static Records.Core.CaseFiles.Locking.LockingCommand;
using static Records.Core.CaseFiles.Moving.MovingCommand;
using static Records.Core.CaseFiles.Participants.ParticipantCommand;
using static Records.Core.CaseFiles.PuttingAway.PuttingAwayCommand;
using static Records.Core.CaseFiles.References.ReferenceCommand;
using static Records.Core.CaseFiles.Registers.RegisterCommand;
using static Records.Core.CaseFiles.Relocating.RelocatingCommand;
using static Records.Core.CaseFiles.Renditions.RenditionsCommand;
using static Records.Core.CaseFiles.Resubmissions.ResubmissionCommand;
using static Records.Core.CaseFiles.Routing.RoutingCommand;
using static Records.Core.CaseFiles.Signing.SigningCommand;

namespace Records.Core.CaseFiles;

/// <summary>
/// What may be done next, asked of the rules themselves: an act is offered when <see cref="CaseFileDecider"/> would
/// accept it now. So an app never shows a button that then fails, and no rule is written twice.
/// </summary>
public static class CaseFileActs
{
    /// <summary>The acts on the file itself, by the names the API links them under.</summary>
    public static IEnumerable<string> OnCaseFile(
        CaseFile state, DateOnly today, Policy policy = default, PersonId by = default)
    {
        var revision = state is CaseFile.Unopened ? default : state.Contents.Revision;
        return Offered(state,
        [
            ("describe", new DescribeCaseFile(revision, Probe)),
            ("open-matter", new OpenMatter(new(Guid.AllBitsSet), Probe)),
            ("add-sheet", new AddSheet(new(Guid.AllBitsSet), "\ue000")),
            ("add-participant", new AddParticipant(ObjectRef.CaseFile, new(Guid.AllBitsSet), Somebody)),
            ("add-reference", new AddReference(ObjectRef.CaseFile, new(Guid.AllBitsSet), Elsewhere)),
            ("close", new CloseCaseFile(revision, today) { Resubmissions = Kept(state, ObjectRef.CaseFile) }),
            ("reopen", new ReopenCaseFile(revision, today)),
            ("appraise", KeepingProbes.Appraise(state)),
            ("change-retention", KeepingProbes.ChangeRule(state)),
            ("set-retention-end", KeepingProbes.SetEnd(state)),
            ("lock", new LockObject(ObjectRef.CaseFile, revision, null)),
            ("unlock", new UnlockObject(ObjectRef.CaseFile, revision)),
            ("resubmit", Resubmit(ObjectRef.CaseFile)),
            ("cancel", new CancelObject(ObjectRef.CaseFile, revision, "probe", policy)),
            ("undo-cancellation", new UndoCancellation(ObjectRef.CaseFile, revision)),
            ("refile", new RefileCaseFile(revision, null, new(Guid.AllBitsSet), "probe")),
            ("give-inspection", new GiveInspection(
                new(Guid.AllBitsSet), InspectionSelection.All, "probe", "probe", "probe", false, null, ProbeContent)),
            ("merge", Merge(state)),
            ("ask-for-deletion", AskForDeletion(ObjectRef.CaseFile, revision, by, policy)),
            ("withdraw-deletion", new WithdrawDeletion(ObjectRef.CaseFile, revision)),
            ("confirm-deletion", new ConfirmDeletion(ObjectRef.CaseFile, revision, by, policy)),
        ]);
    }

    public static IEnumerable<string> OnMatter(
        CaseFile state, Matter matter, DateOnly today, Policy policy = default, PersonId by = default) =>
        Offered(state,
    [
        ("open-matter", new OpenMatter(new(Guid.AllBitsSet), Probe) { Parent = matter.Id }),
        ("describe", new DescribeMatter(matter.Id, matter.Revision, Probe)),
        ("file-document", new FileDocument(
            matter.Id, new(Guid.AllBitsSet), DocumentKind.Internal, Probe, ProbeContent)),
        ("put-on-sheet", new PutOnSheet(matter.Id, matter.Revision, OtherSheet(state, matter))),
        ("take-off-sheet", new TakeOffSheet(matter.Id, matter.Revision)),
        ("add-participant", new AddParticipant(ObjectRef.Of(matter.Id), new(Guid.AllBitsSet), Somebody)),
        ("add-reference", new AddReference(ObjectRef.Of(matter.Id), new(Guid.AllBitsSet), Elsewhere)),
        ("insert-copy", new InsertCopy(
            matter.Id, new(Guid.AllBitsSet), DocumentKind.Internal, Probe, ProbeContent,
            new(null, null, Guid.AllBitsSet, null), new(Guid.Empty), new(Guid.AllBitsSet))),
        ("close", new CloseMatter(matter.Id, matter.Revision, today)
        {
            Resubmissions = Kept(state, ObjectRef.Of(matter.Id)),
        }),
        ("reopen", new ReopenMatter(matter.Id, matter.Revision, today)),
        ("start-route", new StartRoute(new(Guid.AllBitsSet), ObjectRef.Of(matter.Id), ProbeSteps, ProbeHandler)),
        ("prepare-circulation", new PrepareCirculation(
            new(Guid.AllBitsSet), matter.Id, null, [], ProbeHandler)),
        ("lock", new LockObject(ObjectRef.Of(matter.Id), matter.Revision, null)),
        ("unlock", new UnlockObject(ObjectRef.Of(matter.Id), matter.Revision)),
        ("resubmit", Resubmit(ObjectRef.Of(matter.Id))),
        ("cancel", new CancelObject(ObjectRef.Of(matter.Id), matter.Revision, "probe", policy)),
        ("undo-cancellation", new UndoCancellation(ObjectRef.Of(matter.Id), matter.Revision)),
        ("ask-for-deletion", AskForDeletion(ObjectRef.Of(matter.Id), matter.Revision, by, policy)),
        ("withdraw-deletion", new WithdrawDeletion(ObjectRef.Of(matter.Id), matter.Revision)),
        ("confirm-deletion", new ConfirmDeletion(ObjectRef.Of(matter.Id), matter.Revision, by, policy)),
        ("move-to-case-file", new MoveAway(ObjectRef.Of(matter.Id), matter.Revision, new(Guid.AllBitsSet), null)),
    ]);

    /// <param name="by">Who asks: what is checked out is offered to its holder only.</param>
    public static IEnumerable<string> OnDocument(
        CaseFile state, Document document, DateOnly today, Policy policy = default, PersonId by = default) =>
        Offered(state,
    [
        ("describe", new DescribeDocument(document.Id, document.Revision, Probe)),
        ("add-version", new AddVersion(document.Id, document.Revision, ProbeContent, null)),
        ("add-participant", new AddParticipant(ObjectRef.Of(document.Id), new(Guid.AllBitsSet), Somebody)),
        ("add-reference", new AddReference(ObjectRef.Of(document.Id), new(Guid.AllBitsSet), Elsewhere)),
        ("answer-incoming", new AnswerIncoming(
            document.Id, document.Revision, Unanswered(state, document), new(Guid.Empty), new(Guid.AllBitsSet))),
        ("start-route", new StartRoute(new(Guid.AllBitsSet), ObjectRef.Of(document.Id), ProbeSteps, ProbeHandler)),
        ("act", new ActOnVersion(
            document.Id, document.Newest, VersionActKind.TakeNote, ProbeHandler, null)),
        ("final-sign", new FinalSign(document.Id, document.Revision, ProbeHandler)),
        ("confirm-dispatch", new ConfirmDispatch(
            document.Id, document.Newest, default, default, DispatchWay.Letter, ["\ue000"], ProbeHandler)),
        ("lock", new LockObject(ObjectRef.Of(document.Id), document.Revision, null)),
        ("unlock", new UnlockObject(ObjectRef.Of(document.Id), document.Revision)),
        ("resubmit", Resubmit(ObjectRef.Of(document.Id))),
        ("cancel", new CancelObject(ObjectRef.Of(document.Id), document.Revision, "probe", policy)),
        ("undo-cancellation", new UndoCancellation(ObjectRef.Of(document.Id), document.Revision)),
        ("ask-for-deletion", AskForDeletion(ObjectRef.Of(document.Id), document.Revision, by, policy)),
        ("withdraw-deletion", new WithdrawDeletion(ObjectRef.Of(document.Id), document.Revision)),
        ("confirm-deletion", new ConfirmDeletion(ObjectRef.Of(document.Id), document.Revision, by, policy)),
        ("move", new MoveDocument(document.Id, document.Revision, ElsewhereIn(state, document))),
        ("move-to-case-file", new MoveAway(
            ObjectRef.Of(document.Id), document.Revision, new(Guid.AllBitsSet), new(Guid.AllBitsSet))),
        ("put-away", new PutAway(document.Id, document.Revision, today)),
        ("take-up", new TakeUpAgain(document.Id, document.Revision, today)),
        ("check-out", new CheckOutDocument(document.Id, document.Revision, by)),
        ("save-draft", new SaveDraft(document.Id, document.Revision, by, default, ProbeContent)),
        ("check-in", new CheckIn(document.Id, document.Revision, by, ProbeContent, null)),
        ("abandon", new AbandonCheckOut(document.Id, document.Revision, by)),
        ("release", new ReleaseCheckOut(document.Id, document.Revision, "probe")),
        ("finalise", new FinaliseDocument(document.Id, document.Revision, default, ProbeContent, ProbeMaking)),
        ("undo-finalising", new UndoFinalising(document.Id, document.Revision)),
        ("convert", new ConvertVersion(
            document.Id, document.Revision, document.Newest, default, ProbeContent, ProbeMaking)),
        ("redact", new FileRedacted(
            new(Guid.AllBitsSet), document.Id, document.Newest, [new(1, 0, 0, 1, 1)], "probe", "probe", Probe,
            ProbeContent, ProbeMaking)),
    ]);

    /// <summary>The acts on a route; what may be done with its steps is said step by step.</summary>
    public static IEnumerable<string> OnRoute(CaseFile state, Route route, Handler by)
    {
        var seen = RevisionOf(state, route.Of);
        return
        [
            .. Offered(state,
            [
                ("start", new StartCirculation(route.Id, seen, ProbeSteps, by)),
                ("change", new ChangeRoute(route.Id, seen, int.MaxValue, ProbeSteps)),
                ("withdraw", new WithdrawRoute(route.Id, seen, by, "probe")),
            ]),
            // Which document is not known yet, so asked for one that is not there: only the folder can refuse before.
            .. CaseFileDecider.Decide(new AddToCirculation(route.Id, seen, new(Guid.AllBitsSet)), state)
                == Decision<CaseFileEvent>.Refuse(CaseFileRefusals.UnknownDocument)
                ? (string[])["add-document"]
                : [],
        ];
    }

    /// <summary>What this person may do with a step.</summary>
    public static IEnumerable<string> OnStep(CaseFile state, Route route, StepId step, Handler by) => Offered(state,
    [
        ("handle", new DoStep(route.Id, step, RevisionOf(state, route.Of), by, IsRejected: false, null, [])),
        ("skip", new SkipStep(route.Id, step, RevisionOf(state, route.Of), by, null)),
    ]);

    private static Revision RevisionOf(CaseFile state, ObjectRef of) => of.Kind is ObjectKind.Document
        ? state.Contents.Find(new DocumentId(of.Id!.Value))!.Revision
        : state.Contents.Find(new MatterId(of.Id!.Value))!.Revision;

    private static IEnumerable<string> Offered(
        CaseFile state, ReadOnlySpan<(string Act, CaseFileCommand Wish)> wishes) =>
        from wish in wishes.ToArray()
        where CaseFileDecider.Decide(wish.Wish, state) is Decision<CaseFileEvent>.Accepted { Events.Count: > 0 }
        select wish.Act;

    // Closing is offered where it needs no more than a word for each open resubmission.
    private static ValueList<ResubmissionChoice> Kept(CaseFile state, ObjectRef of) => state is CaseFile.Unopened
        ? []
        : [.. state.Contents.OpenResubmissions(of).Select(open => new ResubmissionChoice.Keep(open.Id))];

    private static SetResubmission Resubmit(ObjectRef of) => new(
        of, new(Guid.AllBitsSet), DateOnly.MaxValue, Addressee.Of(new UnitId(Guid.AllBitsSet)), "probe",
        DateOnly.MinValue);

    // A matter it could be moved to; one that is not there where there is none.
    private static MatterId ElsewhereIn(CaseFile state, Document document) =>
        InWork(state).FirstOrDefault(matter => matter.Id != document.Matter)?.Id ?? new(Guid.AllBitsSet);

    private static MergeMatters Merge(CaseFile state) => new(
        [.. InWork(state).Take(2).Select(matter => new SeenMatter(matter.Id, matter.Revision))],
        new(Guid.AllBitsSet), Probe, "probe");

    private static IEnumerable<Matter> InWork(CaseFile state) => state is CaseFile.Active { Body: var body }
        ? body.Matters.Values.Where(matter =>
            matter is { IsClosed: false, IsCancelled: false, IsLocked: false, IsDeleted: false, Deletion: null })
        : [];

    // Anybody but the one who asks can be named.
    private static MarkForDeletion AskForDeletion(ObjectRef of, Revision revision, PersonId by, Policy policy) =>
        new(of, revision, by, new(Guid.AllBitsSet), "probe", policy);

    // A private-use character: no real subject is equal to it, so describing would always be a change.
    private static readonly ValueList<FieldValue> Probe = [new("subject", "\ue000")];
    private static readonly Reference Elsewhere =
        new(ReferenceRelation.SeeAlso, new(null, null, Guid.AllBitsSet, null), null, null);

    // An incoming document that it could answer and does not yet; where there is none, one that nobody knows.
    private static DocumentId Unanswered(CaseFile state, Document document) =>
        state.Contents.Documents.Values.Where(other =>
            other.Kind is DocumentKind.Incoming && other.Matter == document.Matter && !other.IsCancelled
            && !document.References.Values.Any(known => known.Target.Object == ObjectRef.Of(other.Id)))
            .Select(other => other.Id).FirstOrDefault(new DocumentId(Guid.AllBitsSet));

    private static readonly Participant Somebody =
        new(ParticipantKind.Person, "probe", ParticipantRole.Sender, null, null, null, null);

    // Any sheet it does not lie on; where there is none, one that nobody knows, and so the act is not offered.
    private static RegisterSheetId OtherSheet(CaseFile state, Matter matter) =>
        state.Contents.RegisterSheets.Keys.Where(sheet => sheet != matter.Sheet?.Value).Select(sheet =>
            new RegisterSheetId(sheet)).FirstOrDefault(new RegisterSheetId(Guid.AllBitsSet));

    private static readonly Handler ProbeHandler = new(new(Guid.AllBitsSet), null, default, []);
    private static readonly ValueList<StepWish> ProbeSteps =
        [new(new(Guid.AllBitsSet), 1, StepKind.WorkOn, new(ProbeHandler.Person, null, null), null, null)];
    private static readonly Renditions.Making ProbeMaking = new("", "", []);
    private static readonly DocumentContent ProbeContent =
        new(new(Guid.Empty), MediaType.Unknown, 0, default, default, "probe");
}
