using System.Text.Json.Serialization;
using Records.Actors;
using Records.Api.Access;
using Records.Api.Calls;
using Records.Core.Access;
using Records.Core.FilePlan;
using Records.Core.Ports;
using static Records.Core.FilePlan.FilePlanCommand;

namespace Records.Api.FilePlan;

/// <summary>The file plan (Aktenplan) as a whole: there is one, in versions (R1).</summary>
internal static class PlanEndpoints
{
    extension(IEndpointRouteBuilder routes)
    {
        public void MapPlan()
        {
            var plan = routes.MapGroup("/file-plan").WithTags("Aktenplan");
            plan.MapGet("", LookAsync).Needs(Act.ReadCaseFile).Gives<PlanAnswer>()
                .WithName("getPlan").WithSummary("Aktenplan mit seinen Fassungen (the file plan and its versions)");
            plan.MapPost("", CreateAsync).Needs(Act.ManageFilePlan).Takes<CreatePlanRequest>().Gives<Receipt>(201)
                .WithName("createPlan").WithSummary("Aktenplan anlegen (create the file plan)");
            plan.MapPost("/versions", BeginAsync)
                .Needs(Act.ManageFilePlan).Takes<BeginVersionRequest>().Gives<Receipt>(201)
                .WithName("beginPlanVersion").WithSummary("Neue Fassung beginnen (begin a new version of the plan)");
        }
    }

    extension(Call call)
    {
        /// <summary>The plan as it stands now.</summary>
        public Task<FilePlanTree> PlanAsync() => call.Tenant.Plan.NowAsync(call.Cancel);

        public StreamId PlanStream => call.Tenant.Plan.Stream;
    }

    private static async Task<IResult> LookAsync(Call call)
    {
        if (await call.WaitForPositionAsync() is { } late)
            return late;
        var position = await call.Tenant.Store.HeadAsync(call.Cancel);
        var plan = await call.PlanAsync();
        call.Reflects(position.Value);
        if (plan.Head is not { } head)
            return FilePlanRefusals.PlanMissing.ToProblem();

        call.Http.Response.Headers.ETag = $"\"{head.Revision.Value}\"";
        return Answers.Json(new PlanAnswer(
            head.Id.Value, head.Revision.Value, head.Title,
            [.. head.Versions.Select(version => new PlanVersionAnswer(
                version.Number, version.ValidFrom,
                head.Versions.FirstOrDefault(next => next.Number == version.Number + 1)?.ValidFrom.AddDays(-1),
                [.. plan.Entries.Values.Where(entry => entry.LeftWith == version.Number).Select(e => e.Id.Value)]))],
            position.Value, LinksOf(call)));
    }

    private static async Task<IResult> CreateAsync(Call call)
    {
        var request = await call.ReadAsync<CreatePlanRequest>();
        return await AskAsync(
            call, request, new CreatePlan(new(call.NewId()), request.Title, request.ValidFrom));
    }

    private static async Task<IResult> BeginAsync(Call call)
    {
        var request = await call.ReadAsync<BeginVersionRequest>();
        return await AskAsync(call, request, new BeginVersion(request.ValidFrom));
    }

    private static Task<IResult> AskAsync(Call call, ICommandContract request, FilePlanCommand command) =>
        Changes.RunAsync<FilePlanTree>(call, request, 201, needsKey: true,
            terms => call.Tenant.Plans.AskAsync(
                call.PlanStream, new(command, terms), call.Cancel),
            plan => new(
                plan.Head!.Id.Value, plan.Head.Revision.Value, LinksOf(call), Number: plan.Head.Versions.Count));

    private static Dictionary<string, Link> LinksOf(Call call)
    {
        var self = $"{call.Root}/file-plan";
        var links = new Dictionary<string, Link> { ["self"] = new(self), ["entries"] = new($"{self}/entries") };
        if (call.May(Act.ManageFilePlan))
            links["begin-version"] = new($"{self}/versions", "POST");
        return links;
    }
}

/// <param name="ValidFrom">The first day on which files may be opened under it.</param>
internal sealed record CreatePlanRequest(
    string Title, DateOnly ValidFrom, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<CreatePlanRequest>
{
    public static CreatePlanRequest Example { get; } = new("Kommunaler Aktenplan", new(2020, 1, 1));
}

/// <param name="ValidFrom">Later than that of every version before.</param>
internal sealed record BeginVersionRequest(
    DateOnly ValidFrom, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<BeginVersionRequest>
{
    public static BeginVersionRequest Example { get; } = new(new DateOnly(2100, 1, 1));
}

internal sealed record PlanAnswer(
    Guid Id, int Revision, string Title, IReadOnlyList<PlanVersionAnswer> Versions, long Position,
    [property: JsonPropertyName("_links")] IReadOnlyDictionary<string, Link> Links);

/// <param name="ValidTo">The last day; left out for the newest version.</param>
/// <param name="Left">The entries that were not carried over into this version.</param>
internal sealed record PlanVersionAnswer(
    int Number, DateOnly ValidFrom, DateOnly? ValidTo, IReadOnlyList<Guid> Left);
