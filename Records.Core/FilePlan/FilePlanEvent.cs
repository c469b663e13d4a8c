using Records.Core.Retention;

namespace Records.Core.FilePlan;

/// <summary>
/// What can happen to the file plan. Evidence, plain for ever: which rule held must stay readable when the files
/// under it are gone. Stored for ever: a case is never renamed, a field never dropped (docs/events.md).
/// </summary>
public abstract record FilePlanEvent
{
    private FilePlanEvent() { }

    /// <summary>An entry was added (Aktenplaneinheit angelegt).</summary>
    public sealed record FilePlanEntryAdded(
        FilePlanEntryId Entry, FilePlanEntryId? Parent, Notation Notation, string Title, RetentionRule? Rule)
        : FilePlanEvent;

    /// <summary>Its title was changed.</summary>
    public sealed record FilePlanEntryRetitled(FilePlanEntryId Entry, string Old, string New) : FilePlanEvent;

    /// <summary>Its own periods and disposal type were set or taken away.</summary>
    public sealed record FilePlanEntryRuled(
        FilePlanEntryId Entry, RetentionRule? Old, RetentionRule? New) : FilePlanEvent;

    /// <summary>It takes no new files from that day on (stillgelegt).</summary>
    public sealed record FilePlanEntryRetired(FilePlanEntryId Entry, DateOnly On) : FilePlanEvent;

    /// <summary>The first case file was opened under it; it stays a leaf.</summary>
    public sealed record FilePlanEntryTookFiles(FilePlanEntryId Entry) : FilePlanEvent;
}
