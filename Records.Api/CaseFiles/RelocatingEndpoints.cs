using System.Text.Json;
using Records.Actors;
using Records.Api.Access;
using Records.Api.Calls;
using Records.Core.Access;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Relocating;
using Records.Core.Deciding;
using Records.Storage.Views;

namespace Records.Api.CaseFiles;

/// <summary>Re-filing (Umschreiben) of a matter or a document into another case file (R40).</summary>
internal static class RelocatingEndpoints
{
    extension(IEndpointRouteBuilder routes)
    {
        public void MapRelocating()
        {
            routes.MapGroup("/case-files/{id:guid}/matters/{matter:guid}").WithTags("Umschreiben")
                .MapPut("/case-file", MoveMatterAsync).Needs(Act.Move).Takes<MoveMatterRequest>().Gives<Receipt>()
                .WithName("moveMatterToCaseFile")
                .WithSummary("Vorgang mit allem darin in eine andere Akte umschreiben (move it to another case file)");
            routes.MapGroup("/case-files/{id:guid}/documents/{document:guid}").WithTags("Umschreiben")
                .MapPut("/case-file", MoveDocumentAsync).Needs(Act.Move).Takes<MoveToFileRequest>().Gives<Receipt>()
                .WithName("moveDocumentToCaseFile")
                .WithSummary("Dokument in eine andere Akte umschreiben (move it to another case file)");
        }
    }

    private static async Task<IResult> MoveMatterAsync(Call call, Guid id)
    {
        var request = await call.ReadAsync<MoveMatterRequest>();
        return await MoveAsync(call, id, request, request.CaseFile, request.Matter);
    }

    private static async Task<IResult> MoveDocumentAsync(Call call, Guid id)
    {
        var request = await call.ReadAsync<MoveToFileRequest>();
        return await MoveAsync(call, id, request, request.CaseFile, request.Matter);
    }

    private static async Task<IResult> MoveAsync(Call call, Guid id, ICommandContract request, Guid to, Guid? into)
    {
        var (seen, problem) = call.IfMatch();
        if (problem is not null)
            return problem;
        if (to == id)
            return RelocatingProblems.SameFile.ToProblem();
        var wish = new RelocationWish(
            call.Object, seen, new(id), new(to), into is { } matter ? new(matter) : null, call.Tenant.MatterNumbering,
            call.Hides);
        return await Changes.RunAsync<CaseFile>(call, request, 200, needsKey: false,
            terms => call.Tenant.Relocation.MoveAsync(wish, terms, call.Cancel),
            state => CaseFileCommands.ReceiptOf(call, to, call.Object, state));
    }
}

/// <summary>
/// What an old address is answered with: the new one for who may see it, and that it is an old one for everybody else
/// who may see the file.
/// </summary>
internal static class OldAddress
{
    /// <param name="unknown">What to say where nothing ever lay under the address.</param>
    public static async Task<Problem> AnswerAsync(Call call, Guid id, Refusal unknown)
    {
        var (state, _, _, _) = await call.Tenant.Files.LookAsync(new(id), call.Cancel);
        if (call.Hides(state) is not null || call.Object.Id is not { } of
            || !state.Contents.MovedOut.TryGetValue(of, out var to))
            return unknown.ToProblem();

        // No redirect: who follows one without looking loses the token on the way, or leaves a note in the wrong file.
        var (there, _, _, _) = await call.Tenant.Files.LookAsync(new(to.Value), call.Cancel);
        var path = $"{call.Http.Request.PathBase}{call.Http.Request.Path}";
        return RelocatingRefusals.MovedAway.ToProblem() with
        {
            MovedTo = call.Hides(there) is not null
                ? null
                : path.Replace(
                    $"/case-files/{id}/", $"/case-files/{to.Value}/", StringComparison.OrdinalIgnoreCase),
        };
    }
}

internal static class RelocatingProblems
{
    public static Refusal SameFile { get; } = new(RefusalKind.Invalid, "same-case-file",
        "Hier wird in eine andere Akte umgeschrieben; angegeben ist dieselbe.", "/caseFile");
}

/// <param name="CaseFile">The case file it goes to.</param>
/// <param name="Matter">The matter of that file in which it becomes a sub-matter; left out for none.</param>
internal sealed record MoveMatterRequest(
    Guid CaseFile, Guid? Matter = null, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<MoveMatterRequest>
{
    public static MoveMatterRequest Example { get; } = new(new Guid("019a2b6e-9a04-7b58-8e1d-5f6a7b8c9d02"));
}

/// <param name="CaseFile">The case file it goes to.</param>
/// <param name="Matter">The matter of that file in which it shall lie.</param>
internal sealed record MoveToFileRequest(
    Guid CaseFile, Guid Matter, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<MoveToFileRequest>
{
    public static MoveToFileRequest Example { get; } = new(
        new Guid("019a2b6e-9a04-7b58-8e1d-5f6a7b8c9d02"), new Guid("019a2b6e-77d1-7c3f-9a5e-0d4c1b2a3f60"));
}

/// <summary>What lay in the file and lies in another one now.</summary>
/// <param name="Kind">matter or document.</param>
/// <param name="With">What it went along with; left out for what was moved itself.</param>
internal sealed record MovedOutAnswer(
    Guid Id, string Kind, Guid CaseFile, DateTimeOffset At, Guid By, Guid? With = null)
{
    public static IReadOnlyList<MovedOutAnswer> Of(CaseFileSheet sheet) =>
        [.. sheet.Parts.Where(part => part.Kind == "moved-out").Select(PartAnswers.Of<MovedOutAnswer>)];
}

/// <summary>A file in which it lay before.</summary>
internal sealed record MovedInAnswer(Guid CaseFile, DateTimeOffset At, Guid By)
{
    public static IReadOnlyList<MovedInAnswer> Of(CaseFileSheet sheet, Guid of) =>
    [
        .. sheet.Parts.Where(part => part.Kind == "moved-in" && part.Owner == of)
            .Select(part => part.Data.Deserialize<MovedInAnswer>(ContractJson.Options)!),
    ];
}
