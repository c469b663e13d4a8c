using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.Documents;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Tests.Model.Outcome;

namespace Records.Tests.Model;

/// <summary>Opening, describing and filing (R8 to R11).</summary>
internal sealed class FilingBook(Desk desk)
{
    public string Open(OpenCaseFile c)
    {
        if (desk.File != null)
            return No("case-file-already-opened");
        var file = new FilePaper { Rule = c.Rule, Entry = c.Entry, Reference = c.Reference, Unit = c.LeadUnit };
        var changes = new Dictionary<string, string?>();
        if (Words.Fault(file, isNew: true, c.Fields, c.Extra, changes) is { } fault)
            return No(fault);
        Words.Write(file, changes);
        desk.File = file;
        return Yes("case-file-opened");
    }

    public string Answer(CaseFileCommand wish) => wish switch
    {
        DescribeCaseFile c => Describe(ObjectRef.CaseFile, c.Expected, c.Fields, c.Extra, "case-file-described"),
        DescribeMatter c => Describe(ObjectRef.Of(c.Matter), c.Expected, c.Fields, c.Extra, "matter-described"),
        DescribeDocument c => Describe(ObjectRef.Of(c.Document), c.Expected, c.Fields, c.Extra, "document-described"),
        OpenMatter c => Open(c, c.Matter, c.Parent, c.Fields),
        FileDocument c => File(c),
        AddVersion c => AddVersion(c),
        NoteText c => NoteText(c),
        NoteNoText c => Note(c.Document, c.Version, "no-text-noted"),
        _ => NotModelled,
    };

    /// <summary>Opens a matter for the command that asks for it, perhaps to merge others into it (R9, R41).</summary>
    public string Open(CaseFileCommand c, MatterId id, MatterId? parent, ValueList<FieldValue> fields)
    {
        var place = parent is { } above ? ObjectRef.Of(above) : ObjectRef.CaseFile;
        if (desk.Barred(place, null) is { } bar)
            return No(bar);
        if (desk.Find(id) != null)
            return No("matter-already-opened");
        if (desk.Find(place) is MatterPaper { Above: MatterPaper })
            return No("too-deep");
        var matter = new MatterPaper(desk.Find(place)!);
        var changes = new Dictionary<string, string?>();
        if (Words.Fault(matter, isNew: true, fields, c.Extra, changes) is { } fault)
            return No(fault);
        Words.Write(matter, changes);
        desk.File!.Matters.Add(id.Value, matter);
        return Yes("matter-opened");
    }

    /// <summary>Puts a new document down; null if it lies there, otherwise what is in the way.</summary>
    public string? Put(
        CaseFileCommand c, MatterPaper matter, DocumentId id, DocumentKind kind, ValueList<FieldValue> fields,
        DocumentContent content)
    {
        if (desk.Find(id) != null)
            return "document-already-filed";
        if (!Words.IsFileName(content.OriginalName))
            return "field-unclean";
        var document = new DocumentPaper(matter, kind, content);
        var changes = new Dictionary<string, string?>();
        if (Words.Fault(document, isNew: true, fields, c.Extra, changes) is { } fault)
            return fault;
        Words.Write(document, changes);
        desk.File!.Documents.Add(id.Value, document);
        return null;
    }

    /// <summary>The document takes over the participants of its matter (R11); what that adds to the history.</summary>
    public string[] TakeOver(DocumentId id)
    {
        var document = desk.Find(id)!;
        foreach (var (key, participant) in document.Above!.Participants)
            document.Participants["from " + key] = participant;
        return document.Participants.Count > 0 ? ["participants-taken-over"] : [];
    }

    private string File(FileDocument c)
    {
        if (desk.Barred(ObjectRef.Of(c.Matter), null) is { } bar)
            return No(bar);
        if (Put(c, desk.Find(c.Matter)!, c.Document, c.Kind, c.Fields, c.Content) is { } fault)
            return No(fault);
        return Yes(["document-filed", .. TakeOver(c.Document)]);
    }

    private string Describe(
        ObjectRef of, Revision seen, ValueList<FieldValue> fields, ValueList<FieldRule> extra, string happened)
    {
        if (desk.Barred(of, seen) is { } bar)
            return No(bar);
        var paper = desk.Find(of)!;
        var changes = new Dictionary<string, string?>();
        if (Words.Fault(paper, isNew: false, fields, extra, changes) is { } fault)
            return No(fault);
        if (changes.Count == 0)
            return Nothing;
        Words.Write(paper, changes);
        paper.Revision++;
        return Yes(happened);
    }

    private string AddVersion(AddVersion c)
    {
        if (desk.Barred(ObjectRef.Of(c.Document), c.Expected) is { } bar)
            return No(bar);
        var document = desk.Find(c.Document)!;
        if (document.Holder != null)
            return No("checked-out");
        if (document.CleanCopy != null)
            return No("already-final");
        if (!Words.IsFileName(c.Content.OriginalName) || !IsComment(c.Comment))
            return No("field-unclean");
        document.Add(c.Content);
        document.Revision++;
        return Yes("version-added");
    }

    // A searchable copy lies beside the version it is of; it comes with the text or not at all.
    private string NoteText(NoteText c)
    {
        var noted = Note(c.Document, c.Version, "text-noted");
        return noted == "text-noted" && c.Copy is { } copy && desk.Find(c.Document)!.Renditions is { Count: < 1000 } all
            && all.TryAdd(copy.Id.Value, new(c.Version, clean: false))
                ? Yes(noted, "rendition-added")
                : noted;
    }

    private string Note(DocumentId id, int version, string happened)
    {
        var document = desk.Find(id);
        if (document == null)
            return No("unknown-document");
        if (version < 1 || version > document.Versions)
            return No("unknown-version");
        if (document.Deleted || !document.Read.Add(version))
            return Nothing;
        return Yes(happened);
    }

    /// <summary>What is different in a version may be left unsaid, even by saying nothing.</summary>
    public static bool IsComment(string? text) =>
        text == null || (text.Length <= 1000 && Words.IsClean(text, lines: true));
}
