using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Renditions;
using static Records.Core.CaseFiles.Renditions.RenditionsCommand;
using static Records.Tests.Model.Outcome;

namespace Records.Tests.Model;

/// <summary>Clean copies, long-term formats and redacted copies (R29 to R32).</summary>
internal sealed class RenditionBook(Desk desk, FilingBook filing)
{
    public string Answer(RenditionsCommand wish) => wish switch
    {
        FinaliseDocument c => Finalise(c),
        UndoFinalising c => Undo(c),
        ConvertVersion c => Convert(c),
        RetireRendition c => Retire(c),
        FileRedacted c => Redact(c),
        _ => NotModelled,
    };

    private string Finalise(FinaliseDocument c)
    {
        if (desk.Barred(ObjectRef.Of(c.Document), c.Expected) is { } bar)
            return No(bar);
        var document = desk.Find(c.Document)!;
        if (document.CleanCopy != null)
            return No("already-final");
        if (document.Holder != null)
            return No("checked-out");
        if (!document.Renditions.TryAdd(c.Rendition.Value, new(document.Versions, clean: true)))
            return No("rendition-already-made");
        document.Revision++;
        return Yes("rendition-added");
    }

    private string Undo(UndoFinalising c)
    {
        if (desk.Barred(ObjectRef.Of(c.Document), c.Expected) is { } bar)
            return No(bar);
        var document = desk.Find(c.Document)!;
        if (document.CleanCopy is not { } copy)
            return No("not-final");
        if (document.Dispatches.Any(dispatch => dispatch.Version == copy.Version))
            return No("already-dispatched");
        copy.Retired = true;
        document.Revision++;
        return Yes("rendition-retired");
    }

    private string Convert(ConvertVersion c)
    {
        if (desk.Barred(ObjectRef.Of(c.Document), c.Expected, closedFile: true) is { } bar)
            return No(bar);
        var document = desk.Find(c.Document)!;
        if (c.Version < 1 || c.Version > document.Versions)
            return No("unknown-version");
        if (document.Renditions.Values.Any(card => card.LongTerm && !card.Retired && card.Version == c.Version))
            return No("already-converted");
        if (!document.Renditions.TryAdd(c.Rendition.Value, new(c.Version, clean: false) { LongTerm = true }))
            return No("rendition-already-made");
        document.Revision++;
        return Yes("rendition-added");
    }

    private string Retire(RetireRendition c)
    {
        if (desk.Barred(ObjectRef.Of(c.Document), c.Expected, closedFile: true) is { } bar)
            return No(bar);
        var document = desk.Find(c.Document)!;
        if (!document.Renditions.TryGetValue(c.Rendition.Value, out var card))
            return No("unknown-rendition");
        if (card.Retired)
            return Nothing;
        if (card.Clean)
            return No("already-final");
        card.Retired = true;
        document.Revision++;
        return Yes("rendition-retired");
    }

    private string Redact(FileRedacted c)
    {
        if (!Words.IsSentence(c.Reason) || !Words.IsSentence(c.LegalGround, 200, lines: false))
            return No("field-unclean");
        if (c.Areas.Count is 0 or > 1000)
            return No("areas-out-of-range");
        foreach (var area in c.Areas)
            if (area.Page is < 1 or > 100_000 || !IsPoint(area.X) || !IsPoint(area.Y)
                || !IsPoint(area.Width) || !IsPoint(area.Height) || area.Width == 0 || area.Height == 0)
                return No("areas-out-of-range");
        if (desk.Find(c.Source) is not { Above: MatterPaper matter } source)
            return No("unknown-document");
        var (id, _) = desk.File!.Matters.First(each => each.Value == matter);
        if (desk.Barred(ObjectRef.Of(new MatterId(id)), null) is { } bar)
            return No(bar);
        if (c.Version < 1 || c.Version > source.Versions)
            return No("unknown-version");
        if (filing.Put(c, matter, c.Document, source.Kind, c.Fields, c.Content) is { } fault)
            return No(fault);
        desk.Find(c.Document)!.RedactionOf = c.Source.Value;
        return Yes("redacted-filed");
    }

    private static bool IsPoint(double value) => value >= 0 && value <= 14400;
}
