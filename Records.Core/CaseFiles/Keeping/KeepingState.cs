using Records.Core.Retention;

namespace Records.Core.CaseFiles.Keeping;

/// <summary>What was said about keeping the file beside what the plan said when it was opened.</summary>
/// <param name="Appraised">What the archive decided for this very file, or null.</param>
/// <param name="IsRuleByHand">Periods and type were changed by hand; the plan's no longer hold.</param>
/// <param name="End">The last day as it was set by hand; kept over reopening and closing again.</param>
public sealed record KeepingState(DisposalType? Appraised, bool IsRuleByHand, EndByHand? End)
{
    /// <summary>Nothing was said: the rule it was opened under holds.</summary>
    public static KeepingState AsPlanned { get; } = new(null, false, null);

    /// <summary>
    /// The last days for a file closed on the day. A day set by hand goes before the period, whenever it is closed.
    /// </summary>
    internal PeriodEnds EndsFrom(RetentionRule rule, DateOnly closedOn) =>
        End is { } byHand
            ? rule.EndsFrom(closedOn) with { RetentionEnds = byHand.RetentionEnds }
            : rule.EndsFrom(closedOn);
}

/// <summary>A last day set by hand; null is for ever.</summary>
public sealed record EndByHand(DateOnly? RetentionEnds);

/// <summary>Who says what becomes of a file.</summary>
public enum DisposalSource
{
    /// <summary>The rule it was opened under, or re-filed under since.</summary>
    Opening,

    /// <summary>The registry, by hand.</summary>
    Manual,

    /// <summary>The archive, for the plan entry above or one above that.</summary>
    Entry,

    /// <summary>The archive, for this very file.</summary>
    CaseFile,
}
