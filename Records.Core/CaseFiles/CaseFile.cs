using System.Collections.Immutable;
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
    public Matter? Find(MatterId id) => Matters.GetValueOrDefault(id.Value);
    public Document? Find(DocumentId id) => Documents.GetValueOrDefault(id.Value);
    public CaseFileBody With(Matter matter) => this with { Matters = Matters.SetItem(matter.Id.Value, matter) };
    public CaseFileBody With(Document document) =>
        this with { Documents = Documents.SetItem(document.Id.Value, document) };
}

/// <summary>A matter (Vorgang).</summary>
/// <param name="Number">Its running number in the file, from 1, without gaps.</param>
/// <param name="Ends">The end dates once it is closed; null while it is in work.</param>
public sealed record Matter(
    MatterId Id, Revision Revision, int Number, ImmutableSortedDictionary<string, string> Fields, PeriodEnds? Ends)
{
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
    /// <summary>The number of the newest version, from 1; versions have no gaps.</summary>
    public int Newest => Versions.Count;
}
