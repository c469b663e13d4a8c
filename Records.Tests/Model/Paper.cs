using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Participants;
using Records.Core.CaseFiles.References;
using Records.Core.CaseFiles.Routing;
using Records.Core.Documents;
using Records.Core.FilePlan;
using Records.Core.People;
using Records.Core.Retention;

namespace Records.Tests.Model;

/// <summary>A sheet of paper in the model: the file, a matter or a document. Plain and mutable on purpose.</summary>
internal abstract class Paper(Paper? above)
{
    public Paper? Above { get; set; } = above;
    public int Revision { get; set; } = 1;
    public bool Locked { get; set; }
    public bool Cancelled { get; set; }
    public bool Deleted { get; set; }
    public (PersonId By, PersonId Checker, string Reason)? Mark { get; set; }
    public Dictionary<string, string> Fields { get; } = [];
    public Dictionary<string, Participant> Participants { get; } = [];
    public Dictionary<Guid, Reference> References { get; } = [];

    /// <summary>The paper, what it lies in, what that lies in, up to the file.</summary>
    public IEnumerable<Paper> Chain()
    {
        for (var paper = this; paper != null; paper = paper.Above)
            yield return paper;
    }

    public bool LiesIn(Paper other) => Chain().Contains(other);

    /// <summary>Cancelled or deleted, by itself or with what it lies in: nothing about it waits for anybody.</summary>
    public bool AtRest => Chain().Any(paper => paper.Cancelled || paper.Deleted);
}

internal sealed class FilePaper() : Paper(null)
{
    public FilePlanEntryId Entry { get; set; }
    public FileReference Reference { get; set; }
    public UnitId Unit { get; set; }
    public bool Closed { get; set; }
    public DateOnly ClosedOn { get; set; }
    public DateOnly TransferEnds { get; set; }
    public RetentionRule Rule { get; set; } = new(0, 0, DisposalType.Appraise);
    public bool RuleByHand { get; set; }
    public bool EndByHand { get; set; }
    public DateOnly? End { get; set; }
    public DisposalType? Appraised { get; set; }
    public Dictionary<Guid, MatterPaper> Matters { get; } = [];
    public Dictionary<Guid, DocumentPaper> Documents { get; } = [];
    public Dictionary<Guid, string> Sheets { get; } = [];
    public Dictionary<Guid, RouteCard> Routes { get; } = [];
    public SortedDictionary<Guid, ReminderCard> Reminders { get; } = [];
    public HashSet<Guid> Inspections { get; } = [];
}

internal sealed class MatterPaper(Paper above) : Paper(above)
{
    public bool Closed { get; set; }
    public DateOnly TransferEnds { get; set; }
    public Guid? Sheet { get; set; }
}

internal sealed class DocumentPaper(MatterPaper above, DocumentKind kind, DocumentContent content) : Paper(above)
{
    public DocumentKind Kind { get; } = kind;
    public int Versions { get; private set; } = 1;
    public DocumentContent Newest { get; private set; } = content;
    public Guid? RedactionOf { get; set; }
    public HashSet<int> Read { get; } = [];
    public HashSet<int> FinalSigned { get; } = [];
    public PersonId? Holder { get; set; }
    public DateOnly? AwayUntil { get; set; }
    public List<(int Version, object Kind, PersonId By, PersonId? For, string? Note)> Acts { get; } = [];
    public List<(int Version, DateOnly On, object Way, string To)> Dispatches { get; } = [];
    public Dictionary<Guid, RenditionCard> Renditions { get; } = [];
    public RenditionCard? CleanCopy =>
        Renditions.Values.FirstOrDefault(card => card is { Clean: true, Retired: false });

    public void Add(DocumentContent version)
    {
        Versions++;
        Newest = version;
    }
}

internal sealed class RenditionCard(int version, bool clean)
{
    public int Version { get; } = version;
    public bool Clean { get; } = clean;
    public bool LongTerm { get; init; }
    public bool Retired { get; set; }
}

internal sealed class ReminderCard(Paper of, DateOnly on, Addressee to)
{
    public Paper Of { get; } = of;
    public DateOnly On { get; set; } = on;
    public Addressee For { get; set; } = to;
}

internal sealed class RouteCard(Paper of)
{
    public Paper Of { get; } = of;
    public bool Started { get; set; }
    public bool Over { get; set; }
    public List<DocumentPaper> Documents { get; } = [];
    public List<StepCard> Steps { get; } = [];
    public List<StepCard> Open => Steps.FindAll(step => !step.Settled);
    public int Turn => Open.Min(step => step.Order);
}

internal sealed class StepCard(StepWish wish, int order)
{
    public StepWish Wish { get; } = wish;
    public int Order { get; } = order;
    public bool Settled { get; set; }
}
