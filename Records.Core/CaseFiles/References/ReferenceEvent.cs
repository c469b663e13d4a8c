namespace Records.Core.CaseFiles.References;

/// <summary>What can happen about references. Stored for ever (docs/events.md).</summary>
public abstract record ReferenceEvent : CaseFileEvent
{
    private ReferenceEvent() { }

    /// <summary>The object refers to something from now on (Verweis angelegt).</summary>
    public sealed record ReferenceAdded(ObjectRef Of, ReferenceId Id, Reference Reference) : ReferenceEvent;

    /// <summary>It does so no more.</summary>
    public sealed record ReferenceRemoved(ObjectRef Of, ReferenceId Id, Reference Old) : ReferenceEvent;

    /// <summary>Something else refers to the object; no change of the object itself.</summary>
    public sealed record ReferenceNoted(ObjectRef Of, ReferenceId Id, Reference Reference) : ReferenceEvent;

    /// <summary>What else referred to the object does so no more.</summary>
    public sealed record ReferenceDropped(ObjectRef Of, ReferenceId Id, Reference Old) : ReferenceEvent;
}
