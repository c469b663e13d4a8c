using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Resubmissions;
using Records.Core.CaseFiles.Routing;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Tests.Model.Outcome;

namespace Records.Tests.Model;

/// <summary>Closing and reopening (R26, R33 to R36).</summary>
internal sealed class ClosingBook(Desk desk)
{
    public string Close(CloseCaseFile c)
    {
        var file = desk.File!;
        if (file.Closed)
            return Nothing;
        if (desk.Barred(ObjectRef.CaseFile, c.Expected) is { } bar)
            return No(bar);
        if (file.Matters.Values.Any(matter => !matter.Closed && !matter.AtRest))
            return No("open-matters");
        return Close(file, c.On, c.Resubmissions, "case-file-closed", () =>
        {
            file.Closed = true;
            file.ClosedOn = c.On;
            file.TransferEnds = new(c.On.Year + file.Rule.TransferYears, 12, 31);
        });
    }

    public string Close(CloseMatter c)
    {
        var matter = desk.Find(c.Matter);
        if (matter is { Closed: true } && desk.File is { Cancelled: false, Deleted: false })
            return Nothing;
        if (desk.Barred(ObjectRef.Of(c.Matter), c.Expected) is { } bar)
            return No(bar);
        if (desk.File!.Matters.Values.Any(below => below.Above == matter && !below.Closed && !below.AtRest))
            return No("open-matters");
        return Close(matter!, c.On, c.Resubmissions, "matter-closed", () =>
        {
            matter!.Closed = true;
            matter.TransferEnds = new(c.On.Year + desk.File!.Rule.TransferYears, 12, 31);
        });
    }

    public string Reopen(ReopenCaseFile c)
    {
        var file = desk.File!;
        if (file.Cancelled)
            return No("case-file-cancelled");
        if (file.Deleted)
            return No("case-file-deleted");
        if (!file.Closed)
            return Nothing;
        if (c.Expected.Value != file.Revision)
            return No("revision-stale");
        if (c.On > file.TransferEnds)
            return No("transfer-period-over");
        file.Closed = false;
        file.Revision++;
        return Yes("case-file-reopened");
    }

    public string Reopen(ReopenMatter c)
    {
        if (desk.Barred(ObjectRef.CaseFile, null) is { } fileBar)
            return No(fileBar);
        var matter = desk.Find(c.Matter);
        if (matter is null)
            return No("unknown-matter");
        if (!matter.Closed)
            return Nothing;
        if (matter.Revision != c.Expected.Value)
            return No("revision-stale");
        if (matter.Chain().Any(each => each.Cancelled))
            return No("matter-cancelled");
        if (matter.Chain().Any(each => each.Deleted))
            return No("matter-deleted");
        if (matter.Chain().Any(each => each.Mark != null))
            return No("deletion-requested");
        if (matter.Above is MatterPaper { Closed: true })
            return No("matter-not-active");
        if (matter.Chain().Any(each => each.Locked))
            return No("locked");
        if (c.On > matter.TransferEnds)
            return No("transfer-period-over");
        matter.Closed = false;
        matter.Revision++;
        return Yes("matter-reopened");
    }

    private string Close(
        Paper paper, DateOnly today, IReadOnlyCollection<ResubmissionChoice> choices, string happened, Action close)
    {
        var file = desk.File!;
        foreach (var route in file.Routes.Values)
            if (route is { Started: true, Over: false } && !route.Of.AtRest && route.Of.LiesIn(paper)
                && route.Open.Any(step => paper == file || step.Wish.Kind != StepKind.TakeNote))
                return No("open-activities");
        if (file.Documents.Values.Any(document =>
            document.Holder != null && !document.AtRest && document.LiesIn(paper)))
            return No("checked-out");

        var open = file.Reminders.Where(card => card.Value.Of.LiesIn(paper) && !card.Value.Of.AtRest)
            .Select(card => card.Key).ToList();
        var chosen = choices.Select(choice => choice.Resubmission.Value).ToList();
        if (chosen.Distinct().Count() < chosen.Count)
            return No("resubmission-chosen-twice");
        if (chosen.Any(id => !open.Contains(id)))
            return No("resubmission-not-open");
        if (open.Any(id => !chosen.Contains(id)))
            return No("open-resubmissions");
        if (choices.Any(choice => choice is ResubmissionChoice.Move move && move.On < today))
            return No("date-in-the-past");

        var events = new List<string>();
        foreach (var choice in choices)
        {
            var card = file.Reminders[choice.Resubmission.Value];
            if (choice is ResubmissionChoice.Move move && move.On != card.On)
            {
                card.On = move.On;
                card.Of.Revision++;
                events.Add("resubmission-moved");
            }
            if (choice is ResubmissionChoice.Drop)
            {
                file.Reminders.Remove(choice.Resubmission.Value);
                card.Of.Revision++;
                events.Add("resubmission-dropped");
            }
        }
        close();
        paper.Revision++;
        return Yes([.. events, happened]);
    }
}
