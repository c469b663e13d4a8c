using System.Text.Json;
using System.Text.Json.Serialization;
using Records.Api.Calls;
using Records.Core.CaseFiles.Resubmissions;
using Records.Core.Deciding;
using Records.Core.People;
using Records.Storage.Views;

namespace Records.Api.CaseFiles;

/// <param name="On">The day it comes back; not before today.</param>
/// <param name="For">A person or a unit; left out: the caller, or whom the caller represents.</param>
internal sealed record SetResubmissionRequest(
    DateOnly On, string Reason, AddresseeContract? For = null, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<SetResubmissionRequest>
{
    public static SetResubmissionRequest Example { get; } =
        new(new(2050, 1, 15), "Ablauf der Befristung: Rückbau anordnen");
}

/// <param name="On">The new day; left out, it stays.</param>
/// <param name="For">The new addressee; left out, it stays.</param>
internal sealed record MoveResubmissionRequest(
    DateOnly? On = null, AddresseeContract? For = null, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<MoveResubmissionRequest>
{
    public static MoveResubmissionRequest Example { get; } = new(new DateOnly(2050, 3, 1));
}

/// <param name="Resubmissions">A word for each open resubmission on the object and below (R26).</param>
internal sealed record ClosingRequest(
    IReadOnlyList<ResubmissionChoiceContract>? Resubmissions = null, DateOnly? Effective = null,
    string? LegalBasis = null)
    : ICommandContract, IExampled<ClosingRequest>
{
    public static ClosingRequest Example { get; } = new([], LegalBasis: "Aktenordnung § 12");

    public ValueList<ResubmissionChoice> Choices => [.. (Resubmissions ?? []).Select(choice => choice.ToChoice())];
}

/// <summary>What becomes of an open resubmission.</summary>
internal enum ResubmissionFate { Keep, Move, Drop }

/// <param name="On">The new day; for move only.</param>
internal sealed record ResubmissionChoiceContract(Guid Resubmission, ResubmissionFate Choice, DateOnly? On = null)
{
    public ResubmissionChoice ToChoice() => (Choice, On) switch
    {
        (ResubmissionFate.Keep, null) => new ResubmissionChoice.Keep(new(Resubmission)),
        (ResubmissionFate.Drop, null) => new ResubmissionChoice.Drop(new(Resubmission)),
        (ResubmissionFate.Move, { } day) => new ResubmissionChoice.Move(new(Resubmission), day),
        _ => throw new JsonException("'on' belongs to 'move', and 'move' needs it."),
    };
}

/// <summary>A person or a unit, never both.</summary>
internal sealed record AddresseeContract(Guid? Person = null, Guid? Unit = null)
{
    public static AddresseeContract Of(Addressee who) => new(who.Person?.Value, who.Unit?.Value);

    public Addressee ToAddressee() =>
        new(Person is { } person ? new(person) : null, Unit is { } unit ? new(unit) : null);
}

/// <summary>An open resubmission on an object of a case file.</summary>
/// <param name="SetBy">Who set it.</param>
internal sealed record ResubmissionAnswer(
    Guid Id, DateOnly On, AddresseeContract For, string Reason, DateTimeOffset SetAt, Guid SetBy)
{
    /// <summary>Those on the matter or document; of null, on the file itself.</summary>
    public static IReadOnlyList<ResubmissionAnswer> Of(CaseFileSheet sheet, Guid? owner) =>
        [.. sheet.Parts.Where(part => part.Kind == "resubmission" && part.Owner == owner).Select(Of)];

    public static ResubmissionAnswer Of(PartRow part)
    {
        var data = part.Data.Deserialize<ResubmissionData>(ContractJson.Options)!;
        return new(part.Id, data.On, data.For, data.Reason, data.SetAt, data.SetBy);
    }

    private sealed record ResubmissionData(
        DateOnly On, AddresseeContract For, string Reason, DateTimeOffset SetAt, Guid SetBy);
}

/// <summary>An open resubmission in the list across case files.</summary>
/// <param name="Kind">What it stands on: case-file, matter or document.</param>
/// <param name="Subject">Of what it stands on.</param>
/// <param name="Revision">Of what it stands on: a change names it in If-Match.</param>
internal sealed record ResubmissionItem(
    Guid Id, DateOnly On, bool IsDue, AddresseeContract For, string Reason, Guid CaseFile, string Reference,
    string Kind, Guid? Object, string Subject, int Revision, DateTimeOffset SetAt, Guid SetBy,
    [property: JsonPropertyName("_links")] IReadOnlyDictionary<string, Link> Links)
{
    public static ResubmissionItem Of(Call call, ResubmissionRow row)
    {
        var file = $"{call.Root}/case-files/{row.CaseFile}";
        return new(
            row.Id, row.Due, row.Due <= call.Today, new(row.Person, row.Unit), row.Reason, row.CaseFile, row.Reference,
            row.OwnerKind, row.Owner, row.Subject, row.OwnerRevision, row.SetAt, row.SetBy,
            new Dictionary<string, Link>
            {
                ["self"] = new($"{file}/resubmissions/{row.Id}"),
                ["object"] = new(row.OwnerKind switch
                {
                    "matter" => $"{file}/matters/{row.Owner}",
                    "document" => $"{file}/documents/{row.Owner}",
                    _ => file,
                }),
            });
    }
}
