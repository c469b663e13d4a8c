using Records.Core.Deciding;
using Records.Core.People;

namespace Records.Core.CaseFiles.Resubmissions;

/// <summary>Bring something back on a day, to a person or a unit (R25). What is closed may come back too.</summary>
public abstract record ResubmissionCommand : CaseFileCommand
{
    private ResubmissionCommand() { }

    /// <summary>The object is to come back (auf Wiedervorlage legen).</summary>
    /// <param name="Reason">What is to be done then; 1 to 1000 characters.</param>
    public sealed record SetResubmission(
        ObjectRef Of, ResubmissionId Resubmission, DateOnly On, Addressee For, string Reason, DateOnly Today)
        : ResubmissionCommand;

    /// <summary>It is to come back on another day, or to somebody else.</summary>
    /// <param name="Expected">The revision of the object it stands on.</param>
    /// <param name="On">The new day; null where it stays.</param>
    /// <param name="For">The new addressee; null where it stays.</param>
    public sealed record MoveResubmission(
        ResubmissionId Resubmission, Revision Expected, DateOnly? On, Addressee? For, DateOnly Today)
        : ResubmissionCommand;

    /// <summary>What it was for is done (erledigt).</summary>
    /// <param name="Expected">The revision of the object it stands on.</param>
    public sealed record CompleteResubmission(ResubmissionId Resubmission, Revision Expected) : ResubmissionCommand;

    /// <summary>It is not needed any more (gestrichen).</summary>
    /// <param name="Expected">The revision of the object it stands on.</param>
    public sealed record DropResubmission(ResubmissionId Resubmission, Revision Expected) : ResubmissionCommand;
}
