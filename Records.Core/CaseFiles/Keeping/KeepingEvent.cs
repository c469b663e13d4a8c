using Records.Core.People;
using Records.Core.Ports;
using Records.Core.Retention;

namespace Records.Core.CaseFiles.Keeping;

/// <summary>
/// What can happen about keeping. Evidence throughout, because it says why a file is gone when it is gone. Stored for
/// ever (docs/events.md).
/// </summary>
public abstract record KeepingEvent : CaseFileEvent
{
    private KeepingEvent() { }

    /// <summary>The archive decided in advance (vorbewertet).</summary>
    public sealed record CaseFileAppraised(
        DisposalType Old, DisposalType New, PersonId By, string Reason, StreamVersion PlanVersion) : KeepingEvent;

    /// <summary>
    /// Periods or type were changed by hand; a day that was set by hand before falls with the old periods.
    /// </summary>
    public sealed record RetentionRuleChanged(
        RetentionRule Old, RetentionRule New, EndByHand? Dropped, string Reason, string LegalGround) : KeepingEvent;

    /// <summary>The last day of keeping was set by hand.</summary>
    public sealed record RetentionEndSet(
        PeriodEnds Old, PeriodEnds New, string Reason, string LegalGround) : KeepingEvent;
}
