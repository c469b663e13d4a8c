using Records.Actors;
using Records.Api.Access;
using Records.Api.Calls;
using Records.Api.FilePlan;
using Records.Core.Access;
using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.Ports;
using Records.Storage.Views;
using static Records.Core.CaseFiles.CaseFileCommand;

namespace Records.Api.CaseFiles;

/// <summary>Case files (Akten): open, describe, close, reopen and look.</summary>
internal static class CaseFileEndpoints
{
    extension(IEndpointRouteBuilder routes)
    {
        public void MapCaseFiles()
        {
            var files = routes.MapGroup("/case-files").WithTags("Akten");
            files.MapPost("", OpenAsync).Needs(Act.OpenCaseFile).Takes<OpenCaseFileRequest>().Gives<Receipt>(201)
                .WithName("openCaseFile").WithSummary("Akte anlegen (open a case file)");
            files.MapGet("/{id:guid}", LookAsync).Needs(Act.ReadCaseFile).Gives<CaseFileAnswer>()
                .WithName("getCaseFile").WithSummary(
                    "Akte mit Vorgängen und Dokumenten, auf Wunsch zu einem Zeitpunkt "
                    + "(a case file, now or as of a moment)");
            files.MapPatch("/{id:guid}", DescribeAsync).Needs(Act.Describe).Takes<DescribeRequest>().Gives<Receipt>()
                .WithName("describeCaseFile").WithSummary("Metadaten der Akte ändern (describe a case file)");
            files.MapPut("/{id:guid}/closing", CloseAsync)
                .Needs(Act.CloseCaseFile).Takes<ClosingRequest>().Gives<Receipt>()
                .WithName("closeCaseFile").WithSummary("Akte zu den Akten verfügen (close a case file)");
            files.MapDelete("/{id:guid}/closing", ReopenAsync)
                .Needs(Act.ReopenCaseFile).Takes<PlainRequest>().Gives<Receipt>()
                .WithName("reopenCaseFile").WithSummary("z.A. aufheben (reopen a case file)");
        }
    }

    private static async Task<IResult> OpenAsync(Call call)
    {
        var request = await call.ReadAsync<OpenCaseFileRequest>();
        var unit = request.Unit is { } given ? new(given) : call.Actor.Unit;
        if (!Permissions.MaySee(call.Actor, new AccessClass(unit)))
            return CaseFileProblems.ForeignUnit;
        if (unit != call.Actor.Unit && call.Tenant.UnitName(unit) is null)
            return CaseFileProblems.UnknownUnit.ToProblem();

        var id = call.NewId();
        var wish = new OpeningWish(new(request.Entry), unit, FieldsOf(request.Fields), call.Today)
        {
            NewLeaf = new(call.NewId()),
        };
        return await Changes.RunAsync<CaseFile>(call, request, 201, needsKey: true,
            terms => call.Tenant.Opening.OpenAsync(new(id), wish, terms, call.Cancel),
            state => ReceiptOf(call, id, state));
    }

    private static async Task<IResult> LookAsync(Call call, Guid id, DateTimeOffset? asOf)
    {
        if (asOf is { } moment)
            return await CaseFileHistory.AsOfAsync(call, id, Moment.From(moment));
        if (await call.WaitForPositionAsync() is { } late)
            return late;

        var reader = new Reader(id, null, call.Today, call.Caller);
        var look = await call.Tenant.Changes.LookAsync(call.Cancel);
        if (!call.WantsItAnew && call.Tenant.Answers.Find(reader, call.PlanStream, look) is { } kept)
            return kept.At(look.Shown);

        var (sheet, position) = await call.Tenant.Views.CaseFileAsync(id, call.Actor, call.Cancel);
        if (sheet is null)
        {
            call.Reflects(position);
            return CaseFileRefusals.NotOpened.ToProblem();
        }

        // The state after the sheet, so that it lacks nothing of what the sheet shows.
        var (state, _, _, _) = await call.Tenant.Files.LookAsync(new(id), call.Cancel);
        var answer = KeptAnswer.Of(
            CaseFileContracts.Answer(
                sheet, position, KeepingAnswer.Of(sheet.CaseFile, state, await call.PlanAsync()),
                new StateLinks(call, state)),
            look);
        if (!call.WantsItAnew)
            call.Tenant.Answers.Keep(reader, answer);
        return answer.At(answer.Shown);
    }

    private static Task<IResult> DescribeAsync(Call call, Guid id) => ChangeAsync<DescribeRequest>(call, id,
        (request, seen) => new DescribeCaseFile(seen, FieldsOf(request.Fields)));

    private static Task<IResult> CloseAsync(Call call, Guid id) => ChangeAsync<ClosingRequest>(call, id,
        (request, seen) => new CloseCaseFile(seen, call.Today) { Resubmissions = request.Choices });

    private static Task<IResult> ReopenAsync(Call call, Guid id) => ChangeAsync<PlainRequest>(call, id,
        (_, seen) => new ReopenCaseFile(seen, call.Today));

    private static Task<IResult> ChangeAsync<TRequest>(
        Call call, Guid id, Func<TRequest, Revision, CaseFileCommand> wish)
        where TRequest : ICommandContract =>
            CaseFileCommands.ChangeAsync(call, id, wish, state => ReceiptOf(call, id, state));

    private static Receipt ReceiptOf(Call call, Guid id, CaseFile state) =>
        CaseFileCommands.ReceiptOf(call, id, ObjectRef.CaseFile, state);

    private static ValueList<FieldValue> FieldsOf(IReadOnlyDictionary<string, string?> fields) =>
        CaseFileCommands.FieldsOf(fields);
}

/// <param name="Entry">The leaf entry of the file plan.</param>
/// <param name="Unit">The lead unit; the caller's own when left out.</param>
/// <param name="Fields">
/// subject (required), remark, runsFrom, runsTo, medium, location, secrecy, dataProtection.
/// </param>
internal sealed record OpenCaseFileRequest(
    Guid Entry, IReadOnlyDictionary<string, string?> Fields, Guid? Unit = null, DateOnly? Effective = null,
    string? LegalBasis = null)
    : ICommandContract, IExampled<OpenCaseFileRequest>
{
    public static OpenCaseFileRequest Example { get; } = new(
        new("0199a3c4-5b1e-7c40-8d2f-6e1a90b4c7d3"),
        new Dictionary<string, string?> { ["subject"] = "Bauantrag Südliche Mühlenstraße 12" });
}

/// <param name="Fields">The fields to change; null clears one, what is left out stays.</param>
internal sealed record DescribeRequest(
    IReadOnlyDictionary<string, string?> Fields, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<DescribeRequest>
{
    public static DescribeRequest Example { get; } =
        new(new Dictionary<string, string?>
        {
            ["subject"] = "Bauantrag Südliche Mühlenstraße 12 a",
            ["remark"] = null,
        });
}

/// <summary>An act that needs to say nothing but on what it rests.</summary>
internal sealed record PlainRequest(
    DateOnly? Effective = null, string? LegalBasis = null) : ICommandContract, IExampled<PlainRequest>
{
    public static PlainRequest Example { get; } = new(LegalBasis: "Aktenordnung § 12");
}
