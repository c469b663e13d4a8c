using Records.Actors;
using Records.Actors.Sweeping;
using Records.Api.Access;
using Records.Api.Calls;
using Records.Api.CaseFiles;
using Records.Core.Access;
using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.Documents;
using Records.Core.Ports;
using static Records.Core.CaseFiles.CaseFileCommand;

namespace Records.Api.Documents;

/// <summary>Documents (Dokumente): file, describe, add a version, look.</summary>
internal static class DocumentEndpoints
{
    extension(IEndpointRouteBuilder routes)
    {
        public void MapDocuments()
        {
            routes.MapGroup("/case-files/{id:guid}/matters/{matter:guid}/documents").WithTags("Dokumente")
                .MapPost("", FileAsync).Needs(Act.FileDocument).Takes<FileDocumentRequest>().Gives<Receipt>(201)
                .WithName("fileDocument").WithSummary("Dokument zum Vorgang nehmen (file a document)");

            var documents = routes.MapGroup("/case-files/{id:guid}/documents/{document:guid}").WithTags("Dokumente");
            documents.MapGet("", LookAsync).Needs(Act.ReadCaseFile).Gives<DocumentAnswer>()
                .WithName("getDocument").WithSummary("Dokument mit Versionen (a document with its versions)");
            documents.MapPatch("", DescribeAsync).Needs(Act.Describe).Takes<DescribeRequest>().Gives<Receipt>()
                .WithName("describeDocument").WithSummary("Metadaten des Dokuments ändern (describe a document)");
            documents.MapPost("/versions", AddVersionAsync)
                .Needs(Act.FileDocument).SeesRevision().Takes<AddVersionRequest>().Gives<Receipt>(201)
                .WithName("addVersion").WithSummary("Version hinzufügen (add a version)");
        }
    }

    private static async Task<IResult> FileAsync(Call call, Guid id, Guid matter)
    {
        var request = await call.ReadAsync<FileDocumentRequest>();
        var document = new DocumentId(call.NewId());
        return await WithUploadAsync(call, id, request, request.Upload,
            content => new FileDocument(new(matter), document, request.Kind, CaseFileCommands.FieldsOf(request.Fields),
                content), document);
    }

    private static async Task<IResult> AddVersionAsync(Call call, Guid id, Guid document)
    {
        var (seen, problem) = call.IfMatch();
        if (problem is not null)
            return problem;
        var request = await call.ReadAsync<AddVersionRequest>();
        return await WithUploadAsync(call, id, request, request.Upload,
            content => new AddVersion(new(document), seen, content, request.Comment), new(document));
    }

    private static async Task<IResult> LookAsync(Call call, Guid id, Guid document)
    {
        if (await call.WaitForPositionAsync() is { } late)
            return late;

        var (sheet, position) = await call.Tenant.Views.CaseFileAsync(id, call.Actor, call.Cancel);
        call.Reflects(position);
        if (sheet?.Documents.FirstOrDefault(row => row.Id == document) is not { } found)
            return await OldAddress.AnswerAsync(call, id, CaseFileRefusals.UnknownDocument);

        var (state, _, _, _) = await call.Tenant.Files.LookAsync(new(id), call.Cancel);
        call.Http.Response.Headers.ETag = $"\"{found.Revision}\"";
        return Answers.Json(CaseFileContracts.Answer(sheet, found, new StateLinks(call, state)));
    }

    private static Task<IResult> DescribeAsync(
        Call call, Guid id, Guid document) => CaseFileCommands.ChangeAsync<DescribeRequest>(call, id,
        (request, seen) => new DescribeDocument(new(document), seen, CaseFileCommands.FieldsOf(request.Fields)),
        state => ReceiptOf(call, id, new(document), state));

    // The upload becomes the case file's own in the same transaction: filed twice, the claim says no. A repetition
    // whose
    // upload is long gone still gets its stored answer, so what is missing is only said where the actor would be asked.
    internal static async Task<IResult> WithUploadAsync(
        Call call, Guid id, ICommandContract request, Guid upload, Func<DocumentContent, CaseFileCommand> command,
        DocumentId document)
    {
        var found = await call.Tenant.Uploads.FindAsync(new(id), new(upload), call.Cancel);
        if (found is null)
            return await Changes.RunAsync<CaseFile>(call, request, 201, needsKey: true,
                async _ => new Outcome<CaseFile>.Refused(
                    call.Hides((await call.Tenant.Files.LookAsync(new(id), call.Cancel)).State)
                        ?? UploadProblems.Unknown),
                state => ReceiptOf(call, id, document, state));

        var claim = ObjectClaims.For(new(upload), new(id));
        var result = await CaseFileCommands.MakeAsync(
            call, id, request, command(found.Content), [claim], state => ReceiptOf(call, id, document, state));
        if (result is IStatusCodeHttpResult { StatusCode: StatusCodes.Status201Created })
            await call.Tenant.Uploads.RemoveAsync(new(upload), CancellationToken.None);
        return result;
    }

    private static Receipt ReceiptOf(Call call, Guid id, DocumentId document, CaseFile state) =>
        CaseFileCommands.ReceiptOf(call, id, ObjectRef.Of(document), state);
}

/// <param name="Upload">The content, uploaded before to this case file.</param>
/// <param name="Fields">
/// subject (required), letterDate, receivedOn, sentOn, foreignReference, remark, medium, location, secrecy,
/// dataProtection.
/// </param>
internal sealed record FileDocumentRequest(
    Guid Upload, DocumentKind Kind, IReadOnlyDictionary<string, string?> Fields, DateOnly? Effective = null,
    string? LegalBasis = null)
    : ICommandContract, IExampled<FileDocumentRequest>
{
    public static FileDocumentRequest Example { get; } = new(
        new("7d2f6e1a-90b4-4c7d-a3c4-5b1e8c40d3f1"), DocumentKind.Incoming,
        new Dictionary<string, string?>
        {
            ["subject"] = "Stellungnahme vom 15.09.2026",
            ["letterDate"] = "2026-09-15",
        });
}

/// <param name="Comment">What is different about this version, for people.</param>
internal sealed record AddVersionRequest(
    Guid Upload, string? Comment = null, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<AddVersionRequest>
{
    public static AddVersionRequest Example { get; } = new(new("7d2f6e1a-90b4-4c7d-a3c4-5b1e8c40d3f1"), "neu gescannt");
}
