using Records.Api.Access;
using Records.Api.Calls;
using Records.Api.CaseFiles;
using Records.Core.Access;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Renditions;
using Records.Core.Deciding;
using Records.Storage.Renditions;
using static Records.Core.CaseFiles.Renditions.RenditionsCommand;

namespace Records.Api.Documents;

/// <summary>Renditions (Formatkopien): finalise and undo it, convert, redact, look (R29 to R32).</summary>
internal static class RenditionEndpoints
{
    extension(IEndpointRouteBuilder routes)
    {
        public void MapRenditions()
        {
            var documents = routes.MapGroup("/case-files/{id:guid}/documents/{document:guid}").WithTags("Formatkopien");
            documents.MapPost("/finalising", FinaliseAsync).Needs(Act.FinaliseDocument).SeesRevision()
                .Takes<PlainRequest>().Gives<Receipt>(201).WithName("finalise")
                .WithSummary("Finalisieren: Reinschrift erzeugen (finalise, make the clean copy)");
            documents.MapDelete("/finalising", UndoAsync).Needs(Act.FinaliseDocument).Takes<PlainRequest>()
                .Gives<Receipt>().WithName("undoFinalising")
                .WithSummary("Finalisierung aufheben; die Reinschrift bleibt (undo finalising)");
            documents.MapPost("/versions/{version:int}/conversion", ConvertAsync).Needs(Act.ConvertDocument)
                .SeesRevision().Takes<PlainRequest>().Gives<Receipt>(201).WithName("convertVersion")
                .WithSummary("In ein Langzeitformat umwandeln (convert to a long-term format)");
            documents.MapDelete("/renditions/{rendition:guid}", RetireAsync).Needs(Act.ConvertDocument)
                .Takes<PlainRequest>().Gives<Receipt>().WithName("retireRendition")
                .WithSummary("Formatkopie zurückziehen; sie bleibt (retire a rendition)");
            documents.MapGet("/renditions/{rendition:guid}/content", ContentAsync).Needs(Act.ReadCaseFile)
                .Produces<Stream>(200, "application/octet-stream")
                .Produces<ProblemDocument>(StatusCodes.Status400BadRequest, Problem.MediaType)
                .WithName("getRendition")
                .WithSummary("Inhalt einer Formatkopie, auch in Teilen (the bytes of a rendition)");
            documents.MapPost("/redactions", RedactAsync).Needs(Act.RedactDocument).Takes<RedactRequest>()
                .Gives<Receipt>(201).WithName("redact")
                .WithSummary("Geschwärzte Fassung als eigenes Dokument (file a redacted copy)");
        }
    }

    private static async Task<IResult> FinaliseAsync(Call call, Guid id, Guid document, RenditionMaker maker)
    {
        var (seen, problem) = call.IfMatch();
        if (problem is not null)
            return problem;
        var rendition = new RenditionId(call.NewId());
        return await RenditionMaking.RunAsync(
            call, id, await call.ReadAsync<PlainRequest>(), new(document), version: null, new(document),
            RenditionNames.Pdf,
            (source, cancel) => maker.MakeAsync(source, RenditionKind.CleanCopy, cancel),
            (content, making) => new FinaliseDocument(new(document), seen, rendition, content, making));
    }

    private static async Task<IResult> ConvertAsync(
        Call call, Guid id, Guid document, int version, RenditionMaker maker)
    {
        var (seen, problem) = call.IfMatch();
        if (problem is not null)
            return problem;
        var rendition = new RenditionId(call.NewId());
        return await RenditionMaking.RunAsync(
            call, id, await call.ReadAsync<PlainRequest>(), new(document), version, new(document), RenditionNames.Pdf,
            (source, cancel) => maker.MakeAsync(source, RenditionKind.LongTerm, cancel),
            (content, making) => new ConvertVersion(new(document), seen, version, rendition, content, making));
    }

    private static async Task<IResult> RedactAsync(Call call, Guid id, Guid document, RenditionMaker maker)
    {
        var request = await call.ReadAsync<RedactRequest>();
        var copy = new DocumentId(call.NewId());
        // The name of the source may be what is hidden.
        return await RenditionMaking.RunAsync(
            call, id, request, new(document), request.Version, copy, _ => "geschwaerzt.pdf",
            (source, cancel) => maker.RedactAsync(source, request.Areas, cancel),
            (content, making) => new FileRedacted(
                copy, new(document), request.Version, [.. request.Areas], request.Reason, request.LegalGround,
                CaseFileCommands.FieldsOf(request.Fields), content, making));
    }

    private static Task<IResult> UndoAsync(Call call, Guid id, Guid document) =>
        ChangeAsync(call, id, document, seen => new UndoFinalising(new(document), seen));

    private static Task<IResult> RetireAsync(Call call, Guid id, Guid document, Guid rendition) =>
        ChangeAsync(call, id, document, seen => new RetireRendition(new(document), seen, new(rendition)));

    private static Task<IResult> ContentAsync(Call call, Guid id, Guid document, Guid rendition) =>
        ContentEndpoints.PartAsync(
            call, id, document, "rendition", rendition, RenditionsRefusals.UnknownRendition);

    private static Task<IResult> ChangeAsync(
        Call call, Guid id, Guid document, Func<Revision, RenditionsCommand> wish) =>
        CaseFileCommands.ChangeAsync<PlainRequest>(
            call, id, (_, seen) => wish(seen),
            state => CaseFileCommands.ReceiptOf(call, id, ObjectRef.Of(new DocumentId(document)), state));
}

/// <param name="Version">The version to copy.</param>
/// <param name="Areas">
/// What to hide: page, and a rectangle in points (1/72 inch) from the upper left corner of the page as it is shown.
/// </param>
/// <param name="Reason">Why, for people; 1 to 1000 characters.</param>
/// <param name="LegalGround">The rule it rests on; 1 to 200 characters.</param>
/// <param name="Fields">Of the new document, as for filing; the source's are not taken over.</param>
internal sealed record RedactRequest(
    int Version, IReadOnlyList<RedactedArea> Areas, string Reason, string LegalGround,
    IReadOnlyDictionary<string, string?> Fields, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<RedactRequest>
{
    public static RedactRequest Example { get; } = new(
        1, [new(1, 56, 120, 240, 16)], "Name einer dritten Person", "LIFG § 5",
        new Dictionary<string, string?> { ["subject"] = "Stellungnahme, geschwärzt" });
}
