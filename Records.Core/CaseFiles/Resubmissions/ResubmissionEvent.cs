using Records.Core.People;

namespace Records.Core.CaseFiles.Resubmissions;

/// <summary>
/// What can happen about resubmissions. Stored for ever (docs/events.md). Each says for whom it is or was, so that
/// whoever follows the history can tell them.
/// </summary>
public abstract record ResubmissionEvent : CaseFileEvent
{
    private ResubmissionEvent() { }

    /// <summary>The object was set to come back on that day (auf Wiedervorlage gelegt).</summary>
    public sealed record ResubmissionSet(
        ResubmissionId Resubmission, ObjectRef Of, DateOnly On, Addressee For, string Reason) : ResubmissionEvent;

    /// <summary>It was moved to another day, or to somebody else.</summary>
    public sealed record ResubmissionMoved(
        ResubmissionId Resubmission, ObjectRef Of, DateOnly OldOn, DateOnly NewOn, Addressee OldFor, Addressee NewFor)
        : ResubmissionEvent;

    /// <summary>What it was for was done (erledigt).</summary>
    public sealed record ResubmissionCompleted(
        ResubmissionId Resubmission, ObjectRef Of, Addressee For) : ResubmissionEvent;

    /// <summary>It was found not to be needed any more (gestrichen).</summary>
    public sealed record ResubmissionDropped(
        ResubmissionId Resubmission, ObjectRef Of, Addressee For) : ResubmissionEvent;
}
