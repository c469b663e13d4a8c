using System.Text.Json.Nodes;
using Records.Core.CaseFiles;
using Records.Core.Ports;
using static Records.Core.CaseFiles.Cancelling.CancellingEvent;
using static Records.Core.CaseFiles.CaseFileEvent;
using static Records.Core.CaseFiles.Deleting.DeletingEvent;
using static Records.Core.CaseFiles.Editing.EditingEvent;
using static Records.Core.CaseFiles.Inspections.InspectionEvent;
using static Records.Core.CaseFiles.Keeping.KeepingEvent;
using static Records.Core.CaseFiles.Locking.LockingEvent;
using static Records.Core.CaseFiles.Moving.MovingEvent;
using static Records.Core.CaseFiles.Participants.ParticipantEvent;
using static Records.Core.CaseFiles.PuttingAway.PuttingAwayEvent;
using static Records.Core.CaseFiles.References.ReferenceEvent;
using static Records.Core.CaseFiles.Registers.RegisterEvent;
using static Records.Core.CaseFiles.Relocating.RelocatingEvent;
using static Records.Core.CaseFiles.Renditions.RenditionsEvent;
using static Records.Core.CaseFiles.Resubmissions.ResubmissionEvent;
using static Records.Core.CaseFiles.Routing.RoutingEvent;
using static Records.Core.CaseFiles.Signing.SigningEvent;
using static Records.Storage.Json.StoredForm;

namespace Records.Storage.Json;

/// <summary>
/// The stored forms of case-file events. What names people or business is content; what must outlive it is evidence.
/// </summary>
public sealed class CaseFileEventCodec() : EventCodec<CaseFileEvent>(Table, Upcasters)
{
    private static Upcasters Upcasters { get; } = new(new Dictionary<EventType, Func<JsonObject, JsonObject>>
    {
        // The first form knew no sub-matters, and numbers as they are by default.
        [new("matter-opened", 1)] = old =>
        {
            old.Add("parent", null);
            old.Add("reference", null);
            return old;
        },
    });

    private static readonly StoredForm[] Table =
    [
        Content<CaseFileOpened>("case-file-opened", 1),
        Content<CaseFileDescribed>("case-file-described", 1),
        Evidence<CaseFileClosed>("case-file-closed", 1),
        Evidence<CaseFileReopened>("case-file-reopened", 1),
        Content<MatterOpened>("matter-opened", 2),
        Content<MatterDescribed>("matter-described", 1),
        Evidence<MatterClosed>("matter-closed", 1),
        Evidence<MatterReopened>("matter-reopened", 1),
        Content<DocumentFiled>("document-filed", 1),
        Content<DocumentDescribed>("document-described", 1),
        Content<VersionAdded>("version-added", 1),
        Content<TextNoted>("text-noted", 1),
        Evidence<NoTextNoted>("no-text-noted", 1),

        Content<ObjectLocked>("object-locked", 1),
        Evidence<ObjectUnlocked>("object-unlocked", 1),

        Evidence<CaseFileAppraised>("case-file-appraised", 1),
        Evidence<RetentionRuleChanged>("retention-rule-changed", 1),
        Evidence<RetentionEndSet>("retention-end-set", 1),

        Content<ResubmissionSet>("resubmission-set", 1),
        Content<ResubmissionMoved>("resubmission-moved", 1),
        Evidence<ResubmissionCompleted>("resubmission-completed", 1),
        Evidence<ResubmissionDropped>("resubmission-dropped", 1),

        Evidence<CaseFileRefiled>("case-file-refiled", 1),
        Evidence<CaseFileReassigned>("case-file-reassigned", 1),
        Evidence<DocumentMoved>("document-moved", 1),
        Evidence<MattersMerged>("matters-merged", 1),
        Evidence<ObjectMovedOut>("object-moved-out", 1),
        Content<ObjectMovedIn>("object-moved-in", 1),

        Evidence<DocumentPutAway>("document-put-away", 1),
        Evidence<DocumentTakenUp>("document-taken-up", 1),

        Content<ObjectCancelled>("object-cancelled", 1),
        Evidence<CancellationUndone>("cancellation-undone", 1),
        Content<SheetAdded>("register-sheet-added", 1),
        Content<SheetRenamed>("register-sheet-renamed", 1),
        Evidence<SheetDeleted>("register-sheet-deleted", 1),
        Evidence<MatterPutOnSheet>("matter-put-on-sheet", 1),
        Evidence<MatterTakenOffSheet>("matter-taken-off-sheet", 1),

        Content<ParticipantAdded>("participant-added", 1),
        Content<ParticipantChanged>("participant-changed", 1),
        Content<ParticipantRemoved>("participant-removed", 1),
        Content<ParticipantsTakenOver>("participants-taken-over", 1),

        Content<DeletionMarked>("deletion-marked", 1),
        Evidence<DeletionWithdrawn>("deletion-withdrawn", 1),
        Evidence<ObjectDeleted>("object-deleted", 1),
        Content<ReferenceAdded>("reference-added", 1),
        Content<ReferenceRemoved>("reference-removed", 1),
        Content<ReferenceNoted>("reference-noted", 1),
        Content<ReferenceDropped>("reference-dropped", 1),

        Content<CirculationPrepared>("circulation-prepared", 1),
        Evidence<CirculationExtended>("circulation-extended", 1),
        Content<RouteStarted>("route-started", 1),
        Content<RouteChanged>("route-changed", 1),
        Content<StepDone>("step-done", 1),
        Content<StepRejected>("step-rejected", 1),
        Content<StepSkipped>("step-skipped", 1),
        Evidence<RouteCompleted>("route-completed", 1),
        Content<RouteWithdrawn>("route-withdrawn", 1),

        Content<VersionActRecorded>("version-act-recorded", 1),
        Evidence<DocumentFinalSigned>("document-final-signed", 1),
        Content<DispatchConfirmed>("dispatch-confirmed", 1),
        Content<DocumentCheckedOut>("document-checked-out", 1),
        Content<DraftSaved>("draft-saved", 1),
        Content<VersionCheckedIn>("version-checked-in", 1),
        Evidence<CheckOutAbandoned>("check-out-abandoned", 1),
        Content<CheckOutReleased>("check-out-released", 1),
        Content<RenditionAdded>("rendition-added", 1),
        Evidence<RenditionRetired>("rendition-retired", 1),
        Content<RedactedFiled>("redacted-filed", 1),

        Content<InspectionGiven>("inspection-given", 1),
    ];
}
