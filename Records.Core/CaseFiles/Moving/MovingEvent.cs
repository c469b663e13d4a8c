using Records.Core.Deciding;

namespace Records.Core.CaseFiles.Moving;

/// <summary>What can happen about re-filing within a case file. Stored for ever (docs/events.md).</summary>
public abstract record MovingEvent : CaseFileEvent
{
    private MovingEvent() { }

    /// <summary>A document was re-filed into another matter (umgeschrieben).</summary>
    public sealed record DocumentMoved(DocumentId Document, MatterId From, MatterId To) : MovingEvent;

    /// <summary>Matters became one (zusammengeführt), and these documents were re-filed into it.</summary>
    public sealed record MattersMerged(
        ValueList<MatterId> From, MatterId Into, ValueList<DocumentId> Documents) : MovingEvent;
}
