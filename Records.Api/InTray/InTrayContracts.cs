using System.Text.Json.Serialization;
using Records.Api.Calls;
using Records.Core.Deciding;
using Records.Core.InTray;
using Records.Storage.Views;

namespace Records.Api.InTray;

/// <param name="Upload">The content, uploaded to the in-tray before.</param>
/// <param name="Fields">subject (required), sender, remark.</param>
/// <param name="ReceivedAt">When it came in; left out: now.</param>
/// <param name="For">Into whose in-tray; left out: that of the caller's unit.</param>
internal sealed record PutInTrayRequest(
    Guid Upload, InTraySource Source, IReadOnlyDictionary<string, string?> Fields, DateTimeOffset? ReceivedAt = null,
    PlaceContract? For = null, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<PutInTrayRequest>
{
    public static PutInTrayRequest Example { get; } = new(
        new("7d2f6e1a-90b4-4c7d-a3c4-5b1e8c40d3f1"), InTraySource.Scanner,
        new Dictionary<string, string?>
        {
            ["subject"] = "Stellungnahme vom 15.09.2026",
            ["sender"] = "Planungsbüro Weidenbach",
        },
        new(2026, 9, 16, 6, 30, 0, TimeSpan.Zero));
}

/// <param name="For">Into whose in-tray; left out: that of the caller's unit.</param>
/// <param name="Reason">Why, for people; at most 1000 characters.</param>
internal sealed record ReassignRequest(
    PlaceContract? For = null, string? Reason = null, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<ReassignRequest>
{
    public static ReassignRequest Example { get; } = new(Reason: "Zuständigkeit liegt hier");
}

/// <param name="Reason">Why; 1 to 1000 characters.</param>
internal sealed record RejectRequest(string Reason, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<RejectRequest>
{
    public static RejectRequest Example { get; } = new("Werbung; an den Absender zurück");
}

/// <param name="Entry">The entry of the in-tray.</param>
/// <param name="Fields">
/// As of a document; what is left out is taken from the entry: subject, and the day it came in as receivedOn.
/// </param>
internal sealed record RegisterRequest(
    Guid Entry, IReadOnlyDictionary<string, string?>? Fields = null, DateOnly? Effective = null,
    string? LegalBasis = null)
    : ICommandContract, IExampled<RegisterRequest>
{
    public static RegisterRequest Example { get; } = new(
        new("7d2f6e1a-90b4-4c7d-a3c4-5b1e8c40d3f1"), new Dictionary<string, string?> { ["letterDate"] = "2026-09-15" });
}

/// <summary>In whose in-tray.</summary>
/// <param name="Unit">Left out: the caller's.</param>
/// <param name="Person">One person in the unit; left out: whoever takes it up.</param>
internal sealed record PlaceContract(Guid? Unit = null, Guid? Person = null);

/// <summary>An entry of the in-tray.</summary>
/// <param name="State">waiting, registered or rejected.</param>
/// <param name="Reason">Why it was turned away, or put here from another in-tray.</param>
internal sealed record InTrayAnswer(
    Guid Id, int Revision, string State, string Source, DateTimeOffset ReceivedAt, PlaceContract For,
    IReadOnlyDictionary<string, string> Fields, string MediaType, long SizeBytes, string Sha256, string OriginalName,
    string? Reason, DateTimeOffset PutAt, Guid PutBy,
    [property: JsonPropertyName("_links")] IReadOnlyDictionary<string, Link> Links)
{
    public static InTrayAnswer Of(Call call, InTrayRow row, Dictionary<string, Link> links)
    {
        if (row is { CaseFile: { } file, Document: { } document })
            links["document"] = new($"{call.Root}/case-files/{file}/documents/{document}");
        return new(
            row.Id, row.Revision, row.State, row.Source, row.ReceivedAt, new(row.Unit, row.Person), row.Fields,
            row.MediaType, row.SizeBytes, row.Sha256, row.OriginalName, row.Reason, row.PutAt, row.PutBy, links);
    }
}
