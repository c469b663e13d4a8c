using Records.Core.CaseFiles;
using Records.Core.Deciding;

namespace Records.Tests.Model;

/// <summary>The one file that the model keeps, and what in it may be touched (R8 to R12, R42, R45).</summary>
internal sealed class Desk
{
    public FilePaper? File { get; set; }

    public Paper? Find(ObjectRef of) => of.Kind switch
    {
        ObjectKind.CaseFile => File,
        ObjectKind.Matter => File!.Matters.GetValueOrDefault(of.Id!.Value),
        _ => File!.Documents.GetValueOrDefault(of.Id!.Value),
    };

    public MatterPaper? Find(MatterId id) => File!.Matters.GetValueOrDefault(id.Value);
    public DocumentPaper? Find(DocumentId id) => File!.Documents.GetValueOrDefault(id.Value);

    /// <summary>
    /// What stands in the way of touching the paper; null if nothing does. Told in this order: what holds for the
    /// whole file, what is not there, what the caller has not seen, what is gone, what is about to go, what is at
    /// rest, what is locked; and of each the paper's own before that of what it lies in.
    /// </summary>
    public string? Barred(
        ObjectRef of, Revision? seen, bool closedMatter = false, bool closedFile = false, bool ownLock = false)
    {
        var file = File!;
        if (file.Closed && !closedFile)
            return "case-file-not-active";
        if (file.Cancelled)
            return "case-file-cancelled";
        if (file.Deleted)
            return "case-file-deleted";

        var paper = Find(of);
        if (paper == null)
            return of.Kind == ObjectKind.Document ? "unknown-document" : "unknown-matter";
        if (seen is { } revision && revision.Value != paper.Revision)
            return "revision-stale";

        foreach (var each in paper.Chain())
            if (each.Deleted)
                return NameOf(each) + "-deleted";
        foreach (var each in paper.Chain())
            if (each.Cancelled)
                return NameOf(each) + "-cancelled";
        foreach (var each in paper.Chain())
            if (each.Mark != null)
                return "deletion-requested";
        if (paper is DocumentPaper { AwayUntil: not null } && !closedMatter && !closedFile)
            return "document-put-away";
        foreach (var each in paper.Chain())
            if (each is MatterPaper { Closed: true } && !closedMatter && !closedFile)
                return "matter-not-active";
        foreach (var each in paper.Chain())
            if (each.Locked && !(ownLock && each == paper))
                return "locked";
        return null;
    }

    private static string NameOf(Paper paper) => paper is DocumentPaper ? "document" : "matter";
}
