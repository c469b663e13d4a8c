using Records.Core.Deciding;

namespace Records.Core.CaseFiles.Relocating;

/// <summary>What can happen about re-filing into another case file. Stored for ever (docs/events.md).</summary>
public abstract record RelocatingEvent : CaseFileEvent
{
    private RelocatingEvent() { }

    /// <summary>It lies in another file from now on, with all that lay in it (umgeschrieben).</summary>
    /// <param name="Into">The matter there; null for a matter that lies right in the file.</param>
    public sealed record ObjectMovedOut(
        ObjectRef Of, CaseFileId To, MatterId? Into, ValueList<MatterId> Matters, ValueList<DocumentId> Documents)
        : RelocatingEvent;

    /// <summary>It came from another file, with all that lay in it.</summary>
    /// <param name="Past">
    /// What had happened to it, as history of this file: its state is made from that. Nothing for a move that is itself
    /// the past of a later one.
    /// </param>
    public sealed record ObjectMovedIn(
        ObjectRef Of, CaseFileId From, MatterId? Into, ValueList<MatterId> Matters, ValueList<DocumentId> Documents,
        ValueList<PastEvent> Past) : RelocatingEvent;
}
