using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Cancelling;
using Records.Core.CaseFiles.Deleting;
using Records.Core.CaseFiles.Locking;
using Records.Core.Deciding;
using Records.Core.Documents;
using static Records.Core.CaseFiles.Cancelling.CancellingCommand;
using static Records.Core.CaseFiles.Deleting.DeletingCommand;
using static Records.Core.CaseFiles.Locking.LockingCommand;
using static Records.Tests.Model.Outcome;

namespace Records.Tests.Model;

/// <summary>Locking, cancelling and deleting (R12, R42 to R46): what takes a paper out of work, and back.</summary>
internal sealed class ErasingBook(Desk desk)
{
    public string Lock(LockingCommand wish)
    {
        if (wish is LockObject c)
        {
            if (desk.Find(c.Of) is { Locked: true })
                return Nothing;
            if (c.Reason != null && !Words.IsSentence(c.Reason))
                return No("field-unclean");
            if (desk.Barred(c.Of, c.Expected) is { } bar)
                return No(bar);
            return Change(c.Of, "object-locked", paper => paper.Locked = true);
        }
        if (wish is UnlockObject u)
        {
            if (desk.Barred(u.Of, u.Expected, ownLock: true) is { } bar)
                return No(bar);
            if (!desk.Find(u.Of)!.Locked)
                return Nothing;
            return Change(u.Of, "object-unlocked", paper => paper.Locked = false);
        }
        return NotModelled;
    }

    public string Cancel(CancellingCommand wish)
    {
        if (wish is CancelObject c)
        {
            if (desk.Find(c.Of) is { Cancelled: true })
                return Nothing;
            if (!Words.IsSentence(c.Reason))
                return No("field-unclean");
            if (desk.Barred(c.Of, c.Expected) is { } bar)
                return No(bar);
            var paper = desk.Find(c.Of)!;
            var documents = DocumentsIn(paper);
            if (paper is FilePaper file && file.Matters.Values.Any(matter => matter.Closed))
                return No("closed-matter-inside");
            if (documents.Any(document => document.FinalSigned.Count > 0))
                return No("final-signed-inside");
            if (!c.Policy.CancelsIncoming && documents.Any(document =>
                document is { Kind: DocumentKind.Incoming, Cancelled: false, Deleted: false }))
                return No("incoming-not-cancellable");
            return Change(c.Of, "object-cancelled", each => each.Cancelled = true);
        }
        if (wish is UndoCancellation u)
        {
            var paper = desk.Find(u.Of);
            if (paper is { Cancelled: false })
                return No("not-cancelled");
            if (Barred(
                paper, u.Of, u.Expected, each => each.Cancelled = false, each => each.Cancelled = true) is { } bar)
                return No(bar);
            return Change(u.Of, "cancellation-undone", each => each.Cancelled = false);
        }
        return NotModelled;
    }

    public string Delete(DeletingCommand wish)
    {
        if (wish is MarkForDeletion m)
            return Mark(m);
        if (wish is WithdrawDeletion w)
        {
            var paper = desk.Find(w.Of);
            if (paper is { Mark: null })
                return No("not-marked-for-deletion");
            var mark = paper?.Mark;
            if (Barred(paper, w.Of, w.Expected, each => each.Mark = null, each => each.Mark = mark) is { } bar)
                return No(bar);
            return Change(w.Of, "deletion-withdrawn", each => each.Mark = null);
        }
        return wish is ConfirmDeletion c ? Confirm(c) : NotModelled;
    }

    private string Mark(MarkForDeletion m)
    {
        if (!m.Policy.Deletes)
            return No("deletion-not-allowed");
        if (desk.Find(m.Of)?.Mark is { } mark
            && mark.By == m.By && mark.Checker == m.Checker && mark.Reason == m.Reason)
            return Nothing;
        if (!Words.IsSentence(m.Reason))
            return No("field-unclean");
        if (m.Checker is not { } checker)
            return No("unknown-checker");
        if (checker == m.By)
            return No("same-person");
        if (desk.Barred(m.Of, m.Expected) is { } bar)
            return No(bar);
        if (NotDeletable(desk.Find(m.Of)!) is { } no)
            return No(no);
        return Change(m.Of, "deletion-marked", paper => paper.Mark = (m.By, checker, m.Reason));
    }

    private string Confirm(ConfirmDeletion c)
    {
        if (!c.Policy.Deletes)
            return No("deletion-not-allowed");
        var paper = desk.Find(c.Of);
        if (paper is { Mark: null })
            return No("not-marked-for-deletion");
        var mark = paper?.Mark;
        if (Barred(paper, c.Of, c.Expected, each => each.Mark = null, each => each.Mark = mark) is { } bar)
            return No(bar);
        if (c.By == mark!.Value.By)
            return No("same-person");
        if (c.By != mark.Value.Checker)
            return No("not-the-checker");
        if (NotDeletable(paper!) is { } no)
            return No(no);

        var file = desk.File!;
        var events = new List<string>();
        foreach (var (id, card) in file.Reminders.ToList())
            if (card.Of.LiesIn(paper!) && !card.Of.AtRest)
            {
                file.Reminders.Remove(id);
                card.Of.Revision++;
                events.Add("resubmission-dropped");
            }
        Paper[] all = [file, .. file.Matters.Values, .. file.Documents.Values];
        foreach (var gone in all.Where(each => each.LiesIn(paper!) && !each.Deleted).ToList())
        {
            gone.Deleted = true;
            gone.Mark = null;
            gone.Revision++;
        }
        return Yes([.. events, "object-deleted"]);
    }

    private string? NotDeletable(Paper paper)
    {
        if (desk.File!.Matters.Values.Any(matter => matter.Closed && matter.LiesIn(paper)))
            return "closed-matter-inside";
        if (DocumentsIn(paper).Any(document => document.FinalSigned.Count > 0))
            return "final-signed-inside";
        return null;
    }

    // Whatever else bars the paper bars its coming back.
    private string? Barred(Paper? paper, ObjectRef of, Revision seen, Action<Paper> without, Action<Paper> with)
    {
        if (paper != null)
            without(paper);
        var bar = desk.Barred(of, seen);
        if (paper != null)
            with(paper);
        return bar;
    }

    private string Change(ObjectRef of, string happened, Action<Paper> change)
    {
        var paper = desk.Find(of)!;
        change(paper);
        paper.Revision++;
        return Yes(happened);
    }

    private List<DocumentPaper> DocumentsIn(Paper paper) =>
        desk.File!.Documents.Values.Where(document => document.LiesIn(paper)).ToList();
}
