using Records.Core.CaseFiles.Numbering;
using Records.Core.Deciding;

namespace Records.Core.CaseFiles.Relocating;

/// <summary>
/// Re-file a matter or a document into another case file (R40). Each file decides its own half, and both happen or
/// neither.
/// </summary>
public abstract record RelocatingCommand : CaseFileCommand
{
    private RelocatingCommand() { }

    /// <summary>It belongs into another file (in eine andere Akte umschreiben).</summary>
    /// <param name="Of">The matter with all that lies in it, or the document.</param>
    /// <param name="Into">The matter there that it goes into; null for a matter that goes right into the file.</param>
    public sealed record MoveAway(ObjectRef Of, Revision Expected, CaseFileId To, MatterId? Into) : RelocatingCommand;

    /// <summary>It comes from another file.</summary>
    /// <param name="Past">What happened to it there, its content sealed for this file.</param>
    public sealed record TakeIn(ObjectRef Of, CaseFileId From, MatterId? Into, ValueList<PastEvent> Past)
        : RelocatingCommand
    {
        /// <summary>How the tenant numbers its matters.</summary>
        public MatterNumbering Numbering { get; init; } = MatterNumbering.Default;
    }
}
