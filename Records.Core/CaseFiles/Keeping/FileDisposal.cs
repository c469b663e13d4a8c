using Records.Core.FilePlan;
using Records.Core.Retention;

namespace Records.Core.CaseFiles.Keeping;

/// <summary>What becomes of a file as things stand, and who says so.</summary>
/// <param name="From">The plan entry that the archive appraised; null for every other source.</param>
public sealed record FileDisposal(DisposalType Type, DisposalSource Source, FilePlanEntryId? From)
{
    /// <summary>
    /// The archive's word on the file goes before everything; its word on the plan reaches only what stands at B (R6).
    /// </summary>
    public static FileDisposal Of(CaseFileBody file, FilePlanTree plan)
    {
        var own = file.Keeping.IsRuleByHand ? DisposalSource.Manual : DisposalSource.Opening;
        return (file.Keeping.Appraised, file.Rule.Disposal, plan.DisposalFor(file.Entry)) switch
        {
            ({ } decided, _, _) => new(decided, DisposalSource.CaseFile, null),
            (_, DisposalType.Appraise, { IsAppraised: true } above) =>
                new(above.Type, DisposalSource.Entry, above.From),
            (_, var type, _) => new(type, own, null),
        };
    }
}
