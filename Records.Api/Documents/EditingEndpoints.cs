using System.Text.Json;
using Records.Api.Access;
using Records.Api.Calls;
using Records.Api.CaseFiles;
using Records.Core.Access;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Editing;
using Records.Core.Deciding;
using Records.Storage.Json;
using Records.Storage.Views;
using static Records.Core.CaseFiles.Editing.EditingCommand;

namespace Records.Api.Documents;

/// <summary>Check a document out, save drafts, check it in (R28).</summary>
internal static class EditingEndpoints
{
    extension(IEndpointRouteBuilder routes)
    {
        public void MapEditing()
        {
            var documents = routes.MapGroup("/case-files/{id:guid}/documents/{document:guid}").WithTags("Bearbeiten");
            documents.MapPut("/check-out", CheckOutAsync).Needs(Act.EditDocument).Takes<PlainRequest>()
                .Gives<Receipt>().WithName("checkOut").WithSummary("Zum Bearbeiten auschecken (check out)");
            documents.MapPost("/drafts", SaveAsync).Needs(Act.EditDocument).SeesRevision().Takes<DraftRequest>()
                .Gives<Receipt>(201).WithName("saveDraft")
                .WithSummary("Entwurf sichern, ohne neue Version (save a draft)");
            documents.MapGet("/drafts/{draft:guid}/content", ContentAsync).Needs(Act.ReadCaseFile)
                .Produces<Stream>(200, "application/octet-stream")
                .Produces<ProblemDocument>(StatusCodes.Status400BadRequest, Problem.MediaType)
                .WithName("getDraft").WithSummary("Inhalt eines Entwurfs, auch in Teilen (the bytes of a draft)");
            documents.MapPost("/check-in", CheckInAsync).Needs(Act.EditDocument).SeesRevision()
                .Takes<AddVersionRequest>().Gives<Receipt>(201).WithName("checkIn")
                .WithSummary("Als neue Version einchecken (check in)");
            documents.MapDelete("/check-out", AbandonAsync).Needs(Act.EditDocument).Takes<PlainRequest>()
                .Gives<Receipt>().WithName("abandonCheckOut")
                .WithSummary("Bearbeitung verwerfen; die Entwürfe bleiben (abandon a check-out)");
            documents.MapPut("/check-out/release", ReleaseAsync).Needs(Act.ReleaseCheckOut).Takes<ReleaseRequest>()
                .Gives<Receipt>().WithName("releaseCheckOut")
                .WithSummary("Freigabe erzwingen; die Entwürfe bleiben (take a check-out from its holder)");
        }
    }

    private static Task<IResult> CheckOutAsync(Call call, Guid id, Guid document) =>
        ChangeAsync<PlainRequest>(call, id, document, (_, seen) =>
            new CheckOutDocument(new(document), seen, call.Actor.Person));

    private static Task<IResult> AbandonAsync(Call call, Guid id, Guid document) =>
        ChangeAsync<PlainRequest>(call, id, document, (_, seen) =>
            new AbandonCheckOut(new(document), seen, call.Actor.Person));

    private static Task<IResult> ReleaseAsync(Call call, Guid id, Guid document) =>
        ChangeAsync<ReleaseRequest>(call, id, document, (request, seen) =>
            new ReleaseCheckOut(new(document), seen, request.Reason));

    private static async Task<IResult> SaveAsync(Call call, Guid id, Guid document)
    {
        var (seen, problem) = call.IfMatch();
        if (problem is not null)
            return problem;
        var request = await call.ReadAsync<DraftRequest>();
        var draft = new DraftId(call.NewId());
        return await DocumentEndpoints.WithUploadAsync(call, id, request, request.Upload,
            content => new SaveDraft(new(document), seen, call.Actor.Person, draft, content), new(document));
    }

    private static async Task<IResult> CheckInAsync(Call call, Guid id, Guid document)
    {
        var (seen, problem) = call.IfMatch();
        if (problem is not null)
            return problem;
        var request = await call.ReadAsync<AddVersionRequest>();
        return await DocumentEndpoints.WithUploadAsync(call, id, request, request.Upload,
            content => new CheckIn(new(document), seen, call.Actor.Person, content, request.Comment), new(document));
    }

    private static Task<IResult> ContentAsync(Call call, Guid id, Guid document, Guid draft) =>
        ContentEndpoints.PartAsync(call, id, document, "draft", draft, EditingRefusals.UnknownDraft);

    private static Task<IResult> ChangeAsync<TRequest>(
        Call call, Guid id, Guid document, Func<TRequest, Revision, EditingCommand> wish)
        where TRequest : ICommandContract =>
        CaseFileCommands.ChangeAsync<TRequest>(
            call, id, wish,
            state => CaseFileCommands.ReceiptOf(call, id, ObjectRef.Of(new DocumentId(document)), state));
}

/// <param name="Upload">The content, uploaded before to this case file.</param>
internal sealed record DraftRequest(Guid Upload, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<DraftRequest>
{
    public static DraftRequest Example { get; } = new(new Guid("7d2f6e1a-90b4-4c7d-a3c4-5b1e8c40d3f1"));
}

/// <param name="Reason">Why, for people; 1 to 1000 characters.</param>
internal sealed record ReleaseRequest(string Reason, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<ReleaseRequest>
{
    public static ReleaseRequest Example { get; } = new("längere Krankheit; die Frist läuft am Freitag ab");
}

/// <param name="By">Who has it.</param>
internal sealed record CheckOutMark(DateTimeOffset At, Guid By);

/// <summary>A draft (Entwurf): a state of the work that is no version, and is not searched.</summary>
internal sealed record DraftAnswer(
    Guid Id, int Number, string MediaType, long SizeBytes, string Sha256, string OriginalName, DateTimeOffset SavedAt,
    Guid By)
{
    public static IReadOnlyList<DraftAnswer> Of(CaseFileSheet sheet, Guid document) =>
    [
        .. from part in sheet.Parts
           where part.Kind == "draft" && part.Owner == document
           let said = part.Data.Deserialize<DraftPart>(StoredJson.Options)!
           select new DraftAnswer(
               part.Id, said.Number, said.Content.MediaType, said.Content.SizeBytes, said.Content.Sha256,
               said.Content.OriginalName, said.At, said.By),
    ];

    private sealed record DraftPart(int Number, PartContent Content, DateTimeOffset At, Guid By);
}
