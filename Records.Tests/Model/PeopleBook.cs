using Records.Core.CaseFiles.Participants;
using static Records.Core.CaseFiles.Participants.ParticipantCommand;
using static Records.Tests.Model.Outcome;

namespace Records.Tests.Model;

/// <summary>Participants of the file, a matter or a document.</summary>
internal sealed class PeopleBook(Desk desk)
{
    public string Answer(ParticipantCommand wish)
    {
        if (wish is AddParticipant a)
        {
            if (desk.Barred(a.Of, null) is { } bar)
                return No(bar);
            if (Fault(a.Participant) is { } fault)
                return No(fault);
            var paper = desk.Find(a.Of)!;
            if (!paper.Participants.TryAdd(Key(a.Id), a.Participant))
                return No("participant-exists");
            paper.Revision++;
            return Yes("participant-added");
        }
        if (wish is ChangeParticipant c)
        {
            if (desk.Barred(c.Of, c.Expected) is { } bar)
                return No(bar);
            var paper = desk.Find(c.Of)!;
            if (!paper.Participants.TryGetValue(Key(c.Id), out var old))
                return No("unknown-participant");
            if (Fault(c.Participant) is { } fault)
                return No(fault);
            if (old == c.Participant)
                return Nothing;
            paper.Participants[Key(c.Id)] = c.Participant;
            paper.Revision++;
            return Yes("participant-changed");
        }
        if (wish is RemoveParticipant r)
        {
            if (desk.Barred(r.Of, r.Expected) is { } bar)
                return No(bar);
            var paper = desk.Find(r.Of)!;
            if (!paper.Participants.Remove(Key(r.Id)))
                return No("unknown-participant");
            paper.Revision++;
            return Yes("participant-removed");
        }
        return NotModelled;
    }

    private static string Key(ParticipantId id) => id.Value.ToString();

    private static string? Fault(Participant said)
    {
        if (!Words.IsSentence(said.Name, 200, lines: false))
            return "field-unclean";
        if (said.Role == ParticipantRole.Other && said.RoleLabel == null)
            return "role-label-missing";
        if (said.Role != ParticipantRole.Other && said.RoleLabel != null)
            return "role-label-not-needed";
        if (said.RoleLabel != null && !Words.IsSentence(said.RoleLabel, 100, lines: false))
            return "field-unclean";
        if (said.Address != null && !Words.IsSentence(said.Address, 500))
            return "field-unclean";
        if (said.Email != null && !Words.IsSentence(said.Email, 254, lines: false))
            return "field-unclean";
        if (said.Phone != null && !Words.IsSentence(said.Phone, 50, lines: false))
            return "field-unclean";
        return null;
    }
}
