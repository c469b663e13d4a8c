using Records.Core.Deciding;
using Records.Core.People;
using Records.Core.Retention;

namespace Records.Core.FilePlan;

/// <summary>
/// What can happen to the file plan. Evidence, plain for ever: which rule held must stay readable when the files
/// under it are gone. Stored for ever: a case is never renamed, a field never dropped (docs/events.md).
/// </summary>
public abstract record FilePlanEvent
{
    private FilePlanEvent() { }

    /// <summary>The plan was made (Aktenplan angelegt), with its first version.</summary>
    public sealed record FilePlanCreated(FilePlanId Plan, string Title, DateOnly ValidFrom) : FilePlanEvent;

    /// <summary>Another version of the plan begins; these entries are not carried over into it.</summary>
    public sealed record FilePlanVersionBegun(
        int Number, DateOnly ValidFrom, ValueList<FilePlanEntryId> Left) : FilePlanEvent;

    /// <summary>An entry was added (Aktenplaneinheit angelegt).</summary>
    public sealed record FilePlanEntryAdded(
        FilePlanEntryId Entry, FilePlanEntryId? Parent, Notation Notation, string Title, RetentionRule? Rule,
        bool IsLeaf, DateOnly? ValidFrom)
        : FilePlanEvent;

    /// <summary>Its title was changed.</summary>
    public sealed record FilePlanEntryRetitled(FilePlanEntryId Entry, string Old, string New) : FilePlanEvent;

    /// <summary>Title, scope note or references were changed.</summary>
    public sealed record FilePlanEntryEdited(FilePlanEntryId Entry, EntryText Old, EntryText New) : FilePlanEvent;

    /// <summary>Its own periods and disposal type were set or taken away.</summary>
    public sealed record FilePlanEntryRuled(
        FilePlanEntryId Entry, RetentionRule? Old, RetentionRule? New) : FilePlanEvent;

    /// <summary>It was said whether new files may be opened under it; null is what the entry above says.</summary>
    public sealed record FilePlanEntryIntakeSet(FilePlanEntryId Entry, bool? Old, bool? New) : FilePlanEvent;

    /// <summary>Further metadata of what lies below was declared.</summary>
    public sealed record FilePlanEntryFieldsDeclared(
        FilePlanEntryId Entry, ValueList<ExtraField> Old, ValueList<ExtraField> New) : FilePlanEvent;

    /// <summary>The archive decided in advance (vorbewertet); old is what held before, from wherever.</summary>
    public sealed record FilePlanEntryAppraised(
        FilePlanEntryId Entry, DisposalType Old, DisposalType New, PersonId By, string Reason) : FilePlanEvent;

    /// <summary>It takes no new files from that day on (stillgelegt).</summary>
    public sealed record FilePlanEntryRetired(FilePlanEntryId Entry, DateOnly On) : FilePlanEvent;

    /// <summary>It was taken out; nothing ever lay under it. Its notation is not given again.</summary>
    public sealed record FilePlanEntryRemoved(FilePlanEntryId Entry, Notation Notation) : FilePlanEvent;

    /// <summary>The first case file was opened under it; it stays a leaf.</summary>
    public sealed record FilePlanEntryTookFiles(FilePlanEntryId Entry) : FilePlanEvent;
}
