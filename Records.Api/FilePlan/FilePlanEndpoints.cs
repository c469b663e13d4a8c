using System.Text.Json.Serialization;
using Records.Actors;
using Records.Api.Access;
using Records.Api.Calls;
using Records.Api.CaseFiles;
using Records.Core.Access;
using Records.Core.Deciding;
using Records.Core.FilePlan;
using Records.Core.Ports;
using Records.Core.Retention;
using Records.Storage.Views;
using static Records.Core.FilePlan.FilePlanCommand;

namespace Records.Api.FilePlan;

/// <summary>The file plan (Aktenplan): where a case file belongs and how long it is kept.</summary>
internal static class FilePlanEndpoints
{
    extension(IEndpointRouteBuilder routes)
    {
        public void MapFilePlan()
        {
            var plan = routes.MapGroup("/file-plan/entries").WithTags("Aktenplan");
            plan.MapGet("", ListAsync).Needs(Act.ReadCaseFile).Gives<FilePlanAnswer>()
                .WithName("getFilePlan").WithSummary("Ganzer Aktenplan mit geltenden Fristen (the whole file plan)");
            plan.MapPost("", AddAsync).Needs(Act.ManageFilePlan).Takes<AddEntryRequest>().Gives<Receipt>(201)
                .WithName("addFilePlanEntry").WithSummary("Aktenplaneinheit anlegen (add an entry)");
            plan.MapPut("/{id:guid}/title", RetitleAsync)
                .Needs(Act.ManageFilePlan).Takes<RetitleEntryRequest>().Gives<Receipt>()
                .WithName("retitleFilePlanEntry").WithSummary("Bezeichnung ändern (change the title)");
            plan.MapPut("/{id:guid}/rule", RuleAsync)
                .Needs(Act.ManageFilePlan).Takes<RuleEntryRequest>().Gives<Receipt>()
                .WithName("ruleFilePlanEntry")
                .WithSummary("Fristen und Aussonderungsart setzen oder erben (set the rule, or inherit it)");
            plan.MapPut("/{id:guid}/retirement", RetireAsync)
                .Needs(Act.ManageFilePlan).Takes<PlainRequest>().Gives<Receipt>()
                .WithName("retireFilePlanEntry").WithSummary("Stilllegen (retire an entry)");
        }
    }

    private static async Task<IResult> ListAsync(Call call)
    {
        if (await call.WaitForPositionAsync() is { } late)
            return late;
        var (entries, position) = await call.Tenant.Views.FilePlanAsync(call.Cancel);
        call.Reflects(position);
        return Answers.Json(FilePlanAnswer.Of(call, entries, position));
    }

    private static async Task<IResult> AddAsync(Call call)
    {
        var request = await call.ReadAsync<AddEntryRequest>();
        var id = new FilePlanEntryId(call.NewId());
        FilePlanEntryId? parent = request.Parent is { } above ? new(above) : null;
        return await AskAsync(call, request, 201, needsKey: true, id,
            new AddEntry(id, parent, new(request.Notation), request.Title, request.Rule?.ToRule()));
    }

    private static Task<IResult> RetitleAsync(Call call, Guid id) =>
        ChangeAsync<RetitleEntryRequest>(call, id, (request, seen) => new RetitleEntry(new(id), seen, request.Title));

    private static Task<IResult> RuleAsync(Call call, Guid id) =>
        ChangeAsync<RuleEntryRequest>(
            call, id, (request, seen) => new RuleEntry(new(id), seen, request.Rule?.ToRule()));

    private static Task<IResult> RetireAsync(Call call, Guid id) =>
        ChangeAsync<PlainRequest>(
            call, id, (request, seen) => new RetireEntry(new(id), seen, request.Effective ?? call.Today));

    private static async Task<IResult> ChangeAsync<TRequest>(
        Call call, Guid id, Func<TRequest, Revision, FilePlanCommand> wish)
        where TRequest : ICommandContract
    {
        var (seen, problem) = call.IfMatch();
        if (problem is not null)
            return problem;
        var request = await call.ReadAsync<TRequest>();
        return await AskAsync(call, request, 200, needsKey: false, new(id), wish(request, seen));
    }

    private static Task<IResult> AskAsync(
        Call call, ICommandContract request, int status, bool needsKey, FilePlanEntryId id, FilePlanCommand command) =>
        Changes.RunAsync<FilePlanTree>(call, request, status, needsKey,
            remember => call.Tenant.Plans.AskAsync(
                StreamId.Singleton(call.Tenant.Id, "file-plan"),
                new(command, call.Stamp(request)) { Remember = remember }, call.Cancel),
            plan => new(id.Value, plan.Find(id)!.Revision.Value, LinksOf(call, id.Value)));

    internal static IReadOnlyDictionary<string, Link> LinksOf(Call call, Guid id)
    {
        var self = $"{call.Root}/file-plan/entries/{id}";
        var links = new Dictionary<string, Link> { ["up"] = new($"{call.Root}/file-plan/entries") };
        if (call.May(Act.ManageFilePlan))
        {
            links["retitle"] = new($"{self}/title", "PUT");
            links["rule"] = new($"{self}/rule", "PUT");
            links["retire"] = new($"{self}/retirement", "PUT");
        }
        return links;
    }
}

/// <param name="Parent">The entry above; left out for the top level.</param>
/// <param name="Notation">Digits and letters, parted by dots or hyphens; unique for ever.</param>
/// <param name="Rule">Its own rule; left out, that of the entry above holds.</param>
internal sealed record AddEntryRequest(
    string Notation, string Title, Guid? Parent = null, RuleContract? Rule = null, DateOnly? Effective = null,
    string? LegalBasis = null)
    : ICommandContract, IExampled<AddEntryRequest>
{
    public static AddEntryRequest Example { get; } = new("63.2", "Bauanträge", Rule: RuleContract.Example);
}

internal sealed record RetitleEntryRequest(string Title, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<RetitleEntryRequest>
{
    public static RetitleEntryRequest Example { get; } = new("Bauanträge und Bauvoranfragen");
}

/// <param name="Rule">Left out: the rule of the entry above holds again.</param>
internal sealed record RuleEntryRequest(
    RuleContract? Rule = null, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<RuleEntryRequest>
{
    public static RuleEntryRequest Example { get; } = new(RuleContract.Example);
}

/// <param name="RetentionYears">Left out when unlimited.</param>
internal sealed record RuleContract(int TransferYears, DisposalType Disposal, int? RetentionYears = null)
{
    public static RuleContract Example { get; } = new(10, DisposalType.Appraise, 30);

    public RetentionRule ToRule() => new(TransferYears, RetentionYears, Disposal);
}

internal sealed record FilePlanAnswer(IReadOnlyList<FilePlanEntryAnswer> Items, long Position)
{
    public static FilePlanAnswer Of(Call call, IReadOnlyList<FilePlanEntryRow> rows, long position)
    {
        var byId = rows.ToDictionary(row => row.Id);
        return new([.. rows.Select(row => FilePlanEntryAnswer.Of(call, row, RuleFor(row))).ToList()], position);

        FilePlanEntryRow? RuleFor(FilePlanEntryRow? row)
        {
            while (row is { Disposal: null })
                row = row.Parent is { } parent ? byId.GetValueOrDefault(parent) : null;
            return row;
        }
    }
}

/// <param name="Rule">The rule that holds, with the entry that states it.</param>
internal sealed record FilePlanEntryAnswer(
    Guid Id, int Revision, Guid? Parent, string Notation, string Title, RetentionAnswer Rule, DateOnly? RetiredOn,
    bool HoldsFiles,
    [property: JsonPropertyName("_links")] IReadOnlyDictionary<string, Link> Links)
{
    public static FilePlanEntryAnswer Of(Call call, FilePlanEntryRow row, FilePlanEntryRow? stating)
    {
        var fallback = RetentionRule.Default;
        RetentionAnswer rule = stating is null
            ? new(fallback.TransferYears, fallback.RetentionYears, "appraise", null)
            : new(stating.TransferYears!.Value, stating.RetentionYears, stating.Disposal!, stating.Id);
        return new(row.Id, row.Revision, row.Parent, row.Notation, row.Title, rule, row.RetiredOn, row.HoldsFiles,
            FilePlanEndpoints.LinksOf(call, row.Id));
    }
}
