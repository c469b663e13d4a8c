using Records.Core.Retention;
using static Records.Core.CaseFiles.Keeping.KeepingCommand;

namespace Records.Core.CaseFiles.Keeping;

/// <summary>Wishes that would be a change whatever stands, by which the acts on offer are found.</summary>
internal static class KeepingProbes
{
    // What the plan says now is not known here; what it said at the opening is the best guess there is.
    public static KeepingCommand Appraise(CaseFile state) => state is CaseFile.Unopened
        ? Nothing
        : new AppraiseCaseFile(
            state.Contents.Revision,
            state.Contents.Keeping.Appraised is DisposalType.Archive ? DisposalType.Destroy : DisposalType.Archive,
            default, "probe",
            state.Contents.Keeping.IsRuleByHand ? DisposalType.Appraise : state.Contents.Rule.Disposal, default);

    public static KeepingCommand ChangeRule(CaseFile state) => state is CaseFile.Unopened
        ? Nothing
        : new ChangeRule(
            state.Contents.Revision,
            state.Contents.Rule with
            {
                TransferYears = (state.Contents.Rule.TransferYears + 1) % RetentionRule.MaxYears,
            },
            "probe", "probe");

    public static KeepingCommand SetEnd(CaseFile state) => state is CaseFile.Unopened
        ? Nothing
        : new SetRetentionEnd(
            state.Contents.Revision,
            state.Contents.Keeping.End is { RetentionEnds: null } ? DateOnly.MaxValue : null, "probe", "probe");

    private static KeepingCommand Nothing { get; } = new SetRetentionEnd(default, null, "probe", "probe");
}
