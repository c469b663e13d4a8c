using Records.Api.Calls;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Storage.Views;

namespace Records.Api.CaseFiles;

/// <summary>Which case files are meant: those for which all of this is so.</summary>
/// <param name="Entry">The entry of the file plan they lie under.</param>
/// <param name="Unit">The unit that keeps them.</param>
/// <param name="State">active, closed, cancelled or deleted.</param>
/// <param name="Reference">How their reference begins, or one from before they were re-filed.</param>
/// <param name="ExactReference">Their whole reference, or one from before they were re-filed.</param>
/// <param name="OpenedFrom">Opened on this day or later.</param>
/// <param name="OpenedUntil">Opened on this day or earlier.</param>
/// <param name="RetentionEndsFrom">To be kept until this day or longer; those without a last day are not meant.</param>
/// <param name="OpenedBy">Who opened them.</param>
/// <param name="Participant">
/// Somebody who takes part in the file or in anything in it: how the words of the name begin, in whatever order.
/// </param>
internal sealed record CaseFileFilterBody(
    Guid? Entry = null, Guid? Unit = null, string? State = null, string? Reference = null,
    string? ExactReference = null, DateOnly? OpenedFrom = null, DateOnly? OpenedUntil = null,
    DateOnly? ClosedFrom = null, DateOnly? ClosedUntil = null, DateOnly? RetentionEndsFrom = null,
    DateOnly? RetentionEndsUntil = null, Guid? OpenedBy = null, string? Participant = null)
{
    private const int MaxLength = 200;
    private static readonly string[] States = ["active", "closed", "cancelled", "deleted"];

    /// <summary>What is wrong with it, or null.</summary>
    /// <param name="at">Where it stands in the body, as a JSON pointer.</param>
    public Problem? Fault(string at) => this switch
    {
        _ when Unclean() is { } name => TextUnclean(at + name).ToProblem(),
        { State: { } state } when !States.Contains(state) => CallProblems.StateUnknown.At($"{at}/state"),
        { Participant: { } name } when !NameWords.Any(name) => NoName(at + "/participant").ToProblem(),
        _ when OpenedFrom > OpenedUntil => CallProblems.DaysReversed.At($"{at}/openedFrom"),
        _ when ClosedFrom > ClosedUntil => CallProblems.DaysReversed.At($"{at}/closedFrom"),
        _ when RetentionEndsFrom > RetentionEndsUntil => CallProblems.DaysReversed.At($"{at}/retentionEndsFrom"),
        _ => null,
    };

    public CaseFileFilter ToFilter() => new()
    {
        Entry = Entry,
        Unit = Unit,
        State = State,
        Reference = Reference,
        ExactReference = ExactReference,
        OpenedFrom = OpenedFrom is { } from ? Call.StartOf(from) : null,
        OpenedBefore = OpenedUntil is { } until && until < DateOnly.MaxValue ? Call.StartOf(until.AddDays(1)) : null,
        Closed = new(ClosedFrom, ClosedUntil),
        RetentionEnds = new(RetentionEndsFrom, RetentionEndsUntil),
        OpenedBy = OpenedBy,
        Participant = Participant,
    };

    private string? Unclean() => ((string Name, string? Text)[])
    [
        ("/state", State), ("/reference", Reference), ("/exactReference", ExactReference),
        ("/participant", Participant),
    ] is var texts && texts.FirstOrDefault(one => one.Text is { } text
        && (text.Length > MaxLength || !PlainText.IsClean(text, linesAllowed: false))) is { Text: not null } found
        ? found.Name
        : null;

    private static Refusal TextUnclean(string pointer) => new(RefusalKind.Invalid, "filter-unclean",
        "Die Angabe ist länger als 200 Zeichen oder enthält Steuerzeichen.", pointer);

    private static Refusal NoName(string pointer) => new(RefusalKind.Invalid, "participant-wordless",
        "Von einem Namen ist wenigstens ein Buchstabe oder eine Ziffer zu nennen.", pointer);
}
