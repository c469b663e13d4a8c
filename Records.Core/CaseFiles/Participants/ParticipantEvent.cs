using Records.Core.Deciding;

namespace Records.Core.CaseFiles.Participants;

/// <summary>What can happen about participants. Stored for ever (docs/events.md).</summary>
public abstract record ParticipantEvent : CaseFileEvent
{
    private ParticipantEvent() { }

    /// <summary>Somebody has to do with the object from now on (Beteiligter hinzugefügt).</summary>
    public sealed record ParticipantAdded(ObjectRef Of, ParticipantId Id, Participant Participant) : ParticipantEvent;

    /// <summary>What is known of them changed.</summary>
    public sealed record ParticipantChanged(ObjectRef Of, ParticipantId Id, Participant Old, Participant New)
        : ParticipantEvent;

    /// <summary>They have nothing to do with it any more.</summary>
    public sealed record ParticipantRemoved(ObjectRef Of, ParticipantId Id, Participant Old) : ParticipantEvent;

    /// <summary>
    /// A document took participants over, as they stood then: those of its matter when it was filed (R11), or the
    /// senders of what it answers (R14).
    /// </summary>
    public sealed record ParticipantsTakenOver(DocumentId Document, ValueList<TakenOver> Participants)
        : ParticipantEvent;
}

/// <summary>A participant at a document, and the one it was taken over from.</summary>
public sealed record TakenOver(ParticipantId Id, ParticipantId From, Participant Participant);
