using Records.Core.Deciding;
using Records.Core.Retention;

namespace Records.Core.FilePlan;

/// <summary>What can be asked of the file plan. Time and identifiers arrive as data; Core makes neither.</summary>
public abstract record FilePlanCommand
{
    private FilePlanCommand() { }

    /// <summary>Add an entry (Aktenplaneinheit anlegen), at the top or below another.</summary>
    public sealed record AddEntry(
        FilePlanEntryId Entry, FilePlanEntryId? Parent, Notation Notation, string Title, RetentionRule? Rule)
        : FilePlanCommand;

    /// <summary>Give the entry another title; its notation stays for ever.</summary>
    public sealed record RetitleEntry(FilePlanEntryId Entry, Revision Expected, string Title) : FilePlanCommand;

    /// <summary>Sets the entry's own rule, or takes it away so that the rule above holds again.</summary>
    public sealed record RuleEntry(FilePlanEntryId Entry, Revision Expected, RetentionRule? Rule) : FilePlanCommand;

    /// <summary>Take no new files under the entry from that day on (stilllegen).</summary>
    public sealed record RetireEntry(FilePlanEntryId Entry, Revision Expected, DateOnly On) : FilePlanCommand;

    /// <summary>Asks whether a file may be opened here today, and notes the first one.</summary>
    public sealed record TakeFile(FilePlanEntryId Entry, DateOnly Today) : FilePlanCommand;
}
