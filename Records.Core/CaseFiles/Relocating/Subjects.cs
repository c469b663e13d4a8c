using System.Diagnostics;
using Records.Core.CaseFiles.Cancelling;
using Records.Core.CaseFiles.Deleting;
using Records.Core.CaseFiles.Editing;
using Records.Core.CaseFiles.Inspections;
using Records.Core.CaseFiles.Keeping;
using Records.Core.CaseFiles.Locking;
using Records.Core.CaseFiles.Moving;
using Records.Core.CaseFiles.Participants;
using Records.Core.CaseFiles.PuttingAway;
using Records.Core.CaseFiles.References;
using Records.Core.CaseFiles.Registers;
using Records.Core.CaseFiles.Renditions;
using Records.Core.CaseFiles.Resubmissions;
using Records.Core.CaseFiles.Routing;
using Records.Core.CaseFiles.Signing;
using static Records.Core.CaseFiles.CaseFileEvent;

namespace Records.Core.CaseFiles.Relocating;

/// <summary>
/// Which matter or document an event is history of: with that it goes when it is re-filed. A table without a default,
/// so that no new event is left behind in silence.
/// </summary>
internal static class Subjects
{
    /// <summary>Null for what is history of the file alone, and for merging, which speaks of several.</summary>
    public static Guid? Of(CaseFileEvent happened) => happened switch
    {
        CaseFileOpened or CaseFileDescribed or CaseFileClosed or CaseFileReopened => null,
        KeepingEvent or InspectionEvent => null,
        MovingEvent.CaseFileRefiled or MovingEvent.CaseFileReassigned or MovingEvent.MattersMerged => null,
        RegisterEvent.SheetAdded or RegisterEvent.SheetRenamed or RegisterEvent.SheetDeleted => null,

        MatterOpened e => e.Matter.Value,
        MatterDescribed e => e.Matter.Value,
        CaseFileEvent.MatterClosed e => e.Matter.Value,
        MatterReopened e => e.Matter.Value,
        RegisterEvent.MatterPutOnSheet e => e.Matter.Value,
        RegisterEvent.MatterTakenOffSheet e => e.Matter.Value,

        DocumentFiled e => e.Document.Value,
        DocumentDescribed e => e.Document.Value,
        VersionAdded e => e.Document.Value,
        TextNoted e => e.Document.Value,
        NoTextNoted e => e.Document.Value,
        MovingEvent.DocumentMoved e => e.Document.Value,
        PuttingAwayEvent.DocumentPutAway e => e.Document.Value,
        PuttingAwayEvent.DocumentTakenUp e => e.Document.Value,
        ParticipantEvent.ParticipantsTakenOver e => e.Document.Value,
        SigningEvent.VersionActRecorded e => e.Document.Value,
        SigningEvent.DocumentFinalSigned e => e.Document.Value,
        SigningEvent.DispatchConfirmed e => e.Document.Value,
        EditingEvent.DocumentCheckedOut e => e.Document.Value,
        EditingEvent.DraftSaved e => e.Document.Value,
        EditingEvent.VersionCheckedIn e => e.Document.Value,
        EditingEvent.CheckOutAbandoned e => e.Document.Value,
        EditingEvent.CheckOutReleased e => e.Document.Value,
        RenditionsEvent.RenditionAdded e => e.Document.Value,
        RenditionsEvent.RenditionRetired e => e.Document.Value,
        RenditionsEvent.RedactedFiled e => e.Document.Value,

        LockingEvent.ObjectLocked e => e.Of.Id,
        LockingEvent.ObjectUnlocked e => e.Of.Id,
        ResubmissionEvent.ResubmissionSet e => e.Of.Id,
        ResubmissionEvent.ResubmissionMoved e => e.Of.Id,
        ResubmissionEvent.ResubmissionCompleted e => e.Of.Id,
        ResubmissionEvent.ResubmissionDropped e => e.Of.Id,
        CancellingEvent.ObjectCancelled e => e.Of.Id,
        CancellingEvent.CancellationUndone e => e.Of.Id,
        DeletingEvent.DeletionMarked e => e.Of.Id,
        DeletingEvent.DeletionWithdrawn e => e.Of.Id,
        DeletingEvent.ObjectDeleted e => e.Of.Id,
        ParticipantEvent.ParticipantAdded e => e.Of.Id,
        ParticipantEvent.ParticipantChanged e => e.Of.Id,
        ParticipantEvent.ParticipantRemoved e => e.Of.Id,
        ReferenceEvent.ReferenceAdded e => e.Of.Id,
        ReferenceEvent.ReferenceRemoved e => e.Of.Id,
        ReferenceEvent.ReferenceNoted e => e.Of.Id,
        ReferenceEvent.ReferenceDropped e => e.Of.Id,
        RoutingEvent.CirculationPrepared e => e.Of.Id,
        RoutingEvent.CirculationExtended e => e.Of.Id,
        RoutingEvent.RouteStarted e => e.Of.Id,
        RoutingEvent.RouteChanged e => e.Of.Id,
        RoutingEvent.StepDone e => e.Of.Id,
        RoutingEvent.StepRejected e => e.Of.Id,
        RoutingEvent.StepSkipped e => e.Of.Id,
        RoutingEvent.RouteCompleted e => e.Of.Id,
        RoutingEvent.RouteWithdrawn e => e.Of.Id,
        RelocatingEvent.ObjectMovedOut e => e.Of.Id,
        RelocatingEvent.ObjectMovedIn e => e.Of.Id,

        _ => throw new UnreachableException($"{happened.GetType().Name} is not known."),
    };
}
