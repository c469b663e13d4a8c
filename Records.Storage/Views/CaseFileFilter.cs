using Records.Core.Ports;

namespace Records.Storage.Views;

/// <summary>Which case files are meant: those for which all of this is so. What is left out narrows nothing.</summary>
public sealed record CaseFileFilter
{
    /// <summary>All case files.</summary>
    public static CaseFileFilter None { get; } = new();

    /// <summary>The entry of the file plan it lies under.</summary>
    public Guid? Entry { get; init; }

    /// <summary>The unit that keeps it.</summary>
    public Guid? Unit { get; init; }

    /// <summary>active, closed, cancelled or deleted.</summary>
    public string? State { get; init; }

    /// <summary>How its reference begins, or one from before it was re-filed.</summary>
    public string? Reference { get; init; }

    /// <summary>Its whole reference, or one from before it was re-filed.</summary>
    public string? ExactReference { get; init; }

    /// <summary>The first moment at which it may have been opened.</summary>
    public Moment? OpenedFrom { get; init; }

    /// <summary>The first moment at which it was opened too late.</summary>
    public Moment? OpenedBefore { get; init; }

    /// <summary>When it was closed, if it is.</summary>
    public Days Closed { get; init; }

    /// <summary>The last day on which it must be kept, if there is one yet.</summary>
    public Days RetentionEnds { get; init; }

    /// <summary>Who opened it.</summary>
    public Guid? OpenedBy { get; init; }

    /// <summary>
    /// How the words of somebody's name begin who takes part in the file or in anything in it; see
    /// <see cref="NameWords"/>.
    /// </summary>
    public string? Participant { get; init; }
}

/// <summary>From one day to another, both of them too; null is no end.</summary>
public readonly record struct Days(DateOnly? From, DateOnly? Until);
