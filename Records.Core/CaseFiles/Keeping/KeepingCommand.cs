using Records.Core.Deciding;
using Records.Core.People;
using Records.Core.Ports;
using Records.Core.Retention;

namespace Records.Core.CaseFiles.Keeping;

/// <summary>How long a file is kept and what becomes of it: the archive's word (R7), changes by hand (R38).</summary>
public abstract record KeepingCommand : CaseFileCommand
{
    private KeepingCommand() { }

    /// <summary>Decide in advance what becomes of the file (Vorbewertung): the archive's act.</summary>
    /// <param name="Above">What the plan says of the entry above now; the caller looked it up.</param>
    /// <param name="PlanVersion">The version of the plan that was looked at.</param>
    public sealed record AppraiseCaseFile(
        Revision Expected, DisposalType Type, PersonId By, string Reason, DisposalType Above,
        StreamVersion PlanVersion) : KeepingCommand;

    /// <summary>Give the active file other periods or another type than its plan entry has.</summary>
    public sealed record ChangeRule(
        Revision Expected, RetentionRule Rule, string Reason, string? LegalGround) : KeepingCommand;

    /// <summary>Set the day until which the closed file is kept; null is for ever.</summary>
    public sealed record SetRetentionEnd(
        Revision Expected, DateOnly? RetentionEnds, string Reason, string? LegalGround) : KeepingCommand;
}
