using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Editing;
using Records.Core.Deciding;
using Records.Core.People;
using static Records.Core.CaseFiles.Editing.EditingCommand;
using static Records.Tests.Model.Outcome;

namespace Records.Tests.Model;

/// <summary>Checking out, drafts and checking in (R28).</summary>
internal sealed class EditingBook(Desk desk)
{
    public string Answer(EditingCommand wish) => wish switch
    {
        CheckOutDocument c => CheckOut(c),
        SaveDraft c => Save(c),
        CheckIn c => CheckIn(c),
        AbandonCheckOut c => Abandon(c),
        ReleaseCheckOut c => Release(c),
        _ => NotModelled,
    };

    private string CheckOut(CheckOutDocument c)
    {
        if (desk.Find(c.Document) is { Holder: { } holder } && holder == c.By)
            return Nothing;
        if (desk.Barred(ObjectRef.Of(c.Document), c.Expected) is { } bar)
            return No(bar);
        var document = desk.Find(c.Document)!;
        if (document.Holder != null)
            return No("checked-out");
        if (document.CleanCopy != null)
            return No("already-final");
        document.Holder = c.By;
        document.Revision++;
        return Yes("document-checked-out");
    }

    private string Save(SaveDraft c)
    {
        if (!Words.IsFileName(c.Content.OriginalName))
            return No("field-unclean");
        if (NotHeld(c.Document, c.Expected, c.By) is { } fault)
            return No(fault);
        desk.Find(c.Document)!.Revision++;
        return Yes("draft-saved");
    }

    private string CheckIn(CheckIn c)
    {
        if (!Words.IsFileName(c.Content.OriginalName) || !FilingBook.IsComment(c.Comment))
            return No("field-unclean");
        if (NotHeld(c.Document, c.Expected, c.By) is { } fault)
            return No(fault);
        var document = desk.Find(c.Document)!;
        document.Add(c.Content);
        document.Holder = null;
        document.Revision++;
        return Yes("version-checked-in");
    }

    private string Abandon(AbandonCheckOut c)
    {
        if (desk.Find(c.Document) is { Holder: null })
            return Nothing;
        if (NotHeld(c.Document, c.Expected, c.By) is { } fault)
            return No(fault);
        var document = desk.Find(c.Document)!;
        document.Holder = null;
        document.Revision++;
        return Yes("check-out-abandoned");
    }

    private string Release(ReleaseCheckOut c)
    {
        if (!Words.IsSentence(c.Reason))
            return No("field-unclean");
        if (desk.Find(c.Document) is { Holder: null })
            return Nothing;
        if (desk.Barred(ObjectRef.Of(c.Document), c.Expected) is { } bar)
            return No(bar);
        var document = desk.Find(c.Document)!;
        document.Holder = null;
        document.Revision++;
        return Yes("check-out-released");
    }

    private string? NotHeld(DocumentId id, Revision seen, PersonId by)
    {
        if (desk.Barred(ObjectRef.Of(id), seen) is { } bar)
            return bar;
        if (desk.Find(id)!.Holder is not { } holder)
            return "not-checked-out";
        return holder == by ? null : "checked-out";
    }
}
