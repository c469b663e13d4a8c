using System.Text.Json.Serialization;
using Records.Api.Calls;
using Records.Api.CaseFiles;
using Records.Core.CaseFiles;
using Records.Core.Describing;
using Records.Core.FilePlan;
using Records.Core.Retention;
using Records.Storage.Json;

namespace Records.Api.FilePlan;

/// <param name="Parent">The entry above; left out for the top level.</param>
/// <param name="Notation">Digits and letters, parted by dots or hyphens; unique for ever.</param>
/// <param name="Rule">Its own rule; left out, that of the entry above holds.</param>
/// <param name="Leaf">A leaf entry (Betreffseinheit): nothing can be put below it.</param>
/// <param name="ValidFrom">The first day on which files may be opened under it; left out: that of the plan.</param>
internal sealed record AddEntryRequest(
    string Notation, string Title, Guid? Parent = null, RuleContract? Rule = null, bool Leaf = false,
    DateOnly? ValidFrom = null, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<AddEntryRequest>
{
    public static AddEntryRequest Example { get; } = new("63.2", "Bauanträge", Rule: RuleContract.Example);
}

/// <param name="Title">Left out: stays.</param>
/// <param name="Scope">What belongs here and what does not; empty takes it away, left out it stays.</param>
/// <param name="References">Other entries to look at; left out: they stay.</param>
/// <param name="Rule">Always refused: disposal data goes by <c>rule</c> and <c>appraisal</c>.</param>
internal sealed record EditEntryRequest(
    string? Title = null, string? Scope = null, IReadOnlyList<Guid>? References = null, RuleContract? Rule = null,
    DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<EditEntryRequest>
{
    public static EditEntryRequest Example { get; } =
        new("Bauanträge und Bauvoranfragen", "Anträge nach LBO; nicht: Abbruchanzeigen");
}

internal sealed record RetitleEntryRequest(string Title, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<RetitleEntryRequest>
{
    public static RetitleEntryRequest Example { get; } = new("Bauanträge und Bauvoranfragen");
}

/// <param name="Rule">Left out: the rule of the entry above holds again.</param>
internal sealed record RuleEntryRequest(
    RuleContract? Rule = null, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<RuleEntryRequest>
{
    public static RuleEntryRequest Example { get; } = new(RuleContract.Example);
}

/// <param name="TakesFiles">Left out: what the entry above says.</param>
internal sealed record IntakeRequest(
    bool? TakesFiles = null, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<IntakeRequest>
{
    public static IntakeRequest Example { get; } = new(TakesFiles: false);
}

/// <param name="Fields">All that this entry asks for; what is not in the list is asked for no more.</param>
internal sealed record DeclareFieldsRequest(
    IReadOnlyList<FieldContract> Fields, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<DeclareFieldsRequest>
{
    public static DeclareFieldsRequest Example { get; } = new(
    [
        new(ObjectKind.CaseFile, "plotNumber", "Flurstück", FieldKind.Line, 50),
        new(ObjectKind.Matter, "procedure", "Verfahren", FieldKind.Choice, Choices: ["vereinfacht", "Kenntnisgabe"]),
    ]);
}

/// <param name="On">What it describes.</param>
/// <param name="Name">Its name in the API: letters and digits, a small letter first, at most 40.</param>
/// <param name="Label">What people call it.</param>
/// <param name="MaxLength">1 to 4000; left out, what fits the kind.</param>
/// <param name="Required">It must be given when an object is made.</param>
/// <param name="Choices">What can be chosen, for the kind <c>choice</c>.</param>
internal sealed record FieldContract(
    ObjectKind On, string Name, string Label, FieldKind Kind, int? MaxLength = null, bool Required = false,
    IReadOnlyList<string>? Choices = null)
{
    public ExtraField ToField() => new(
        On, Name, Label, Kind, MaxLength ?? (Kind is FieldKind.Text ? 4000 : Kind is FieldKind.Line ? 500 : 100),
        Required, [.. Choices ?? []]);
}

/// <param name="Type">archive (A), destroy (V) or appraise (B).</param>
/// <param name="Reason">Why; 1 to 1000 characters.</param>
internal sealed record AppraiseRequest(
    DisposalType Type, string Reason, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<AppraiseRequest>
{
    public static AppraiseRequest Example { get; } =
        new(DisposalType.Archive, "Stadtbildprägende Bauvorhaben", LegalBasis: "Dokumentationsprofil 2024");
}

/// <param name="RetentionYears">Left out when unlimited.</param>
internal sealed record RuleContract(int TransferYears, DisposalType Disposal, int? RetentionYears = null)
{
    public static RuleContract Example { get; } = new(10, DisposalType.Appraise, 30);

    public RetentionRule ToRule() => new(TransferYears, RetentionYears, Disposal);
}

/// <param name="Plan">The title of the plan; left out while there is none.</param>
internal sealed record FilePlanAnswer(IReadOnlyList<FilePlanEntryAnswer> Items, long Position, string? Plan);

/// <param name="Rule">The rule that holds, with the entry that states it.</param>
/// <param name="Disposal">What becomes of files under it, and who says so.</param>
/// <param name="TakesFiles">Whether new files may be opened, as said here or above.</param>
/// <param name="ValidFrom">The first day on which files may be opened, as said here, above or by the plan.</param>
/// <param name="RetiredOn">From this day it takes no files, because it or an entry above is retired.</param>
/// <param name="LeftWith">The number of the plan version into which it was not carried over.</param>
/// <param name="Fields">The further metadata asked for here, declared here or above.</param>
internal sealed record FilePlanEntryAnswer(
    Guid Id, int Revision, Guid? Parent, string Notation, string Title, string? Scope,
    IReadOnlyList<Guid> References, RetentionAnswer Rule, EntryDisposalAnswer Disposal, bool Leaf, bool TakesFiles,
    DateOnly? ValidFrom, DateOnly? RetiredOn, int? LeftWith, bool HoldsFiles,
    IReadOnlyList<FieldAnswer> Fields,
    [property: JsonPropertyName("_links")] IReadOnlyDictionary<string, Link> Links)
{
    public static FilePlanEntryAnswer Of(Call call, FilePlanTree plan, FilePlanEntry entry)
    {
        var (rule, from) = plan.RuleFor(entry.Id);
        var disposal = plan.DisposalFor(entry.Id);
        return new(
            entry.Id.Value, entry.Revision.Value, entry.Parent?.Value, entry.Notation.Value, entry.Title, entry.Scope,
            [.. entry.References.Where(to => plan.Find(to) is not null).Select(to => to.Value)],
            RetentionAnswer.Of(rule, from),
            new(StoredWord.Of(disposal.Type), disposal.From?.Value, disposal.IsAppraised, entry.Appraisal?.By.Value,
                entry.Appraisal?.Reason),
            entry.IsLeaf, plan.TakesFiles(entry.Id), plan.ValidFrom(entry.Id), plan.RetiredOn(entry.Id),
            entry.LeftWith, entry.HoldsFiles,
            [.. plan.FieldsFor(entry.Id).Select(declared => FieldAnswer.Of(declared.Field, declared.From))],
            FilePlanEndpoints.LinksOf(call, plan, entry.Id));
    }
}

/// <param name="StatedBy">The entry that says so; left out where the default holds.</param>
/// <param name="IsAppraised">The archive decided it in advance.</param>
/// <param name="By">Who decided, where it was decided at this entry.</param>
internal sealed record EntryDisposalAnswer(string Type, Guid? StatedBy, bool IsAppraised, Guid? By, string? Reason);

/// <param name="StatedBy">The entry that declares it.</param>
internal sealed record FieldAnswer(
    string On, string Name, string Label, string Kind, int MaxLength, bool Required, IReadOnlyList<string> Choices,
    Guid StatedBy)
{
    public static FieldAnswer Of(ExtraField field, FilePlanEntryId from) => new(
        StoredWord.Of(field.On), field.Name, field.Label, StoredWord.Of(field.Kind), field.MaxLength,
        field.IsRequired, [.. field.Choices], from.Value);
}
