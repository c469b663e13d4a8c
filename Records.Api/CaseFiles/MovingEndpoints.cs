using System.Text.Json;
using Records.Actors;
using Records.Api.Access;
using Records.Api.Calls;
using Records.Core.Access;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Moving;
using Records.Storage.Views;
using static Records.Core.CaseFiles.Moving.MovingCommand;

namespace Records.Api.CaseFiles;

/// <summary>
/// Re-filing (Umschreiben): a case file (R39), a document within it (R40), and matters that are one (R41).
/// </summary>
internal static class MovingEndpoints
{
    extension(IEndpointRouteBuilder routes)
    {
        public void MapMoving()
        {
            routes.MapGroup("/case-files/{id:guid}").WithTags("Umschreiben")
                .MapPut("/place", RefileAsync).Needs(Act.Refile).Takes<RefileRequest>().Gives<Receipt>()
                .WithName("refileCaseFile")
                .WithSummary(
                    "Akte unter eine andere Aktenplaneinheit oder an eine andere Organisationseinheit umschreiben "
                    + "(re-file a case file)");
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

    private static async Task<IResult> RefileAsync(Call call, Guid id)
    {
        var (seen, problem) = call.IfMatch();
        if (problem is not null)
            return problem;
        var request = await call.ReadAsync<RefileRequest>();
        if (request.Unit is { } unit && call.Tenant.UnitName(new(unit)) is null)
            return CaseFileProblems.UnknownUnit.ToProblem();
        var wish = new RefilingWish(
            seen, request.Entry is { } entry ? new(entry) : null, request.Unit is { } keeper ? new(keeper) : null,
            request.Reason, call.Today)
        {
            NewLeaf = new(call.NewId()),
            Guard = call.Hides,
        };
        return await Changes.RunAsync<CaseFile>(call, request, 200, needsKey: false,
            terms => call.Tenant.Refiling.RefileAsync(new(id), wish, terms, call.Cancel),
            state => CaseFileCommands.ReceiptOf(call, id, ObjectRef.CaseFile, state));
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

/// <param name="Reason">Why; 1 to 1000 characters.</param>
/// <param name="Entry">The leaf of the file plan where it belongs; left out where it stays.</param>
/// <param name="Unit">The unit that keeps it from now on; left out where that stays.</param>
internal sealed record RefileRequest(
    string Reason, Guid? Entry = null, Guid? Unit = null, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<RefileRequest>
{
    public static RefileRequest Example { get; } =
        new("Zuständigkeit hat gewechselt", new Guid("0199a3c4-5b1e-7c40-8d2f-6e1a90b4c7d3"));
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

/// <summary>What the file was called before it was re-filed.</summary>
/// <param name="Entry">The entry of the plan under which it lay then.</param>
internal sealed record FormerReferenceAnswer(string Reference, Guid Entry, DateTimeOffset Until)
{
    public static IReadOnlyList<FormerReferenceAnswer> Of(CaseFileSheet sheet) =>
    [
        .. sheet.Parts.Where(part => part.Kind == "former-reference")
            .Select(part => part.Data.Deserialize<FormerReferenceAnswer>(ContractJson.Options)!),
    ];
}
