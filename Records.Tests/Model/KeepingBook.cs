using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Keeping;
using Records.Core.Retention;
using static Records.Core.CaseFiles.Keeping.KeepingCommand;
using static Records.Tests.Model.Outcome;

namespace Records.Tests.Model;

/// <summary>How long the file is kept and what becomes of it (R7, R38).</summary>
internal sealed class KeepingBook(Desk desk)
{
    public string Answer(KeepingCommand wish) => wish switch
    {
        AppraiseCaseFile c => Appraise(c),
        ChangeRule c => Change(c),
        SetRetentionEnd c => SetEnd(c),
        _ => NotModelled,
    };

    private string Appraise(AppraiseCaseFile c)
    {
        if (FaultIn(c.Reason) is { } fault)
            return No(fault);
        if (desk.Barred(ObjectRef.CaseFile, c.Expected, closedFile: true) is { } bar)
            return No(bar);
        if (desk.File!.Appraised == c.Type)
            return Nothing;
        if (c.Above != DisposalType.Appraise)
            return No("entry-not-open-for-appraisal");
        desk.File.Appraised = c.Type;
        desk.File.Revision++;
        return Yes("case-file-appraised");
    }

    private string Change(ChangeRule c)
    {
        if (c.Rule.TransferYears is < 0 or > 200 || c.Rule.RetentionYears is < 0 or > 200)
            return No("rule-out-of-range");
        if ((FaultIn(c.Reason) ?? Missing(c.LegalGround)) is { } fault)
            return No(fault);
        if (desk.Barred(ObjectRef.CaseFile, c.Expected) is { } bar)
            return No(bar);
        var file = desk.File!;
        if (file.Rule == c.Rule && file.RuleByHand && !file.EndByHand)
            return Nothing;
        if (file.Appraised != null && c.Rule.Disposal != file.Rule.Disposal)
            return No("disposal-data-is-separate");
        file.Rule = c.Rule;
        file.RuleByHand = true;
        file.EndByHand = false;
        file.Revision++;
        return Yes("retention-rule-changed");
    }

    private string SetEnd(SetRetentionEnd c)
    {
        if ((FaultIn(c.Reason) ?? Missing(c.LegalGround)) is { } fault)
            return No(fault);
        var file = desk.File!;
        if (file.Cancelled)
            return No("case-file-cancelled");
        if (file.Deleted)
            return No("case-file-deleted");
        if (!file.Closed)
            return No("case-file-not-closed");
        if (c.Expected.Value != file.Revision)
            return No("revision-stale");
        if (c.RetentionEnds < file.ClosedOn)
            return No("end-before-closing");
        if (file.EndByHand && file.End == c.RetentionEnds)
            return Nothing;
        file.EndByHand = true;
        file.End = c.RetentionEnds;
        file.Revision++;
        return Yes("retention-end-set");
    }

    private static string? FaultIn(string reason)
    {
        if (reason.Trim() == "")
            return "reason-required";
        return Words.IsSentence(reason) ? null : "field-unclean";
    }

    private static string? Missing(string? legalGround) =>
        string.IsNullOrWhiteSpace(legalGround) ? "reason-required" : null;
}
