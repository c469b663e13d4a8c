namespace Records.Core.Retention;

/// <summary>What shall become of a file at the end (Aussonderungsart): A archive, B appraise, V destroy.</summary>
public enum DisposalType { Archive, Appraise, Destroy }

/// <summary>
/// How long a closed file is kept and what follows. Both periods are full calendar years after the year of
/// closing; the convention is an authority's choice, this is the most common one.
/// </summary>
/// <param name="TransferYears">Years in which the file may still be reopened (Transferfrist), 0 to 200.</param>
/// <param name="RetentionYears">Years to keep (Aufbewahrungsfrist), 0 to 200; null is unlimited and never due.</param>
public sealed record RetentionRule(int TransferYears, int? RetentionYears, DisposalType Disposal)
{
    /// <summary>The longest period that can be given in years; whoever needs more means unlimited.</summary>
    public const int MaxYears = 200;

    /// <summary>What holds where the file plan says nothing: ten years, ten years, to be appraised.</summary>
    public static RetentionRule Default { get; } = new(10, 10, DisposalType.Appraise);

    public bool IsValid =>
        TransferYears is >= 0 and <= MaxYears && RetentionYears is null or (>= 0 and <= MaxYears)
        && Enum.IsDefined(Disposal);

    /// <summary>
    /// The last days of both periods for a file closed on <paramref name="closedOn"/>: always a 31 December.
    /// </summary>
    public PeriodEnds EndsFrom(DateOnly closedOn) => new(
        LastDay(closedOn, TransferYears),
        RetentionYears is { } years ? LastDay(closedOn, years) : null);

    private static DateOnly LastDay(DateOnly closedOn, int years) => new(closedOn.Year + years, 12, 31);
}

/// <summary>
/// The last day on which a file may be reopened, and the last day on which it must be kept; null is for ever.
/// </summary>
public readonly record struct PeriodEnds(DateOnly TransferEnds, DateOnly? RetentionEnds);
