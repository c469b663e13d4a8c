using System.Text.Json.Nodes;
using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.FilePlan;
using Records.Core.People;
using Records.Core.Retention;

namespace Records.Storage.Views;

/// <summary>
/// What an event changes on the sheet of its case file, said once: the query tables (<see cref="SheetStatements"/>) and
/// the reading of the past (<see cref="SheetFold"/>) both follow it, so that they cannot differ.
/// </summary>
public abstract record SheetChange
{
    private SheetChange() { }

    /// <summary>
    /// The object was changed, so its revision rises; each of these marks takes this value, or goes where it is null.
    /// </summary>
    /// <param name="State">The state it is in now; null where that stays.</param>
    public sealed record Mark(ObjectRef Of, JsonObject Marks, string? State = null) : SheetChange;

    /// <summary>The file is kept by this rule now, which no plan entry states.</summary>
    public sealed record Rule(RetentionRule Now) : SheetChange;

    /// <summary>The periods of the closed file end on these days now.</summary>
    public sealed record Ends(PeriodEnds Now) : SheetChange;

    /// <summary>Something lies beside the object now, or takes these values; a member that is null goes.</summary>
    /// <param name="Kind">What it is, such as <c>participant</c>; ids are unique within a kind.</param>
    public sealed record Put(string Kind, Guid Id, ObjectRef Owner, JsonObject Data) : SheetChange;

    /// <summary>The file lies here in the plan now, and is kept by this rule.</summary>
    /// <param name="RuleFrom">The plan entry that states the rule; null where none does.</param>
    public sealed record Place(
        FileReference Reference, FilePlanEntryId Entry, RetentionRule Retention, FilePlanEntryId? RuleFrom)
        : SheetChange;

    /// <summary>The file is this unit's now: whoever may see its files sees this one and all in it.</summary>
    public sealed record LeadUnit(UnitId Now) : SheetChange;

    /// <summary>The document lies in this matter now, and is found there.</summary>
    public sealed record Refile(DocumentId Document, MatterId To) : SheetChange;

    /// <summary>These matters and documents are here no more, nor is anything that lay beside them.</summary>
    public sealed record Leave(ValueList<Guid> Objects) : SheetChange;

    /// <summary>What refers to these objects finds them in another file now.</summary>
    /// <param name="From">The file they lay in; null for this one.</param>
    /// <param name="To">The file they lie in; null for this one.</param>
    public sealed record Repoint(ValueList<Guid> Objects, CaseFileId? From, CaseFileId? To) : SheetChange;

    /// <summary>The words read in these documents are found here, as they were in the other file.</summary>
    public sealed record Bring(CaseFileId From, ValueList<Guid> Documents) : SheetChange;

    /// <summary>No word of these objects is found any more, nor does a text of theirs wait to be read.</summary>
    /// <param name="Objects">The file, its matters and documents, by id.</param>
    public sealed record Forget(ValueList<Guid> Objects) : SheetChange;

    /// <summary>It lies there no more.</summary>
    public sealed record Drop(string Kind, Guid Id) : SheetChange;
}
