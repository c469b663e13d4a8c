using Records.Api.Access;
using Records.Api.Calls;
using Records.Api.FilePlan;
using Records.Core.Access;
using Records.Core.CaseFiles;
using static Records.Core.CaseFiles.CaseFileCommand;

namespace Records.Api.CaseFiles;

/// <summary>Matters (Vorgänge) in a case file.</summary>
internal static class MatterEndpoints
{
    extension(IEndpointRouteBuilder routes)
    {
        public void MapMatters()
        {
            var matters = routes.MapGroup("/case-files/{id:guid}/matters").WithTags("Vorgänge");
            matters.MapPost("", OpenAsync).Needs(Act.OpenMatter).Takes<OpenMatterRequest>().Gives<Receipt>(201)
                .WithName("openMatter").WithSummary("Vorgang anlegen (open a matter)");
            matters.MapPost("/{matter:guid}/matters", OpenInAsync)
                .Needs(Act.OpenMatter).Takes<OpenMatterRequest>().Gives<Receipt>(201)
                .WithName("openSubMatter").WithSummary("Teilvorgang anlegen (open a sub-matter)");
            matters.MapGet("/{matter:guid}", LookAsync).Needs(Act.ReadCaseFile).Gives<MatterAnswer>()
                .WithName("getMatter").WithSummary("Vorgang mit Dokumenten (a matter with its documents)");
            matters.MapPatch("/{matter:guid}", DescribeAsync)
                .Needs(Act.Describe).Takes<DescribeRequest>().Gives<Receipt>()
                .WithName("describeMatter").WithSummary("Metadaten des Vorgangs ändern (describe a matter)");
            matters.MapPut("/{matter:guid}/closing", CloseAsync)
                .Needs(Act.CloseMatter).Takes<ClosingRequest>().Gives<Receipt>()
                .WithName("closeMatter").WithSummary("Vorgang zu den Akten verfügen (close a matter)");
            matters.MapDelete("/{matter:guid}/closing", ReopenAsync)
                .Needs(Act.ReopenMatter).Takes<PlainRequest>().Gives<Receipt>()
                .WithName("reopenMatter").WithSummary("Vorgang wieder aufnehmen (reopen a matter)");
        }
    }

    private static Task<IResult> OpenAsync(Call call, Guid id) => OpenBelowAsync(call, id, null);

    private static Task<IResult> OpenInAsync(Call call, Guid id, Guid matter) =>
        OpenBelowAsync(call, id, new MatterId(matter));

    private static async Task<IResult> OpenBelowAsync(Call call, Guid id, MatterId? parent)
    {
        var request = await call.ReadAsync<OpenMatterRequest>();
        var matter = new MatterId(call.NewId());
        var command = new OpenMatter(matter, CaseFileCommands.FieldsOf(request.Fields))
        {
            Parent = parent,
            Numbering = call.Tenant.MatterNumbering,
        };
        return await CaseFileCommands.MakeAsync(
            call, id, request, command, [], state => ReceiptOf(call, id, matter, state));
    }

    private static async Task<IResult> LookAsync(Call call, Guid id, Guid matter)
    {
        if (await call.WaitForPositionAsync() is { } late)
            return late;

        var reader = new Reader(id, matter, call.Today, call.Caller);
        var look = await call.Tenant.Changes.LookAsync(call.Cancel);
        if (!call.WantsItAnew && call.Tenant.Answers.Find(reader, call.PlanStream, look) is { } kept)
            return kept.At(look.Shown);

        var (sheet, position) = await call.Tenant.Views.CaseFileAsync(id, call.Actor, call.Cancel);
        // The state after the sheet, so that it lacks nothing of what the sheet shows.
        var (state, _, _, _) = await call.Tenant.Files.LookAsync(new(id), call.Cancel);
        if (sheet?.Matters.FirstOrDefault(row => row.Id == matter) is not { } found)
        {
            call.Reflects(position);
            return await OldAddress.AnswerAsync(call, id, CaseFileRefusals.UnknownMatter);
        }

        var answer = KeptAnswer.Of(
            CaseFileContracts.Answer(sheet, found, new StateLinks(call, state)), position, look);
        if (!call.WantsItAnew)
            call.Tenant.Answers.Keep(reader, answer);
        return answer.At(answer.Shown);
    }

    private static Task<IResult> DescribeAsync(
        Call call, Guid id, Guid matter) => ChangeAsync<DescribeRequest>(call, id, matter,
        (request, seen) => new DescribeMatter(new(matter), seen, CaseFileCommands.FieldsOf(request.Fields)));

    private static Task<IResult> CloseAsync(
        Call call, Guid id, Guid matter) => ChangeAsync<ClosingRequest>(call, id, matter,
        (request, seen) => new CloseMatter(new(matter), seen, call.Today) { Resubmissions = request.Choices });

    private static Task<IResult> ReopenAsync(
        Call call, Guid id, Guid matter) => ChangeAsync<PlainRequest>(call, id, matter,
        (_, seen) => new ReopenMatter(new(matter), seen, call.Today));

    private static Task<IResult> ChangeAsync<TRequest>(
        Call call, Guid id, Guid matter, Func<TRequest, Core.Deciding.Revision, CaseFileCommand> wish)
        where TRequest : ICommandContract =>
        CaseFileCommands.ChangeAsync(call, id, wish, state => ReceiptOf(call, id, new(matter), state));

    private static Receipt ReceiptOf(Call call, Guid id, MatterId matter, CaseFile state) =>
        CaseFileCommands.ReceiptOf(call, id, ObjectRef.Of(matter), state);
}

/// <param name="Fields">
/// subject (required), businessReference, remark, runsFrom, runsTo, medium, location, secrecy, dataProtection.
/// </param>
internal sealed record OpenMatterRequest(
    IReadOnlyDictionary<string, string?> Fields, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<OpenMatterRequest>
{
    public static OpenMatterRequest Example { get; } =
        new(new Dictionary<string, string?>
        {
            ["subject"] = "Anhörung der Nachbarn",
            ["businessReference"] = "63-2026-0815",
        });
}
