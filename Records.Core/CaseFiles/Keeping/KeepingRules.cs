using System.Diagnostics;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.FilePlan;
using Records.Core.Retention;
using static Records.Core.CaseFiles.CaseFileRefusals;
using static Records.Core.CaseFiles.Keeping.KeepingCommand;
using static Records.Core.CaseFiles.Keeping.KeepingEvent;
using static Records.Core.CaseFiles.Keeping.KeepingRefusals;
using static Records.Core.Deciding.Decision<Records.Core.CaseFiles.CaseFileEvent>;

namespace Records.Core.CaseFiles.Keeping;

/// <summary>The rules of keeping: appraisal of a file in advance (R7), periods and end date by hand (R38).</summary>
internal static class KeepingRules
{
    public static Decision<CaseFileEvent> Decide(KeepingCommand command, CaseFile state) => command switch
    {
        AppraiseCaseFile c => Appraise(c, state),

        ChangeRule { Rule.IsValid: false } => Refuse(FilePlanRefusals.RuleOutOfRange),
        ChangeRule c when FaultIn(c.Reason, c.LegalGround) is { } fault => Refuse(fault),
        ChangeRule c => Editable.File(state, c.Expected, body => Change(c, body)),

        SetRetentionEnd c when FaultIn(c.Reason, c.LegalGround) is { } fault => Refuse(fault),
        SetRetentionEnd c => state switch
        {
            CaseFile.Closed s when c.Expected != s.Body.Revision => Refuse(RevisionStale),
            CaseFile.Closed s when c.RetentionEnds < s.On => Refuse(EndBeforeClosing(s.On)),
            CaseFile.Closed s when s.Body.Keeping.End == new EndByHand(c.RetentionEnds) => AlreadySo,
            CaseFile.Closed s => Accept(new RetentionEndSet(
                s.Ends, s.Ends with { RetentionEnds = c.RetentionEnds }, c.Reason.Trim(), c.LegalGround!.Trim())),
            CaseFile.Cancelled => Refuse(CaseFileCancelled),
            CaseFile.Deleted => Refuse(CaseFileDeleted),
            _ => Refuse(NotClosed),
        },

        _ => throw new UnreachableException($"No rule for {command.GetType().Name}."),
    };

    public static CaseFileBody Evolve(CaseFileBody body, KeepingEvent happened) => happened switch
    {
        CaseFileAppraised e => body.Next() with { Keeping = body.Keeping with { Appraised = e.New } },
        RetentionRuleChanged e => body.Next() with
        {
            Rule = e.New,
            Keeping = body.Keeping with { IsRuleByHand = true, End = null },
        },
        RetentionEndSet e => body.Next() with
        {
            Keeping = body.Keeping with { End = new(e.New.RetentionEnds) },
        },
        _ => throw new UnreachableException($"{happened.GetType().Name} is not known."),
    };

    // The archive decides about what is kept, so a closed file is as open to it as an active one.
    private static Decision<CaseFileEvent> Appraise(AppraiseCaseFile c, CaseFile state) =>
        DescribingRefusals.FaultInReason(c.Reason) is { } fault
            ? Refuse(fault)
            : Editable.EvenClosed(state, ObjectRef.CaseFile, c.Expected, body => body.Keeping.Appraised switch
            {
                { } decided when decided == c.Type => AlreadySo,
                _ when c.Above is not DisposalType.Appraise => Refuse(EntryNotOpen),
                var decided => Accept(new CaseFileAppraised(
                    decided ?? body.Rule.Disposal, c.Type, c.By, c.Reason.Trim(), c.PlanVersion)),
            });

    private static Decision<CaseFileEvent> Change(ChangeRule c, CaseFileBody body) => body switch
    {
        _ when body.Rule == c.Rule && body.Keeping is { IsRuleByHand: true, End: null } => AlreadySo,
        { Keeping.Appraised: not null } when c.Rule.Disposal != body.Rule.Disposal =>
            Refuse(FilePlanRefusals.DisposalDataIsSeparate),
        _ => Accept(new RetentionRuleChanged(
            body.Rule, c.Rule, body.Keeping.End, c.Reason.Trim(), c.LegalGround!.Trim())),
    };

    private static Refusal? FaultIn(string reason, string? legalGround) =>
        DescribingRefusals.FaultInReason(reason)
        ?? (string.IsNullOrWhiteSpace(legalGround) ? LegalGroundRequired : null);
}
