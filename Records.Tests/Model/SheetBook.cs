using Records.Core.CaseFiles;
using Records.Core.CaseFiles.PuttingAway;
using Records.Core.CaseFiles.Registers;
using Records.Core.Documents;
using static Records.Core.CaseFiles.PuttingAway.PuttingAwayCommand;
using static Records.Core.CaseFiles.Registers.RegisterCommand;
using static Records.Tests.Model.Outcome;

namespace Records.Tests.Model;

/// <summary>Putting away (R37) and register sheets (R13).</summary>
internal sealed class SheetBook(Desk desk)
{
    public string PutAway(PuttingAwayCommand wish)
    {
        if (wish is PutAway c)
        {
            var document = desk.Find(c.Document);
            if (document is { AwayUntil: not null })
                return Nothing;
            if (desk.Barred(ObjectRef.Of(c.Document), c.Expected) is { } bar)
                return No(bar);
            if (document!.Kind == DocumentKind.Incoming)
                return No("incoming-not-put-away");
            if (document.Holder != null)
                return No("checked-out");
            document.AwayUntil = new(c.On.Year + 1, 12, 31);
            document.Revision++;
            return Yes("document-put-away");
        }
        if (wish is TakeUpAgain t)
        {
            var document = desk.Find(t.Document);
            if (document is { AwayUntil: null })
                return Nothing;
            var until = document?.AwayUntil;
            if (document != null)
                document.AwayUntil = null;
            var bar = desk.Barred(ObjectRef.Of(t.Document), t.Expected);
            if (document != null)
                document.AwayUntil = until;
            if (bar != null)
                return No(bar);
            if (t.On > until)
                return No("put-away-year-over");
            document!.AwayUntil = null;
            document.Revision++;
            return Yes("document-taken-up");
        }
        return NotModelled;
    }

    public string Answer(RegisterCommand wish) => wish switch
    {
        AddSheet c => Add(c),
        RenameSheet c => Rename(c),
        DeleteSheet c => Delete(c),
        PutOnSheet c => PutOn(c),
        TakeOffSheet c => TakeOff(c),
        _ => NotModelled,
    };

    private string Add(AddSheet c)
    {
        if (desk.Barred(ObjectRef.CaseFile, null) is { } bar)
            return No(bar);
        if (!IsTitle(c.Title))
            return No("field-unclean");
        var sheets = desk.File!.Sheets;
        if (sheets.ContainsKey(c.Sheet.Value) || sheets.ContainsValue(c.Title.Trim()))
            return No("sheet-exists");
        sheets.Add(c.Sheet.Value, c.Title.Trim());
        desk.File.Revision++;
        return Yes("register-sheet-added");
    }

    private string Rename(RenameSheet c)
    {
        if (desk.Barred(ObjectRef.CaseFile, c.Expected) is { } bar)
            return No(bar);
        var sheets = desk.File!.Sheets;
        if (!sheets.TryGetValue(c.Sheet.Value, out var old))
            return No("unknown-sheet");
        if (!IsTitle(c.Title))
            return No("field-unclean");
        if (old == c.Title.Trim())
            return Nothing;
        if (sheets.ContainsValue(c.Title.Trim()))
            return No("sheet-exists");
        sheets[c.Sheet.Value] = c.Title.Trim();
        desk.File.Revision++;
        return Yes("register-sheet-renamed");
    }

    private string Delete(DeleteSheet c)
    {
        if (desk.Barred(ObjectRef.CaseFile, c.Expected) is { } bar)
            return No(bar);
        if (!desk.File!.Sheets.ContainsKey(c.Sheet.Value))
            return No("unknown-sheet");
        if (desk.File.Matters.Values.Any(matter => matter.Sheet == c.Sheet.Value))
            return No("sheet-not-empty");
        desk.File.Sheets.Remove(c.Sheet.Value);
        desk.File.Revision++;
        return Yes("register-sheet-deleted");
    }

    private string PutOn(PutOnSheet c)
    {
        if (desk.Barred(ObjectRef.Of(c.Matter), c.Expected) is { } bar)
            return No(bar);
        if (!desk.File!.Sheets.ContainsKey(c.Sheet.Value))
            return No("unknown-sheet");
        var matter = desk.Find(c.Matter)!;
        if (matter.Above is MatterPaper)
            return No("sub-matter");
        if (matter.Sheet == c.Sheet.Value)
            return Nothing;
        matter.Sheet = c.Sheet.Value;
        matter.Revision++;
        return Yes("matter-put-on-sheet");
    }

    private string TakeOff(TakeOffSheet c)
    {
        if (desk.Barred(ObjectRef.Of(c.Matter), c.Expected) is { } bar)
            return No(bar);
        var matter = desk.Find(c.Matter)!;
        if (matter.Sheet == null)
            return Nothing;
        matter.Sheet = null;
        matter.Revision++;
        return Yes("matter-taken-off-sheet");
    }

    private static bool IsTitle(string title) =>
        Words.IsSentence(title.Trim(), 200, lines: false) && Words.IsClean(title, lines: false);
}
