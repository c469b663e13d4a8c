using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.Retention;
using static Records.Core.Deciding.Decision<Records.Core.FilePlan.FilePlanEvent>;
using static Records.Core.FilePlan.FilePlanCommand;
using static Records.Core.FilePlan.FilePlanEvent;
using static Records.Core.FilePlan.FilePlanRefusals;

namespace Records.Core.FilePlan;

/// <summary>What may be changed about an entry that was seen as it stands (R3, R5, R6).</summary>
internal static class EntryRules
{
    private const int MaxReferences = 100;
    private const int MaxScopeLength = 4000;

    public static Decision<FilePlanEvent> Retitle(RetitleEntry c, FilePlanEntry entry) => c.Title switch
    {
        var title when !FilePlanDecider.IsTitle(title) => Refuse(TitleUnclean),
        var title when title.Trim() == entry.Title => AlreadySo,
        var title => Accept(new FilePlanEntryRetitled(c.Entry, entry.Title, title.Trim())),
    };

    public static Decision<FilePlanEvent> Edit(EditEntry c, FilePlanEntry entry, FilePlanTree plan)
    {
        var text = new EntryText(
            c.Title?.Trim() ?? entry.Title,
            c.Scope is null ? entry.Scope : c.Scope.Trim() is { Length: > 0 } scope ? scope : null,
            c.References ?? entry.References);
        return text switch
        {
            _ when c.Rule is not null => Refuse(DisposalDataIsSeparate),
            _ when !FilePlanDecider.IsTitle(text.Title) => Refuse(TitleUnclean),
            { Scope: { } said } when said.Length > MaxScopeLength || !PlainText.IsClean(said, linesAllowed: true) =>
                Refuse(ScopeUnclean),
            _ when c.References is { } to && !CanBeReferredTo(to, entry, plan) => Refuse(ReferencesWrong),
            _ when text == entry.Text => AlreadySo,
            _ => Accept(new FilePlanEntryEdited(c.Entry, entry.Text, text)),
        };
    }

    public static Decision<FilePlanEvent> Rule(RuleEntry c, FilePlanEntry entry, FilePlanTree plan) => c.Rule switch
    {
        { IsValid: false } => Refuse(RuleOutOfRange),
        var rule when rule == entry.Rule => AlreadySo,
        { } rule when IsOverruled(rule, plan.AppraisedFor(entry.Id)) => Refuse(DisposalDataIsSeparate),
        var rule => Accept(new FilePlanEntryRuled(c.Entry, entry.Rule, rule)),
    };

    /// <summary>Whether the rule says otherwise than the archive did.</summary>
    public static bool IsOverruled(RetentionRule rule, DisposalType? appraised) =>
        appraised is { } decided && decided != rule.Disposal;

    public static Decision<FilePlanEvent> SetIntake(SetIntake c, FilePlanEntry entry) =>
        c.TakesFiles == entry.TakesFiles
            ? AlreadySo
            : Accept(new FilePlanEntryIntakeSet(c.Entry, entry.TakesFiles, c.TakesFiles));

    public static Decision<FilePlanEvent> Declare(DeclareFields c, FilePlanEntry entry) => c.Fields switch
    {
        var fields when ExtraField.FaultIn(fields) is { } fault => Refuse(fault),
        var fields when fields == entry.Fields => AlreadySo,
        var fields => Accept(new FilePlanEntryFieldsDeclared(c.Entry, entry.Fields, fields)),
    };

    // What an entry below only inherits does not stand there: it would follow the new decision by itself.
    public static Decision<FilePlanEvent> Appraise(
        AppraiseEntry c, FilePlanEntry entry, FilePlanTree plan) => c switch
        {
            _ when DescribingRefusals.FaultInReason(c.Reason) is { } fault => Refuse(fault),
            _ when entry.Appraisal is { } same && same.Type == c.Type => AlreadySo,
            _ when plan.Below(entry.Id).FirstOrDefault(StandsAlone) is { } below =>
                Refuse(AlreadyAppraisedBelow(below.Notation)),
            _ => Accept(new FilePlanEntryAppraised(
                c.Entry, plan.DisposalFor(entry.Id).Type, c.Type, c.By, c.Reason.Trim())),
        };

    public static Decision<FilePlanEvent> Retire(RetireEntry c, FilePlanEntry entry) =>
        entry.RetiredOn is null ? Accept(new FilePlanEntryRetired(c.Entry, c.On)) : AlreadySo;

    public static Decision<FilePlanEvent> Remove(FilePlanEntry entry, FilePlanTree plan) => entry switch
    {
        { HoldsFiles: true } => Refuse(EntryHoldsFiles with { Pointer = null }),
        _ when !plan.IsLeaf(entry.Id) => Refuse(EntryHasEntries),
        _ => Accept(new FilePlanEntryRemoved(entry.Id, entry.Notation)),
    };

    private static bool StandsAlone(FilePlanEntry entry) =>
        (entry.Appraisal?.Type ?? entry.Rule?.Disposal) is DisposalType.Archive or DisposalType.Destroy;

    private static bool CanBeReferredTo(
        ValueList<FilePlanEntryId> references, FilePlanEntry from, FilePlanTree plan) =>
        references.Count <= MaxReferences && references.Distinct().Count() == references.Count
        && references.All(to => to != from.Id && plan.Find(to) is not null);
}
