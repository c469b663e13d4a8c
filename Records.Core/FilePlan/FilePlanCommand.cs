using Records.Core.Deciding;
using Records.Core.People;
using Records.Core.Retention;

namespace Records.Core.FilePlan;

/// <summary>What can be asked of the file plan. Time and identifiers arrive as data; Core makes neither.</summary>
public abstract record FilePlanCommand
{
    private FilePlanCommand() { }

    /// <summary>Make the tenant's one file plan (Aktenplan anlegen), with its first version.</summary>
    public sealed record CreatePlan(FilePlanId Plan, string Title, DateOnly ValidFrom) : FilePlanCommand;

    /// <summary>
    /// Begin the next version of the plan; entries retired by that day are not carried over into it.
    /// </summary>
    public sealed record BeginVersion(DateOnly ValidFrom) : FilePlanCommand;

    /// <summary>Add an entry (Aktenplaneinheit anlegen), at the top or below another.</summary>
    public sealed record AddEntry(
        FilePlanEntryId Entry, FilePlanEntryId? Parent, Notation Notation, string Title, RetentionRule? Rule)
        : FilePlanCommand
    {
        /// <summary>It is a leaf entry (Betreffseinheit) for good: nothing comes below it.</summary>
        public bool IsLeaf { get; init; }

        /// <summary>The first day on which files may be opened under it; null: that of the plan.</summary>
        public DateOnly? ValidFrom { get; init; }
    }

    /// <summary>Give the entry another title; its notation stays for ever.</summary>
    public sealed record RetitleEntry(FilePlanEntryId Entry, Revision Expected, string Title) : FilePlanCommand;

    /// <summary>Change title, scope note and references; what is null stays (R3).</summary>
    /// <param name="Rule">Disposal data does not go through this door; given, the whole wish is refused.</param>
    public sealed record EditEntry(
        FilePlanEntryId Entry, Revision Expected, string? Title, string? Scope,
        ValueList<FilePlanEntryId>? References, RetentionRule? Rule) : FilePlanCommand;

    /// <summary>Sets the entry's own rule, or takes it away so that the rule above holds again.</summary>
    public sealed record RuleEntry(FilePlanEntryId Entry, Revision Expected, RetentionRule? Rule) : FilePlanCommand;

    /// <summary>Take new files under it or none; null lets the entry above say.</summary>
    public sealed record SetIntake(FilePlanEntryId Entry, Revision Expected, bool? TakesFiles) : FilePlanCommand;

    /// <summary>Ask for further metadata of what lies below; the whole list of this entry at once.</summary>
    public sealed record DeclareFields(
        FilePlanEntryId Entry, Revision Expected, ValueList<ExtraField> Fields) : FilePlanCommand;

    /// <summary>Decide in advance what becomes of what lies below (Vorbewertung, R6): the archive's act.</summary>
    public sealed record AppraiseEntry(
        FilePlanEntryId Entry, Revision Expected, DisposalType Type, PersonId By, string Reason) : FilePlanCommand;

    /// <summary>Take no new files under the entry from that day on (stilllegen).</summary>
    public sealed record RetireEntry(FilePlanEntryId Entry, Revision Expected, DateOnly On) : FilePlanCommand;

    /// <summary>Take out an entry under which nothing ever was (R5).</summary>
    public sealed record RemoveEntry(FilePlanEntryId Entry, Revision Expected) : FilePlanCommand;

    /// <summary>
    /// Asks whether a file may be opened here today, and notes the first one. Where the entry is full, the file goes
    /// where <see cref="Placement"/> says.
    /// </summary>
    public sealed record TakeFile(FilePlanEntryId Entry, DateOnly Today) : FilePlanCommand
    {
        /// <summary>The leaves that take no more, as the caller counted.</summary>
        public ValueList<FilePlanEntryId> Full { get; init; } = [];

        /// <summary>What a leaf is to be called that has to be made.</summary>
        public FilePlanEntryId Next { get; init; }
    }
}
