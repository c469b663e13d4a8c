using Records.Core.CaseFiles.Numbering;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.Documents;
using Records.Core.FilePlan;
using Records.Core.People;
using Records.Core.Ports;
using Records.Core.Retention;

namespace Records.Core.CaseFiles;

/// <summary>
/// What can happen to a case file (Akte). Stored for ever: a case is never renamed, a field is never dropped or
/// given a new meaning. To change one, add a successor and an upcaster (docs/events.md). Families of events stand in
/// rooms of their own beside this one.
/// </summary>
public abstract record CaseFileEvent
{
    private protected CaseFileEvent() { }

    /// <summary>
    /// The file was opened under an entry of the file plan (Akte angelegt), with the rule that held then and where it
    /// came from.
    /// </summary>
    public sealed record CaseFileOpened(
        FileReference Reference,
        FilePlanEntryId Entry,
        RetentionRule Rule,
        FilePlanEntryId? RuleFrom,
        StreamVersion PlanVersion,
        UnitId LeadUnit,
        ValueList<FieldChange> Fields) : CaseFileEvent;

    /// <summary>Its metadata changed; each field with its old and new value (R10).</summary>
    public sealed record CaseFileDescribed(ValueList<FieldChange> Changes) : CaseFileEvent;

    /// <summary>Work ended (zu den Akten verfügt); the periods run to these days.</summary>
    public sealed record CaseFileClosed(DateOnly On, RetentionRule Rule, PeriodEnds Ends) : CaseFileEvent;

    /// <summary>Work began again (z.A. aufgehoben); both end dates are cleared (R35).</summary>
    public sealed record CaseFileReopened(DateOnly On, PeriodEnds Cleared) : CaseFileEvent;

    /// <summary>A matter was begun within the file, or a sub-matter within a matter (Vorgang angelegt).</summary>
    /// <param name="Number">Its running number in the file, or in the matter above.</param>
    /// <param name="Reference">Null in the first form, whose matters are numbered as by default.</param>
    public sealed record MatterOpened(
        MatterId Matter, int Number, ValueList<FieldChange> Fields, MatterId? Parent, MatterReference? Reference)
        : CaseFileEvent;

    /// <summary>A matter's metadata changed.</summary>
    public sealed record MatterDescribed(MatterId Matter, ValueList<FieldChange> Changes) : CaseFileEvent;

    /// <summary>A matter was closed (Vorgang zu den Akten verfügt).</summary>
    public sealed record MatterClosed(
        MatterId Matter, DateOnly On, RetentionRule Rule, PeriodEnds Ends) : CaseFileEvent;

    /// <summary>A matter was taken up again; its end dates are cleared (R36).</summary>
    public sealed record MatterReopened(MatterId Matter, DateOnly On, PeriodEnds Cleared) : CaseFileEvent;

    /// <summary>A document was filed in a matter (zum Vorgang genommen) with its first version.</summary>
    public sealed record DocumentFiled(
        MatterId Matter, DocumentId Document, DocumentKind Kind, ValueList<FieldChange> Fields, DocumentContent Content)
        : CaseFileEvent;

    /// <summary>A document's metadata changed.</summary>
    public sealed record DocumentDescribed(DocumentId Document, ValueList<FieldChange> Changes) : CaseFileEvent;

    /// <summary>A document got a new version; the earlier ones stay as they are.</summary>
    public sealed record VersionAdded(
        DocumentId Document, int Version, DocumentContent Content, string? Comment) : CaseFileEvent;

    /// <summary>The text of a version was read and lies beside it.</summary>
    public sealed record TextNoted(DocumentId Document, int Version, DocumentText Text) : CaseFileEvent;

    /// <summary>A version has no text that could be read, for this reason.</summary>
    public sealed record NoTextNoted(
        DocumentId Document, int Version, TextFailure Failure, int ReadablePages) : CaseFileEvent;
}
