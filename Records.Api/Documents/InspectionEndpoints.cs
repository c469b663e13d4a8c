using System.Text.Json;
using Records.Api.Access;
using Records.Api.Calls;
using Records.Core.Access;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Inspections;
using Records.Core.Documents;
using Records.Core.Ports;
using Records.Storage.Json;
using Records.Storage.Views;
using static Records.Core.CaseFiles.Inspections.InspectionCommand;

namespace Records.Api.Documents;

/// <summary>Inspections (Akteneinsicht): give a bundle of a case file, list and fetch what was given (R55).</summary>
internal static class InspectionEndpoints
{
    private static readonly DocumentContent Nothing =
        new(new(Guid.Empty), MediaType.Zip, 0, default, default, "probe.zip");

    extension(IEndpointRouteBuilder routes)
    {
        public void MapInspections()
        {
            var inspections = routes.MapGroup("/case-files/{id:guid}/inspections").WithTags("Akteneinsicht");
            inspections.MapPost("", GiveAsync).Needs(Act.GiveInspection).WithMetadata(new MovesBytes())
                .Takes<InspectionRequest>().Gives<Receipt>(201).WithName("giveInspection")
                .WithSummary("Akteneinsicht gewähren: Paket aus Dokumenten schnüren (bundle it for outsiders)");
            inspections.MapGet("", ListAsync).Needs(Act.ReadCaseFile).Gives<IReadOnlyList<InspectionAnswer>>()
                .WithName("listInspections")
                .WithSummary("Gewährte Akteneinsichten, älteste zuerst (what was given to whom)");
            inspections.MapGet("/{inspection:guid}/content", ContentAsync).Needs(Act.FetchInspection)
                .WithMetadata(new MovesBytes()).Produces<Stream>(200, "application/zip")
                .Produces<ProblemDocument>(StatusCodes.Status400BadRequest, Problem.MediaType)
                .WithName("getInspection")
                .WithSummary("Paket einer Akteneinsicht, auch in Teilen (the bytes of a bundle; ranges)");
        }
    }

    private static async Task<IResult> GiveAsync(Call call, Guid id)
    {
        var request = await call.ReadAsync<InspectionRequest>();
        return await InspectionMaking.RunAsync(call, id, request, new GiveInspection(
            new(call.NewId()),
            new(request.Whole, [.. (request.Matters ?? []).Select(matter => new MatterId(matter)).Distinct()],
                DocumentsOf(request.Documents), DocumentsOf(request.Without)),
            request.Recipient, request.Reason, request.LegalGround, request.WithSheets, null, Nothing));
    }

    private static async Task<IResult> ListAsync(Call call, Guid id)
    {
        if (await call.WaitForPositionAsync() is { } late)
            return late;
        var (sheet, position) = await call.Tenant.Views.CaseFileAsync(id, call.Actor, call.Cancel);
        call.Reflects(position);
        return sheet is null ? CaseFileRefusals.NotOpened.ToProblem() : Answers.Json(InspectionAnswer.Of(sheet));
    }

    private static async Task<IResult> ContentAsync(Call call, Guid id, Guid inspection)
    {
        if (await call.WaitForPositionAsync() is { } late)
            return late;
        var (sheet, position) = await call.Tenant.Views.CaseFileAsync(id, call.Actor, call.Cancel);
        call.Reflects(position);
        if (sheet is null)
            return CaseFileRefusals.NotOpened.ToProblem();
        if (sheet.Parts.FirstOrDefault(part => part.Kind == "inspection" && part.Id == inspection) is not { } row)
            return InspectionRefusals.UnknownInspection.ToProblem();

        // What was deleted since must not be fetched by another door.
        var shown = InspectionAnswer.Of(row).Versions.Select(version => version.Document).ToHashSet();
        if (sheet.CaseFile.State == "deleted"
            || sheet.Documents.Any(document => document.State == "deleted" && shown.Contains(document.Id)))
            return ContentProblems.Deleted;
        var bytes = PartContent.Of(row);
        return await ContentEndpoints.OpenAsync(call, bytes.Key, bytes.Object, bytes.SizeBytes) is { } content
            ? ContentEndpoints.Served(
                call, content, bytes.MediaType, bytes.OriginalName, (DateTimeOffset)row.Data["at"]!, bytes.Sha256)
            : InspectionRefusals.UnknownInspection.ToProblem();
    }

    private static Core.Deciding.ValueList<DocumentId> DocumentsOf(IReadOnlyList<Guid>? ids) =>
        [.. (ids ?? []).Select(document => new DocumentId(document)).Distinct()];
}

/// <param name="Recipient">Who gets it; 1 to 200 characters.</param>
/// <param name="Reason">Why, for people; 1 to 1000 characters. Not in the bundle.</param>
/// <param name="LegalGround">The rule it rests on; 1 to 200 characters.</param>
/// <param name="Whole">The whole case file; otherwise matters or documents are named.</param>
/// <param name="Matters">These, with all that lies in them.</param>
/// <param name="Documents">These as they are, though there be a redacted copy.</param>
/// <param name="Without">These documents not, though they lie in what is shown.</param>
/// <param name="WithSheets">Whether the bundle has sheets of metadata.</param>
internal sealed record InspectionRequest(
    string Recipient, string Reason, string LegalGround, bool Whole = false, IReadOnlyList<Guid>? Matters = null,
    IReadOnlyList<Guid>? Documents = null, IReadOnlyList<Guid>? Without = null, bool WithSheets = false,
    DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<InspectionRequest>
{
    public static InspectionRequest Example { get; } = new(
        "Rechtsanwältin Dr. Weber", "Antrag auf Akteneinsicht", "LVwVfG § 29", Whole: true, WithSheets: true);
}

/// <summary>An inspection (Akteneinsicht) that was given.</summary>
/// <param name="Withheld">What a redacted copy stands for in the bundle.</param>
/// <param name="Sha256">Of the bundle.</param>
internal sealed record InspectionAnswer(
    Guid Id, string Recipient, string Reason, string LegalGround, bool WithSheets,
    IReadOnlyList<InspectedAnswer> Versions, IReadOnlyList<Guid> Withheld, long SizeBytes, string Sha256,
    DateTimeOffset At, Guid By)
{
    public static IReadOnlyList<InspectionAnswer> Of(CaseFileSheet sheet) =>
        [.. sheet.Parts.Where(part => part.Kind == "inspection").Select(Of)];

    public static InspectionAnswer Of(PartRow row)
    {
        var said = row.Data.Deserialize<Part>(StoredJson.Options)!;
        return new(
            row.Id, said.Recipient, said.Reason, said.LegalGround, said.WithSheets,
            [.. said.Versions.Select(shown => new InspectedAnswer(
                shown.Document.Value, shown.Version, shown.Sha256.ToString(), shown.IsRedacted))],
            [.. said.Withheld.Select(document => document.Value)], said.Content.SizeBytes, said.Content.Sha256,
            said.At, said.By);
    }

    private sealed record Part(
        string Recipient, string Reason, string LegalGround, InspectionSelection Selection, bool WithSheets,
        Core.Deciding.ValueList<InspectedVersion> Versions, Core.Deciding.ValueList<DocumentId> Withheld,
        PartContent Content, DateTimeOffset At, Guid By);
}

/// <summary>A version that the bundle holds.</summary>
internal sealed record InspectedAnswer(Guid Document, int Version, string Sha256, bool IsRedacted);
