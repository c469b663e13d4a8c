using Records.Core.CaseFiles.Numbering;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.FilePlan;
using Records.Core.People;
using Records.Core.Ports;
using Records.Core.Retention;

namespace Records.Core.CaseFiles.Moving;

/// <summary>
/// Re-file: the case file under another entry or to another unit (R39), a document into another matter (R40), matters
/// into one (R41).
/// </summary>
public abstract record MovingCommand : CaseFileCommand
{
    private MovingCommand() { }

    /// <summary>The file belongs under another entry of the plan, or to another unit (Akte umschreiben).</summary>
    /// <param name="To">Where it goes in the plan; null where it stays under its entry.</param>
    /// <param name="LeadUnit">The unit that keeps it from now on; its own where that stays.</param>
    /// <param name="Reason">Why, for people; 1 to 1000 characters.</param>
    public sealed record RefileCaseFile(Revision Expected, PlanPlace? To, UnitId LeadUnit, string Reason)
        : MovingCommand;

    /// <summary>The document belongs into another matter of the file (umschreiben).</summary>
    public sealed record MoveDocument(DocumentId Document, Revision Expected, MatterId To) : MovingCommand;

    /// <summary>Several matters are one piece of business (zusammenführen).</summary>
    /// <param name="Into">The matter that is begun for it.</param>
    /// <param name="Fields">How that one is described.</param>
    /// <param name="Reason">Why, for people: the old matters are cancelled with it; at most 1000 characters.</param>
    public sealed record MergeMatters(
        ValueList<SeenMatter> From, MatterId Into, ValueList<FieldValue> Fields, string Reason) : MovingCommand
    {
        /// <summary>How the tenant numbers its matters.</summary>
        public MatterNumbering Numbering { get; init; } = MatterNumbering.Default;

        /// <inheritdoc/>
        public override ObjectKind? Describes => ObjectKind.Matter;
    }
}

/// <summary>A matter and the revision it was seen at.</summary>
public readonly record struct SeenMatter(MatterId Matter, Revision Expected);

/// <summary>A leaf of the file plan, the reference that was given out there, and the rule that holds.</summary>
/// <param name="RuleFrom">The plan entry that states the rule, or null where the default holds.</param>
/// <param name="PlanVersion">The version of the file plan that was looked at.</param>
public sealed record PlanPlace(
    FileReference Reference, FilePlanEntryId Entry, RetentionRule Rule, FilePlanEntryId? RuleFrom,
    StreamVersion PlanVersion);
