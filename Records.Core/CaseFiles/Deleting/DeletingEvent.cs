using Records.Core.Deciding;
using Records.Core.History;
using Records.Core.People;

namespace Records.Core.CaseFiles.Deleting;

/// <summary>What can happen about deleting. Stored for ever (docs/events.md).</summary>
public abstract record DeletingEvent : CaseFileEvent
{
    private DeletingEvent() { }

    /// <summary>Its deletion was asked for (Löschmarkierung gesetzt); nothing in it is edited meanwhile.</summary>
    public sealed record DeletionMarked(ObjectRef Of, PersonId By, PersonId Checker, string Reason) : DeletingEvent;

    /// <summary>The mark was taken back.</summary>
    public sealed record DeletionWithdrawn(ObjectRef Of) : DeletingEvent;

    /// <summary>
    /// It was deleted (gelöscht), with all that lay in it: who asked, who confirmed, why, and the hashes of what went.
    /// </summary>
    public sealed record ObjectDeleted(
        ObjectRef Of, PersonId MarkedBy, PersonId ConfirmedBy, string Reason,
        ValueList<MatterId> Matters, ValueList<DeletedContent> Contents) : DeletingEvent;
}

/// <summary>A version of a document that was deleted: what it was can be proven by whoever still has it.</summary>
public readonly record struct DeletedContent(DocumentId Document, int Version, Digest Sha256);

/// <summary>What stands on an object whose deletion was asked for.</summary>
public sealed record DeletionMark(PersonId By, PersonId Checker, string Reason);
