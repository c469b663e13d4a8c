namespace Records.Core.CaseFiles.Cancelling;

/// <summary>What can happen about cancelling. Stored for ever (docs/events.md).</summary>
public abstract record CancellingEvent : CaseFileEvent
{
    private CancellingEvent() { }

    /// <summary>The object was cancelled (storniert), and with it all that lies in it.</summary>
    public sealed record ObjectCancelled(ObjectRef Of, string Reason) : CancellingEvent;

    /// <summary>
    /// The cancellation was undone; what lies in the object and was cancelled for itself stays cancelled.
    /// </summary>
    public sealed record CancellationUndone(ObjectRef Of) : CancellingEvent;
}
