using System.Collections.Immutable;
using System.Diagnostics;
using Records.Core.CaseFiles.Deleting;
using Records.Core.CaseFiles.Keeping;
using Records.Core.CaseFiles.Numbering;
using Records.Core.CaseFiles.Participants;
using Records.Core.CaseFiles.References;
using Records.Core.CaseFiles.Registers;
using Records.Core.CaseFiles.Renditions;
using Records.Core.CaseFiles.Resubmissions;
using Records.Core.CaseFiles.Routing;
using Records.Core.CaseFiles.Signing;
using Records.Core.Deciding;
using Records.Core.Documents;
using Records.Core.FilePlan;
using Records.Core.People;
using Records.Core.Retention;

namespace Records.Core.CaseFiles;

/// <summary>
/// A case file (Akte) as its history has made it. Holds only what <see cref="CaseFileDecider"/> needs to decide;
/// what people look at is projected elsewhere.
/// </summary>
public abstract record CaseFile
{
    private CaseFile() { }

    /// <summary>Nothing has happened yet: there is no such file.</summary>
    public sealed record Unopened : CaseFile;

    /// <summary>In work (in Bearbeitung).</summary>
    public sealed record Active(CaseFileBody Body) : CaseFile;

    /// <summary>Closed (zu den Akten verfügt); the periods run.</summary>
    public sealed record Closed(CaseFileBody Body, DateOnly On, PeriodEnds Ends) : CaseFile;

    /// <summary>Cancelled (storniert): visible, read-only, and it can be undone (R43, R44).</summary>
    public sealed record Cancelled(CaseFileBody Body) : CaseFile;

    /// <summary>Deleted (gelöscht) as a filing mistake (R46): its history stays, what it held does not.</summary>
    public sealed record Deleted(CaseFileBody Body) : CaseFile;

    /// <summary>What it holds; only an opened file holds anything.</summary>
    public CaseFileBody Contents => this switch
    {
        Active s => s.Body,
        Closed s => s.Body,
        Cancelled s => s.Body,
        Deleted s => s.Body,
        _ => throw new UnreachableException($"{GetType().Name} holds nothing."),
    };

    /// <summary>The same stage with other contents.</summary>
    internal CaseFile With(CaseFileBody body) => this switch
    {
        Active s => s with { Body = body },
        Closed s => s with { Body = body },
        Cancelled s => s with { Body = body },
        Deleted s => s with { Body = body },
        _ => throw new UnreachableException($"{GetType().Name} holds nothing."),
    };

    internal CaseFile With(Func<CaseFileBody, CaseFileBody> change) => With(change(Contents));
}

/// <summary>What a case file holds, whatever its stage.</summary>
public sealed record CaseFileBody(
    Revision Revision,
    FileReference Reference,
    FilePlanEntryId Entry,
    RetentionRule Rule,
    UnitId LeadUnit,
    ImmutableSortedDictionary<string, string> Fields,
    ImmutableSortedDictionary<Guid, Matter> Matters,
    ImmutableSortedDictionary<Guid, Document> Documents)
{
    /// <summary>Nobody edits the file or anything in it (R12).</summary>
    public bool IsLocked { get; init; }

    /// <summary>The open resubmissions (Wiedervorlagen) in the file (R25).</summary>
    public ImmutableSortedDictionary<Guid, Resubmission> Resubmissions { get; init; } =
        ImmutableSortedDictionary<Guid, Resubmission>.Empty;

    /// <summary>How many matters were ever opened right in the file: their numbers are never given again.</summary>
    public int MattersOpened { get; init; }

    /// <summary>Its register sheets, each with its title (R13).</summary>
    public ImmutableSortedDictionary<Guid, string> RegisterSheets { get; init; } = NoSheets;

    /// <summary>Who has to do with the file as a whole.</summary>
    public ImmutableSortedDictionary<Guid, Participant> Participants { get; init; } = Participant.None;
    /// <summary>The deletion of the whole file that was asked for and waits for its checker (R45), or null.</summary>
    public DeletionMark? Deletion { get; init; }

    /// <summary>What it refers to, and what refers to it.</summary>
    public ImmutableSortedDictionary<Guid, Reference> References { get; init; } =
        ImmutableSortedDictionary<Guid, Reference>.Empty;
    /// <summary>The routes of its matters and documents (R18), also those that are over.</summary>
    public ImmutableSortedDictionary<Guid, Route> Routes { get; init; } =
        ImmutableSortedDictionary<Guid, Route>.Empty;
    /// <summary>What was said about keeping it since it was opened (R7, R38).</summary>
    public KeepingState Keeping { get; init; } = KeepingState.AsPlanned;

    /// <summary>The inspections that were given (R55).</summary>
    public ImmutableSortedSet<Guid> Inspections { get; init; } = [];

    /// <summary>What lay in it and lies in another file now (R40).</summary>
    public ImmutableSortedDictionary<Guid, CaseFileId> MovedOut { get; init; } =
        ImmutableSortedDictionary<Guid, CaseFileId>.Empty;

    public Matter? Find(MatterId id) => Matters.GetValueOrDefault(id.Value);
    public Document? Find(DocumentId id) => Documents.GetValueOrDefault(id.Value);

    /// <summary>The matter and those above it, from the inside out.</summary>
    public IEnumerable<Matter> Lineage(Matter matter)
    {
        for (var next = matter; next is not null; next = next.Parent is { } parent ? Find(parent) : null)
            yield return next;
    }

    /// <summary>Whether work on it goes on: not closed, not deleted, nor cancelled, itself or with one above.</summary>
    public bool IsOpen(Matter matter) => !matter.IsClosed && !matter.IsDeleted && !IsCancelled(matter);

    internal CaseFileBody With(Matter matter) => this with { Matters = Matters.SetItem(matter.Id.Value, matter) };
    internal CaseFileBody With(Document document) =>
        this with { Documents = Documents.SetItem(document.Id.Value, document) };

    /// <summary>Whether the matter is cancelled, by itself or with one above it.</summary>
    public bool IsCancelled(Matter matter) => Lineage(matter).Any(above => above.IsCancelled);

    internal CaseFileBody With(Route route) => this with { Routes = Routes.SetItem(route.Id.Value, route) };

    /// <summary>The file itself was changed.</summary>
    internal CaseFileBody Next() => this with { Revision = Revision.Next() };

    /// <summary>A matter was changed.</summary>
    internal CaseFileBody Change(MatterId id, Func<Matter, Matter> change)
    {
        var matter = Matters[id.Value];
        return With(change(matter) with { Revision = matter.Revision.Next() });
    }

    /// <summary>A document was changed.</summary>
    internal CaseFileBody Change(DocumentId id, Func<Document, Document> change)
    {
        var document = Documents[id.Value];
        return With(change(document) with { Revision = document.Revision.Next() });
    }

    /// <summary>The object was changed by something that lies beside it, such as a resubmission.</summary>
    internal CaseFileBody Touch(ObjectRef of) => of.Kind switch
    {
        ObjectKind.CaseFile => Next(),
        ObjectKind.Matter => Change(new MatterId(of.Id!.Value), matter => matter),
        _ => Change(new DocumentId(of.Id!.Value), document => document),
    };

    private static readonly ImmutableSortedDictionary<Guid, string> NoSheets =
        ImmutableSortedDictionary<Guid, string>.Empty;
}

/// <summary>A matter (Vorgang).</summary>
/// <param name="Number">Its running number in the file, or in the matter above, from 1, without gaps.</param>
/// <param name="Ends">The end dates once it is closed; null while it is in work.</param>
public sealed record Matter(
    MatterId Id, Revision Revision, int Number, ImmutableSortedDictionary<string, string> Fields, PeriodEnds? Ends)
{
    /// <summary>The matter above a sub-matter (Teilvorgang), or null.</summary>
    public MatterId? Parent { get; init; }

    /// <summary>The register sheet it lies on; null for none, and for a sub-matter.</summary>
    public RegisterSheetId? Sheet { get; init; }

    /// <summary>Who has to do with it.</summary>
    public ImmutableSortedDictionary<Guid, Participant> Participants { get; init; } = Participant.None;

    /// <summary>What it refers to, and what refers to it.</summary>
    public ImmutableSortedDictionary<Guid, Reference> References { get; init; } =
        ImmutableSortedDictionary<Guid, Reference>.Empty;

    /// <summary>The number a person quotes for it.</summary>
    public MatterReference Reference { get; init; }

    /// <summary>How many sub-matters were ever opened in it: their numbers are never given again.</summary>
    public int SubMattersOpened { get; init; }

    /// <summary>Nobody edits the matter or anything in it (R12).</summary>
    public bool IsLocked { get; init; }

    /// <summary>Cancelled itself (R42); what lies above it may be cancelled too.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>Its deletion that was asked for and waits for its checker (R45), or null.</summary>
    public DeletionMark? Deletion { get; init; }

    /// <summary>Deleted (R46), by itself or with what it lay in.</summary>
    public bool IsDeleted { get; init; }

    public bool IsClosed => Ends is not null;
}

/// <summary>A document (Dokument).</summary>
/// <param name="TextRead">The versions whose text was read, or found unreadable.</param>
public sealed record Document(
    DocumentId Id,
    Revision Revision,
    MatterId Matter,
    DocumentKind Kind,
    ImmutableSortedDictionary<string, string> Fields,
    ImmutableSortedDictionary<int, DocumentContent> Versions,
    ImmutableSortedSet<int> TextRead)
{
    /// <summary>Nobody edits the document (R12).</summary>
    public bool IsLocked { get; init; }

    /// <summary>Cancelled itself (R42); what lies above it may be cancelled too.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>Its deletion that was asked for and waits for its checker (R45), or null.</summary>
    public DeletionMark? Deletion { get; init; }

    /// <summary>Deleted (R46), by itself or with what it lay in.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>The last day on which it is kept once it was put away (R37); null while it is in work.</summary>
    public DateOnly? PutAwayUntil { get; init; }

    /// <summary>The versions that were final-signed (schlussgezeichnet) and so are fixed for ever (R23).</summary>
    public ImmutableSortedSet<int> FinalSigned { get; init; } = [];

    /// <summary>Who has to do with it.</summary>
    public ImmutableSortedDictionary<Guid, Participant> Participants { get; init; } = Participant.None;

    /// <summary>What it refers to, and what refers to it.</summary>
    public ImmutableSortedDictionary<Guid, Reference> References { get; init; } =
        ImmutableSortedDictionary<Guid, Reference>.Empty;
    /// <summary>What persons said of its versions (R22), oldest first.</summary>
    public ValueList<VersionAct> Acts { get; init; } = [];

    /// <summary>How its versions went out (R24), oldest first.</summary>
    public ValueList<Dispatch> Dispatches { get; init; } = [];
    /// <summary>Who has the document checked out; null when nobody has (R28).</summary>
    public PersonId? CheckedOut { get; init; }

    /// <summary>How many drafts were saved, over all check-outs.</summary>
    public int Drafts { get; init; }

    /// <summary>Its renditions, retired ones too (R29, R32).</summary>
    public ImmutableSortedDictionary<Guid, Rendition> Renditions { get; init; } =
        ImmutableSortedDictionary<Guid, Rendition>.Empty;

    /// <summary>What it is a redacted copy of (R31); null for every other document.</summary>
    public DocumentId? RedactionOf { get; init; }

    /// <summary>Whether its dispatch was confirmed, so that original and clean copy are fixed (R24).</summary>
    public bool IsDispatched { get; init; }

    /// <summary>The clean copy that fixes the document; null while it is not final.</summary>
    public Rendition? CleanCopy =>
        Renditions.Values.FirstOrDefault(made => made is { Kind: RenditionKind.CleanCopy, IsRetired: false });

    /// <summary>The number of the newest version, from 1; versions have no gaps.</summary>
    public int Newest => Versions.Count;
}
