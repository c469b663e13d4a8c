using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Moving;
using Records.Core.CaseFiles.References;
using static Records.Core.CaseFiles.Moving.MovingCommand;
using static Records.Tests.Model.Outcome;

namespace Records.Tests.Model;

/// <summary>Re-filing the file, or within the file, and merging matters (R39 to R41).</summary>
internal sealed class MovingBook(Desk desk, FilingBook filing)
{
    public string Answer(MovingCommand wish) => wish switch
    {
        RefileCaseFile c => Refile(c),
        MoveDocument c => Move(c),
        MergeMatters c => Merge(c),
        _ => NotModelled,
    };

    private string Refile(RefileCaseFile c)
    {
        if (c.Reason.Trim() == "")
            return No("reason-required");
        if (!Words.IsSentence(c.Reason))
            return No("field-unclean");
        if (desk.Barred(ObjectRef.CaseFile, c.Expected) is { } bar)
            return No(bar);
        var file = desk.File!;
        var events = new List<string>();
        if (c.To is { } place && place.Entry != file.Entry)
        {
            // What somebody set by hand goes with the file.
            var rule = file.RuleByHand ? file.Rule : place.Rule;
            events.Add(Outcome.Refiled(file.Reference, place.Reference, file.Rule, rule));
            (file.Entry, file.Reference, file.Rule) = (place.Entry, place.Reference, rule);
            file.Revision++;
        }
        if (c.LeadUnit != file.Unit)
        {
            events.Add(Outcome.Reassigned(file.Unit, c.LeadUnit));
            file.Unit = c.LeadUnit;
            file.Revision++;
        }
        return events.Count == 0 ? Nothing : Yes(events);
    }

    private string Move(MoveDocument c)
    {
        var document = desk.Find(c.Document);
        var to = desk.Find(c.To);
        if (document != null && document.Above == to)
            return Nothing;
        if (desk.Barred(ObjectRef.Of(c.Document), c.Expected) is { } bar)
            return No(bar);
        if (desk.Barred(ObjectRef.Of(c.To), null) is { } targetBar)
            return No(targetBar is "unknown-matter" or "locked" ? targetBar : "target-not-active");
        document!.Above = to;
        document.Revision++;
        return Yes("document-moved");
    }

    private string Merge(MergeMatters c)
    {
        if (!Words.IsSentence(c.Reason))
            return No("field-unclean");
        var opened = filing.Open(c, c.Into, null, c.Fields);
        if (opened != "matter-opened")
            return opened;
        if (Fault(c) is { } fault)
        {
            desk.File!.Matters.Remove(c.Into.Value);
            return No(fault);
        }

        var into = desk.Find(c.Into)!;
        var from = c.From.Select(seen => desk.Find(seen.Matter)!).Distinct().ToList();
        foreach (var document in Inside(from))
        {
            document.Above = into;
            document.Revision++;
        }
        into.Revision++;
        foreach (var matter in from)
        {
            matter.Cancelled = true;
            matter.Revision += 2;
        }
        foreach (var seen in c.From.Select(seen => seen.Matter).Distinct())
        {
            Note(into, seen, ReferenceRelation.MergedFrom);
            Note(desk.Find(seen)!, c.Into, ReferenceRelation.MergedInto);
        }
        return Yes(
        [
            "matter-opened", "matters-merged",
            .. from.SelectMany(_ => (string[])["reference-noted", "reference-noted"]),
            .. from.Select(_ => "object-cancelled"),
        ]);
    }

    private string? Fault(MergeMatters c)
    {
        if (c.From.Select(seen => seen.Matter).Distinct().Count() < 2)
            return "nothing-to-merge";
        foreach (var seen in c.From)
            if (seen.Matter == c.Into)
                return "unknown-matter";
            else if (desk.Barred(ObjectRef.Of(seen.Matter), seen.Expected) is { } bar)
                return bar;
        var from = c.From.Select(seen => desk.Find(seen.Matter)!).ToList();
        if (desk.File!.Matters.Values.Any(matter => matter.Above is MatterPaper above && from.Contains(above)))
            return "sub-matters-inside";
        foreach (var document in Inside(from))
            if (document.AwayUntil == null
                && desk.Barred(RouteBook.RefOf(desk, document), null) is { } bar)
                return bar;
        return null;
    }

    // Under an id that nobody wishes anything of.
    private static void Note(MatterPaper at, MatterId other, ReferenceRelation relation) => at.References.Add(
        Guid.NewGuid(), new(relation, new(null, ObjectRef.Of(other), null, null), null, new(Guid.NewGuid())));

    // In the order of their ids, so that the first that is in the way is the same each time.
    private List<DocumentPaper> Inside(List<MatterPaper> from) =>
        [.. desk.File!.Documents.OrderBy(each => each.Key).Select(each => each.Value).Where(document =>
            from.Contains(document.Above) && !document.Cancelled && !document.Deleted)];
}
