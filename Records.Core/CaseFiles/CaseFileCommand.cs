using Records.Core.CaseFiles.Numbering;
using Records.Core.CaseFiles.Renditions;
using Records.Core.CaseFiles.Resubmissions;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.Documents;
using Records.Core.FilePlan;
using Records.Core.People;
using Records.Core.Ports;
using Records.Core.Retention;

namespace Records.Core.CaseFiles;

/// <summary>
/// What can be asked of a case file. Time and identifiers arrive as data; Core makes neither. Whoever changes
/// something that exists says which revision was seen. Families of acts stand in rooms of their own beside this one
/// (<see cref="Locking.LockingCommand"/>).
/// </summary>
public abstract record CaseFileCommand
{
    private protected CaseFileCommand() { }

    /// <summary>The kind of object whose metadata the command sets; null where it sets none.</summary>
    public virtual ObjectKind? Describes => null;

    /// <summary>
    /// What the file plan asks for besides the usual fields of that object now; whoever gives the command looks it up.
    /// </summary>
    public ValueList<FieldRule> Extra { get; init; } = [];

    internal ValueList<FieldRule> FieldsBeside(ValueList<FieldRule> usual) => [.. usual, .. Extra];

    /// <param name="RuleFrom">The plan entry that states the rule, or null where the default holds.</param>
    /// <param name="PlanVersion">The version of the file plan under which the file is opened.</param>
    public sealed record OpenCaseFile(
        FileReference Reference,
        FilePlanEntryId Entry,
        RetentionRule Rule,
        FilePlanEntryId? RuleFrom,
        StreamVersion PlanVersion,
        UnitId LeadUnit,
        ValueList<FieldValue> Fields) : CaseFileCommand
    {
        /// <inheritdoc/>
        public override ObjectKind? Describes => ObjectKind.CaseFile;
    }

    /// <summary>Change metadata of the file; a field that is left out stays.</summary>
    public sealed record DescribeCaseFile(Revision Expected, ValueList<FieldValue> Fields) : CaseFileCommand
    {
        /// <inheritdoc/>
        public override ObjectKind? Describes => ObjectKind.CaseFile;
    }

    /// <summary>End work on the file (zu den Akten verfügen).</summary>
    public sealed record CloseCaseFile(Revision Expected, DateOnly On) : CaseFileCommand
    {
        /// <summary>A word for each open resubmission in the file (R26).</summary>
        public ValueList<ResubmissionChoice> Resubmissions { get; init; } = [];
    }

    /// <summary>Take the closed file up again (z.A. aufheben).</summary>
    public sealed record ReopenCaseFile(Revision Expected, DateOnly On) : CaseFileCommand;

    /// <summary>Begin a matter in the file (Vorgang anlegen), or a sub-matter (Teilvorgang) in a matter.</summary>
    public sealed record OpenMatter(MatterId Matter, ValueList<FieldValue> Fields) : CaseFileCommand
    {
        /// <summary>The matter above, or null for a matter right in the file.</summary>
        public MatterId? Parent { get; init; }

        /// <summary>How the tenant numbers its matters.</summary>
        public MatterNumbering Numbering { get; init; } = MatterNumbering.Default;

        /// <inheritdoc/>
        public override ObjectKind? Describes => ObjectKind.Matter;
    }

    /// <summary>Change metadata of a matter; a field that is left out stays.</summary>
    public sealed record DescribeMatter(
        MatterId Matter, Revision Expected, ValueList<FieldValue> Fields) : CaseFileCommand
    {
        /// <inheritdoc/>
        public override ObjectKind? Describes => ObjectKind.Matter;
    }

    /// <summary>End work on a matter.</summary>
    public sealed record CloseMatter(MatterId Matter, Revision Expected, DateOnly On) : CaseFileCommand
    {
        /// <summary>A word for each open resubmission on the matter and below (R26).</summary>
        public ValueList<ResubmissionChoice> Resubmissions { get; init; } = [];
    }

    /// <summary>Take a closed matter up again.</summary>
    public sealed record ReopenMatter(MatterId Matter, Revision Expected, DateOnly On) : CaseFileCommand;

    /// <summary>Put a document into a matter (zum Vorgang nehmen), with its first version.</summary>
    public sealed record FileDocument(
        MatterId Matter, DocumentId Document, DocumentKind Kind, ValueList<FieldValue> Fields, DocumentContent Content)
        : CaseFileCommand
    {
        /// <inheritdoc/>
        public override ObjectKind? Describes => ObjectKind.Document;
    }

    /// <summary>Change metadata of a document; a field that is left out stays.</summary>
    public sealed record DescribeDocument(
        DocumentId Document, Revision Expected, ValueList<FieldValue> Fields) : CaseFileCommand
    {
        /// <inheritdoc/>
        public override ObjectKind? Describes => ObjectKind.Document;
    }

    /// <summary>Add a version to a document; the earlier ones stay.</summary>
    public sealed record AddVersion(
        DocumentId Document, Revision Expected, DocumentContent Content, string? Comment) : CaseFileCommand;

    /// <summary>The text of a version was read (by a robot).</summary>
    public sealed record NoteText(DocumentId Document, int Version, DocumentText Text) : CaseFileCommand
    {
        /// <summary>The searchable copy that was made of what was recognised; null where there is none.</summary>
        public MadeRendition? Copy { get; init; }
    }

    /// <summary>A version has no text, and trying again would not help.</summary>
    public sealed record NoteNoText(
        DocumentId Document, int Version, TextFailure Failure, int ReadablePages) : CaseFileCommand;
}
