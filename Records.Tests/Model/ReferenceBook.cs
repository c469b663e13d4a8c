using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Participants;
using Records.Core.CaseFiles.References;
using Records.Core.Documents;
using static Records.Core.CaseFiles.References.ReferenceCommand;
using static Records.Tests.Model.Outcome;

namespace Records.Tests.Model;

/// <summary>References with two ends, answers and copies (R14, R15).</summary>
internal sealed class ReferenceBook(Desk desk, FilingBook filing)
{
    public string Answer(ReferenceCommand wish) => wish switch
    {
        AddReference c => Add(c),
        ReferWithin c => Refer(c),
        RemoveReference c => Remove(c),
        NoteReference c => Note(c),
        DropReference c => Drop(c),
        AnswerIncoming c => AnswerTo(c),
        InsertCopy c => Copy(c),
        _ => NotModelled,
    };

    private string Add(AddReference c)
    {
        if (desk.Barred(c.Of, null) is { } bar)
            return No(bar);
        if (Fault(c.Of, c.Id, c.Reference) is { } fault)
            return No(fault);
        Write(c.Of, c.Id, c.Reference);
        return Yes("reference-added");
    }

    private string Refer(ReferWithin c)
    {
        var there = new Reference(ReferenceRelation.SeeAlso, new(null, c.To, null, null), c.Remark, c.Twin);
        var back = new Reference(ReferenceRelation.SeeAlso, new(null, c.Of, null, null), c.Remark, c.Id);
        if (desk.Barred(c.Of, null) is { } bar)
            return No(bar);
        if (Fault(c.Of, c.Id, there) is { } fault)
            return No(fault);
        if (desk.Barred(c.To, null, closedFile: true) is { } otherBar)
            return No(otherBar);
        Write(c.Of, c.Id, there);
        return Yes(["reference-added", .. Write(c.To, c.Twin, back, isEdit: false)]);
    }

    private string Remove(RemoveReference c)
    {
        if (desk.Barred(c.Of, c.Expected) is { } bar)
            return No(bar);
        var paper = desk.Find(c.Of)!;
        if (!paper.References.TryGetValue(c.Id.Value, out var old))
            return No("unknown-reference");
        if (old.Relation is ReferenceRelation.CopyOf or ReferenceRelation.CopiedTo)
            return No("reference-stays");
        var events = new List<string> { "reference-removed" };
        if (old.Target is { File: null, Object: { } to } && old.Twin is { } twin)
        {
            if (desk.Barred(to, null, closedFile: true) is { } otherBar)
                return No(otherBar);
            if (desk.Find(to)!.References.Remove(twin.Value))
                events.Add("reference-dropped");
        }
        paper.References.Remove(c.Id.Value);
        paper.Revision++;
        return Yes(events);
    }

    private string Note(NoteReference c)
    {
        if (desk.Barred(c.Of, null, closedFile: true) is { } bar)
            return No(bar);
        if (Write(c.Of, c.Id, c.Reference, isEdit: false).Length == 0)
            return Nothing;
        return Yes("reference-noted");
    }

    private string Drop(DropReference c)
    {
        if (desk.Barred(c.Of, null, closedFile: true) is { } bar)
            return No(bar);
        if (!desk.Find(c.Of)!.References.Remove(c.Id.Value))
            return Nothing;
        return Yes("reference-dropped");
    }

    private string AnswerTo(AnswerIncoming c)
    {
        var (here, there) = (ObjectRef.Of(c.Outgoing), ObjectRef.Of(c.Incoming));
        if (desk.Barred(here, c.Expected) is { } bar)
            return No(bar);
        var outgoing = desk.Find(c.Outgoing)!;
        if (outgoing.Kind != DocumentKind.Outgoing)
            return No("not-outgoing");
        var incoming = desk.Find(c.Incoming);
        if (incoming == null || incoming.Kind != DocumentKind.Incoming || incoming.Cancelled
            || incoming.Above != outgoing.Above)
            return No("no-incoming-document");
        var answers = new Reference(ReferenceRelation.Answers, new(null, there, null, null), null, c.Twin);
        if (Has(outgoing, answers))
            return Nothing;
        if (Fault(here, c.Id, answers) is { } fault)
            return No(fault);
        if (desk.Barred(there, null, closedFile: true) is { } otherBar)
            return No(otherBar);

        Write(here, c.Id, answers);
        var events = new List<string> { "reference-added" };
        events.AddRange(Write(
            there, c.Twin, new(ReferenceRelation.AnsweredBy, new(null, here, null, null), null, c.Id), isEdit: false));
        var isTaken = false;
        foreach (var (key, sender) in incoming.Participants)
            if (sender.Role == ParticipantRole.Sender && outgoing.Participants.TryAdd(
                "from " + key, sender with { Role = ParticipantRole.Addressee, RoleLabel = null }))
                isTaken = true;
        if (isTaken)
            events.Add("participants-taken-over");
        return Yes(events);
    }

    private string Copy(InsertCopy c)
    {
        if (desk.Barred(ObjectRef.Of(c.Matter), null) is { } bar)
            return No(bar);
        var here = ObjectRef.Of(c.Document);
        // Whether the source can be told is asked before anything is put down; what is wrong with the
        // copy is said first.
        var source = c.Source is { File: null, Object: { } of } ? of : (ObjectRef?)null;
        var otherBar = source is { } one ? desk.Barred(one, null, closedFile: true) : null;
        if (filing.Put(c, desk.Find(c.Matter)!, c.Document, c.Kind, c.Fields, c.Content) is { } fault)
            return No(fault);
        if (otherBar != null)
        {
            desk.File!.Documents.Remove(c.Document.Value);
            return No(otherBar);
        }
        string[] taken = filing.TakeOver(c.Document);
        string[] noted = Write(here, c.Id, new(ReferenceRelation.CopyOf, c.Source, null, c.Twin), isEdit: false);
        string[] other = source is { } to
            ? Write(to, c.Twin, new(ReferenceRelation.CopiedTo, new(null, here, null, null), null, c.Id), isEdit: false)
            : [];
        return Yes(["document-filed", .. taken, .. noted, .. other]);
    }

    private string? Fault(ObjectRef of, ReferenceId id, Reference wanted)
    {
        var target = wanted.Target;
        var isForeign = target.Foreign != null || target.Text != null;
        if ((target.Object != null) == isForeign || (target.File != null && target.Object == null))
            return "reference-empty";
        if (target.Text != null && !Words.IsSentence(target.Text, 500, lines: false))
            return "field-unclean";
        if (wanted.Remark != null && !Words.IsSentence(wanted.Remark))
            return "field-unclean";
        if (target.File == null && target.Object == of)
            return "reference-to-itself";
        var paper = desk.Find(of)!;
        if (paper.References.ContainsKey(id.Value) || Has(paper, wanted))
            return "reference-exists";
        return null;
    }

    private static bool Has(Paper paper, Reference wanted) => paper.References.Values.Any(known =>
        known.Relation == wanted.Relation && known.Target == wanted.Target);

    // Only the end at which somebody acts is edited.
    private string[] Write(ObjectRef of, ReferenceId id, Reference reference, bool isEdit = true)
    {
        var paper = desk.Find(of)!;
        if (!paper.References.TryAdd(id.Value, reference))
            return [];
        if (isEdit)
            paper.Revision++;
        return ["reference-noted"];
    }
}
