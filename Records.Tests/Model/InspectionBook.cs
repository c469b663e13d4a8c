using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Inspections;
using static Records.Core.CaseFiles.Inspections.InspectionCommand;
using static Records.Tests.Model.Outcome;

namespace Records.Tests.Model;

/// <summary>Showing the file to somebody outside (R55).</summary>
internal sealed class InspectionBook(Desk desk)
{
    private const long MostBytes = 1L << 30;

    public string Give(GiveInspection c)
    {
        var file = desk.File!;
        if (file.Cancelled)
            return No("case-file-cancelled");
        if (file.Deleted)
            return No("case-file-deleted");
        if (!Words.IsSentence(c.Recipient, 200, lines: false) || !Words.IsSentence(c.Reason)
            || !Words.IsSentence(c.LegalGround, 200, lines: false))
            return No("field-unclean");
        var wanted = c.Selection;
        var named = wanted.Matters.Count + wanted.Documents.Count;
        if (wanted.Whole ? wanted.Matters.Count > 0 : named == 0)
            return No("selection-unclear");
        if (named > 1000 || wanted.Without.Count > 1000 || wanted.Documents.Intersect(wanted.Without).Any())
            return No("selection-unclear");
        if (wanted.Matters.Any(id => desk.Find(id) == null))
            return No("unknown-matter");
        if (wanted.Documents.Concat(wanted.Without).Any(id => desk.Find(id) == null))
            return No("unknown-document");
        if (file.Inspections.Contains(c.Inspection.Value))
            return No("inspection-already-given");

        var (shown, withheld) = (new Dictionary<Guid, DocumentPaper>(), new HashSet<Guid>());
        foreach (var (id, document) in file.Documents)
            if (IsAskedFor(wanted, id, document))
                Show(wanted, id, shown, withheld);
        if (shown.Count == 0)
            return No("nothing-to-inspect");
        if (shown.Values.Any(document => document.AtRest))
            return No("not-all-readable");
        if (shown.Count > 1000 || shown.Values.Sum(document => document.Newest.SizeBytes) > MostBytes)
            return No("bundle-too-large");
        var versions = shown
            .Select(each => (each.Key, each.Value.Versions, each.Value.Newest.Sha256, each.Value.RedactionOf != null))
            .ToHashSet();
        if (c.Bundled is { } bundled && !versions.SetEquals(bundled.Select(
            each => (each.Document.Value, each.Version, each.Sha256, each.IsRedacted))))
            return No("bundle-outdated");
        file.Inspections.Add(c.Inspection.Value);
        file.Revision++;
        return Yes(Inspected(versions, withheld));
    }

    private bool IsAskedFor(InspectionSelection wanted, Guid id, DocumentPaper document) =>
        wanted.Whole || wanted.Documents.Contains(new(id))
            || wanted.Matters.Any(matter => document.LiesIn(desk.Find(matter)!));

    // In the place of what has a redacted copy comes the copy, and in the place of that perhaps a copy of it.
    private void Show(
        InspectionSelection wanted, Guid id, Dictionary<Guid, DocumentPaper> shown, HashSet<Guid> withheld)
    {
        if (wanted.Without.Contains(new(id)))
            return;
        var copies = desk.File!.Documents
            .Where(each => each.Value.RedactionOf == id && !each.Value.Deleted).ToList();
        if (copies.Count == 0 || wanted.Documents.Contains(new(id)))
            shown[id] = desk.File.Documents[id];
        else if (withheld.Add(id))
            foreach (var copy in copies)
                Show(wanted, copy.Key, shown, withheld);
    }
}
