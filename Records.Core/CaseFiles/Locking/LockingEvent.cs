namespace Records.Core.CaseFiles.Locking;

/// <summary>What can happen about locks. Stored for ever (docs/events.md).</summary>
public abstract record LockingEvent : CaseFileEvent
{
    private LockingEvent() { }

    /// <summary>The object was locked against editing (gesperrt).</summary>
    public sealed record ObjectLocked(ObjectRef Of, string? Reason) : LockingEvent;

    /// <summary>The lock was taken off (entsperrt).</summary>
    public sealed record ObjectUnlocked(ObjectRef Of) : LockingEvent;
}
