using Records.Core.Deciding;
using Records.Core.FilePlan;
using Records.Core.People;
using Records.Core.Ports;
using Records.Core.Retention;

namespace Records.Core.CaseFiles.Moving;

/// <summary>What can happen about re-filing. Stored for ever (docs/events.md).</summary>
public abstract record MovingEvent : CaseFileEvent
{
    private MovingEvent() { }

    /// <summary>
    /// The file was re-filed under another entry of the plan (Akte umgeschrieben): it has a reference of that entry
    /// and, unless its periods were set by hand, the rule of that entry.
    /// </summary>
    /// <param name="RuleFrom">The plan entry that states the new rule; null where none does.</param>
    public sealed record CaseFileRefiled(
        FilePlanEntryId OldEntry, FilePlanEntryId NewEntry,
        FileReference OldReference, FileReference NewReference,
        RetentionRule OldRule, RetentionRule NewRule, FilePlanEntryId? RuleFrom, StreamVersion PlanVersion,
        string Reason) : MovingEvent;

    /// <summary>Another unit keeps the file, and those of the old one see it no more (Abgabe).</summary>
    public sealed record CaseFileReassigned(UnitId Old, UnitId New, string Reason) : MovingEvent;

    /// <summary>A document was re-filed into another matter (umgeschrieben).</summary>
    public sealed record DocumentMoved(DocumentId Document, MatterId From, MatterId To) : MovingEvent;

    /// <summary>Matters became one (zusammengeführt), and these documents were re-filed into it.</summary>
    public sealed record MattersMerged(
        ValueList<MatterId> From, MatterId Into, ValueList<DocumentId> Documents) : MovingEvent;
}
