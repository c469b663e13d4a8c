using Records.Api.Access;
using Records.Api.Calls;
using Records.Core.Access;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Moving;
using static Records.Core.CaseFiles.Moving.MovingCommand;

namespace Records.Api.CaseFiles;

/// <summary>Re-filing (Umschreiben) within a case file: a document (R40), and matters that are one (R41).</summary>
internal static class MovingEndpoints
{
    extension(IEndpointRouteBuilder routes)
    {
        public void MapMoving()
        {
            routes.MapGroup("/case-files/{id:guid}/documents/{document:guid}").WithTags("Umschreiben")
                .MapPut("/matter", MoveAsync).Needs(Act.Move).Takes<MoveRequest>().Gives<Receipt>()
                .WithName("moveDocument")
                .WithSummary("Dokument in einen anderen Vorgang der Akte umschreiben (move it to another matter)");
            routes.MapGroup("/case-files/{id:guid}/matters").WithTags("Umschreiben")
                .MapPost("/merging", MergeAsync).Needs(Act.Merge).Takes<MergeRequest>().Gives<Receipt>(201)
                .WithName("mergeMatters")
                .WithSummary("Vorgänge zu einem neuen zusammenführen (merge matters into a new one)");
        }
    }

    private static Task<IResult> MoveAsync(Call call, Guid id, Guid document) =>
        CaseFileCommands.ChangeAsync<MoveRequest>(
            call, id, (request, seen) => new MoveDocument(new(document), seen, new(request.Matter)),
            state => CaseFileCommands.ReceiptOf(call, id, call.Object, state));

    private static async Task<IResult> MergeAsync(Call call, Guid id)
    {
        var request = await call.ReadAsync<MergeRequest>();
        var into = new MatterId(call.NewId());
        var command = new MergeMatters(
            [.. request.Matters.Select(matter => new SeenMatter(new(matter.Id), new(matter.Revision)))], into,
            CaseFileCommands.FieldsOf(request.Fields), request.Reason)
        { Numbering = call.Tenant.MatterNumbering };
        return await CaseFileCommands.MakeAsync(
            call, id, request, command, [],
            state => CaseFileCommands.ReceiptOf(call, id, ObjectRef.Of(into), state));
    }
}

/// <param name="Matter">Where it belongs: another matter of the same file.</param>
internal sealed record MoveRequest(Guid Matter, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<MoveRequest>
{
    public static MoveRequest Example { get; } =
        new(new Guid("019a2b6e-77d1-7c3f-9a5e-0d4c1b2a3f60"));
}

/// <param name="Matters">What is one piece of business: at least two, each with the revision that was seen.</param>
/// <param name="Fields">How the new matter is described: subject (required), businessReference, remark.</param>
/// <param name="Reason">Why; the old matters are cancelled with it. 1 to 1000 characters.</param>
internal sealed record MergeRequest(
    IReadOnlyList<SeenMatterRequest> Matters, IReadOnlyDictionary<string, string?> Fields, string Reason,
    DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<MergeRequest>
{
    public static MergeRequest Example { get; } = new(
        [
            new(new("019a2b6e-77d1-7c3f-9a5e-0d4c1b2a3f60"), 1),
            new(new("019a2b6e-9a04-7b58-8e1d-5f6a7b8c9d01"), 3),
        ],
        new Dictionary<string, string?> { ["subject"] = "Anhörung der Nachbarn" }, "Derselbe Vorfall");
}

/// <param name="Revision">As its ETag says.</param>
internal sealed record SeenMatterRequest(Guid Id, int Revision);

/// <summary>The matters that became this one.</summary>
internal sealed record MergedFromMark(DateTimeOffset At, IReadOnlyList<Guid> Matters);

/// <summary>The matter that this one became part of.</summary>
internal sealed record MergedIntoMark(DateTimeOffset At, Guid Matter);
