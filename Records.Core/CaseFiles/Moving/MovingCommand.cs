using Records.Core.CaseFiles.Numbering;
using Records.Core.Deciding;
using Records.Core.Describing;

namespace Records.Core.CaseFiles.Moving;

/// <summary>Re-file within the case file: a document into another matter (R40), matters into one (R41).</summary>
public abstract record MovingCommand : CaseFileCommand
{
    private MovingCommand() { }

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
    }
}

/// <summary>A matter and the revision it was seen at.</summary>
public readonly record struct SeenMatter(MatterId Matter, Revision Expected);
