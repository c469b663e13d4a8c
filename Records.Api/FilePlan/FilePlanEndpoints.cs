using Records.Actors;
using Records.Api.Access;
using Records.Api.Calls;
using Records.Api.CaseFiles;
using Records.Core.Access;
using Records.Core.Deciding;
using Records.Core.FilePlan;
using static Records.Core.FilePlan.FilePlanCommand;

namespace Records.Api.FilePlan;

/// <summary>The entries of the file plan: where a case file belongs and how long it is kept.</summary>
internal static class FilePlanEndpoints
{
    extension(IEndpointRouteBuilder routes)
    {
        public void MapFilePlan()
        {
            var plan = routes.MapGroup("/file-plan/entries").WithTags("Aktenplan");
            plan.MapGet("", ListAsync).Needs(Act.ReadCaseFile).Gives<FilePlanAnswer>()
                .WithName("getFilePlan").WithSummary("Ganzer Aktenplan mit geltenden Fristen (the whole file plan)");
            plan.MapGet("/{id:guid}", LookAsync).Needs(Act.ReadCaseFile).Gives<FilePlanEntryAnswer>()
                .WithName("getFilePlanEntry").WithSummary("Aktenplaneinheit (one entry)");
            plan.MapPost("", AddAsync).Needs(Act.ManageFilePlan).Takes<AddEntryRequest>().Gives<Receipt>(201)
                .WithName("addFilePlanEntry").WithSummary("Aktenplaneinheit anlegen (add an entry)");
            plan.MapPatch("/{id:guid}", EditAsync)
                .Needs(Act.ManageFilePlan).Takes<EditEntryRequest>().Gives<Receipt>().WithName("editFilePlanEntry")
                .WithSummary("Bezeichnung, Inhaltsbeschreibung, Verweise ändern (edit an entry)");
            plan.MapDelete("/{id:guid}", RemoveAsync)
                .Needs(Act.ManageFilePlan).Takes<PlainRequest>().Gives<Receipt>().WithName("removeFilePlanEntry")
                .WithSummary("Entfernen, wenn nie Akten darunter lagen (remove an entry that never held files)");
            plan.MapPut("/{id:guid}/title", RetitleAsync)
                .Needs(Act.ManageFilePlan).Takes<RetitleEntryRequest>().Gives<Receipt>()
                .WithName("retitleFilePlanEntry").WithSummary("Bezeichnung ändern (change the title)");
            plan.MapPut("/{id:guid}/rule", RuleAsync)
                .Needs(Act.ManageFilePlan).Takes<RuleEntryRequest>().Gives<Receipt>()
                .WithName("ruleFilePlanEntry")
                .WithSummary("Fristen und Aussonderungsart setzen oder erben (set the rule, or inherit it)");
            plan.MapPut("/{id:guid}/intake", IntakeAsync)
                .Needs(Act.ManageFilePlan).Takes<IntakeRequest>().Gives<Receipt>().WithName("setFilePlanEntryIntake")
                .WithSummary("Neue Akten zulassen oder nicht (take new files or none)");
            plan.MapPut("/{id:guid}/fields", DeclareAsync)
                .Needs(Act.ManageFilePlan).Takes<DeclareFieldsRequest>().Gives<Receipt>()
                .WithName("declareFilePlanEntryFields")
                .WithSummary("Weitere Metadaten verlangen (declare further metadata)");
            plan.MapPut("/{id:guid}/appraisal", AppraiseAsync)
                .Needs(Act.Appraise).Takes<AppraiseRequest>().Gives<Receipt>().WithName("appraiseFilePlanEntry")
                .WithSummary("Vorbewerten (appraise in advance)");
            plan.MapPut("/{id:guid}/retirement", RetireAsync)
                .Needs(Act.ManageFilePlan).Takes<PlainRequest>().Gives<Receipt>()
                .WithName("retireFilePlanEntry").WithSummary("Stilllegen (retire an entry)");
            plan.MapGet("/{id:guid}/history", FilePlanHistory.ReadAsync)
                .Needs(Act.ReadHistory).Gives<EntryHistoryAnswer>().WithName("getFilePlanEntryHistory")
                .WithSummary("Was mit der Aktenplaneinheit geschah (what happened to an entry)");
        }
    }

    private static async Task<IResult> ListAsync(Call call)
    {
        if (await call.WaitForPositionAsync() is { } late)
            return late;
        var position = await call.Tenant.Store.HeadAsync(call.Cancel);
        var plan = await call.PlanAsync();
        call.Reflects(position.Value);
        return Answers.Json(new FilePlanAnswer(
            [.. plan.Entries.Values.OrderBy(entry => entry.Notation.Value, StringComparer.Ordinal)
                .Select(entry => FilePlanEntryAnswer.Of(call, plan, entry))],
            position.Value, plan.Head?.Title));
    }

    private static async Task<IResult> LookAsync(Call call, Guid id)
    {
        if (await call.WaitForPositionAsync() is { } late)
            return late;
        var position = await call.Tenant.Store.HeadAsync(call.Cancel);
        var plan = await call.PlanAsync();
        call.Reflects(position.Value);
        if (plan.Find(new(id)) is not { } entry)
            return FilePlanRefusals.UnknownEntry.ToProblem();
        call.Http.Response.Headers.ETag = $"\"{entry.Revision.Value}\"";
        return Answers.Json(FilePlanEntryAnswer.Of(call, plan, entry));
    }

    private static async Task<IResult> AddAsync(Call call)
    {
        var request = await call.ReadAsync<AddEntryRequest>();
        var id = new FilePlanEntryId(call.NewId());
        FilePlanEntryId? parent = request.Parent is { } above ? new(above) : null;
        return await AskAsync(call, request, 201, needsKey: true, id, Revision.First,
            new AddEntry(id, parent, new(request.Notation), request.Title, request.Rule?.ToRule())
            {
                IsLeaf = request.Leaf,
                ValidFrom = request.ValidFrom,
            });
    }

    private static Task<IResult> EditAsync(Call call, Guid id) =>
        ChangeAsync<EditEntryRequest>(call, id, (request, seen) => new EditEntry(
            new(id), seen, request.Title, request.Scope,
            request.References is { } to ? [.. to.Select(entry => new FilePlanEntryId(entry))] : null,
            request.Rule?.ToRule()));

    private static Task<IResult> RemoveAsync(Call call, Guid id) =>
        ChangeAsync<PlainRequest>(call, id, (_, seen) => new RemoveEntry(new(id), seen));

    private static Task<IResult> RetitleAsync(Call call, Guid id) =>
        ChangeAsync<RetitleEntryRequest>(call, id, (request, seen) => new RetitleEntry(new(id), seen, request.Title));

    private static Task<IResult> RuleAsync(Call call, Guid id) =>
        ChangeAsync<RuleEntryRequest>(
            call, id, (request, seen) => new RuleEntry(new(id), seen, request.Rule?.ToRule()));

    private static Task<IResult> IntakeAsync(Call call, Guid id) =>
        ChangeAsync<IntakeRequest>(
            call, id, (request, seen) => new SetIntake(new(id), seen, request.TakesFiles));

    private static Task<IResult> DeclareAsync(Call call, Guid id) =>
        ChangeAsync<DeclareFieldsRequest>(call, id, (request, seen) => new DeclareFields(
            new(id), seen, [.. request.Fields.Select(field => field.ToField())]));

    private static Task<IResult> AppraiseAsync(Call call, Guid id) =>
        ChangeAsync<AppraiseRequest>(call, id, (request, seen) => new AppraiseEntry(
            new(id), seen, request.Type, call.Actor.Person, request.Reason));

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
        return await AskAsync(call, request, 200, needsKey: false, new(id), seen.Next(), wish(request, seen));
    }

    /// <param name="gone">The revision to answer with when the entry is there no more.</param>
    private static Task<IResult> AskAsync(
        Call call, ICommandContract request, int status, bool needsKey, FilePlanEntryId id, Revision gone,
        FilePlanCommand command) =>
        Changes.RunAsync<FilePlanTree>(call, request, status, needsKey,
            terms => call.Tenant.Plans.AskAsync(
                call.PlanStream, new(command, terms), call.Cancel),
            plan => new(id.Value, (plan.Find(id)?.Revision ?? gone).Value, LinksOf(call, plan, id)));

    internal static IReadOnlyDictionary<string, Link> LinksOf(Call call, FilePlanTree plan, FilePlanEntryId id)
    {
        var self = $"{call.Root}/file-plan/entries/{id.Value}";
        var links = new Dictionary<string, Link> { ["up"] = new($"{call.Root}/file-plan/entries") };
        if (plan.Find(id) is not { } entry)
            return links;
        links["self"] = new(self);
        if (call.May(Act.ReadHistory))
            links["history"] = new($"{self}/history");
        if (call.May(Act.Appraise))
            links["appraise"] = new($"{self}/appraisal", "PUT");
        if (!call.May(Act.ManageFilePlan))
            return links;
        links["edit"] = new(self, "PATCH");
        links["retitle"] = new($"{self}/title", "PUT");
        links["rule"] = new($"{self}/rule", "PUT");
        links["set-intake"] = new($"{self}/intake", "PUT");
        links["declare-fields"] = new($"{self}/fields", "PUT");
        links["retire"] = new($"{self}/retirement", "PUT");
        if (!entry.HoldsFiles && plan.IsLeaf(id))
            links["remove"] = new(self, "DELETE");
        return links;
    }
}
