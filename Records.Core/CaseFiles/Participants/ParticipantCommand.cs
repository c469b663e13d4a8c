using Records.Core.Deciding;

namespace Records.Core.CaseFiles.Participants;

/// <summary>Say who has to do with a file, matter or document (Beteiligte).</summary>
public abstract record ParticipantCommand : CaseFileCommand
{
    private ParticipantCommand() { }

    /// <summary>Add one (Beteiligten hinzufügen).</summary>
    public sealed record AddParticipant(ObjectRef Of, ParticipantId Id, Participant Participant) : ParticipantCommand;

    /// <summary>Say all of it anew; the history keeps what was said before.</summary>
    /// <param name="Expected">The revision of the object.</param>
    public sealed record ChangeParticipant(ObjectRef Of, ParticipantId Id, Revision Expected, Participant Participant)
        : ParticipantCommand;

    /// <summary>It has nothing to do with the object any more.</summary>
    /// <param name="Expected">The revision of the object.</param>
    public sealed record RemoveParticipant(ObjectRef Of, ParticipantId Id, Revision Expected) : ParticipantCommand;
}
