using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Resubmissions;
using Records.Core.Deciding;
using static Records.Core.CaseFiles.Resubmissions.ResubmissionCommand;
using static Records.Tests.Model.Outcome;

namespace Records.Tests.Model;

/// <summary>Resubmissions (R25).</summary>
internal sealed class ReminderBook(Desk desk)
{
    public string Answer(ResubmissionCommand wish) => wish switch
    {
        SetResubmission c => Set(c),
        MoveResubmission c => Move(c),
        CompleteResubmission c => End(c.Resubmission, c.Expected, "resubmission-completed"),
        DropResubmission c => End(c.Resubmission, c.Expected, "resubmission-dropped"),
        _ => NotModelled,
    };

    private string Set(SetResubmission c)
    {
        if (desk.Barred(c.Of, null, closedFile: true) is { } bar)
            return No(bar);
        if (desk.File!.Reminders.ContainsKey(c.Resubmission.Value))
            return No("resubmission-already-set");
        if (!Words.IsSentence(c.Reason))
            return No("field-unclean");
        if (c.On < c.Today)
            return No("date-in-the-past");
        if ((c.For.Person == null) == (c.For.Unit == null))
            return No("addressee-unclear");
        var card = new ReminderCard(desk.Find(c.Of)!, c.On, c.For);
        desk.File.Reminders.Add(c.Resubmission.Value, card);
        card.Of.Revision++;
        return Yes("resubmission-set");
    }

    private string Move(MoveResubmission c)
    {
        if (Barred(c.Resubmission, c.Expected) is { } bar)
            return No(bar);
        var card = desk.File!.Reminders[c.Resubmission.Value];
        var on = c.On ?? card.On;
        var who = c.For ?? card.For;
        if (on == card.On && who == card.For)
            return Nothing;
        if (on != card.On && on < c.Today)
            return No("date-in-the-past");
        if ((who.Person == null) == (who.Unit == null))
            return No("addressee-unclear");
        card.On = on;
        card.For = who;
        card.Of.Revision++;
        return Yes("resubmission-moved");
    }

    private string End(ResubmissionId id, Revision seen, string happened)
    {
        if (Barred(id, seen) is { } bar)
            return No(bar);
        desk.File!.Reminders.Remove(id.Value, out var card);
        card!.Of.Revision++;
        return Yes(happened);
    }

    private string? Barred(ResubmissionId id, Revision seen)
    {
        if (!desk.File!.Reminders.TryGetValue(id.Value, out var card))
            return "unknown-resubmission";
        return desk.Barred(RouteBook.RefOf(desk, card.Of), seen, closedFile: true);
    }
}
